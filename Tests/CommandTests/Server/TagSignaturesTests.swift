import TestSupport
import Testing

/// Signed tags on their way through a client's hooks, a server's and an audit.
@Suite struct TagSignaturesTests {
  @Test(
    "A tag that a signer signed comes in, and no other, at each place alike",
    arguments: [true, false])
  func everywhere(isFast: Bool) async throws {
    let signing = try await SigningServer(isFast: isFast) { key in
      """
      version: 1
      branches: {main: {}}
      tags: {v*: {signed: true, signers: {alice: '\(key)'}}}

      """
    }
    let server = signing.server
    func tag(_ name: String, by key: String?) async throws {
      try await Git.run(
        signing.signing(as: key ?? "") + [
          "tag", key == nil ? "-a" : "-s", "-m", "Release", name, "origin/main",
        ],
        in: server.work)
    }
    try await tag("v1", by: nil)
    try await tag("v2", by: "mallory")
    try await tag("v3", by: "alice")
    // Another text under a signer's signature.
    try await signing.shell(
      """
      git cat-file tag v3 | sed 's/Release/Releasf/; s/^tag v3/tag v4/' >forged
      git update-ref refs/tags/v4 "$(git hash-object -w -t tag forged)" && rm forged
      git update-ref refs/tags/v5 v3
      """)
    let cases = [
      ("v1", "is not signed"), ("v2", "which is no signer's key"),
      ("v4", "has a signature that does not count: it is of another text"),
      ("v5", "is signed as 'v3'"),
    ]
    for (name, complaint) in cases {
      try await signing.expectRefusals(of: name, with: complaint)
      let audit = try await PolicyProgram.run(["audit", "--tag", name], in: server.work)
      #expect(audit.status == 1, "\(audit.errors)")
      #expect(audit.text.contains(complaint), "\(audit.text)")
    }
    // What is said of the last of them mends it.
    let told = try await PolicyProgram.run(["audit", "--tag", "v5"], in: server.work).lines
    let cure = try #require(
      told.compactMap { $0.split(separator: "sign it: git ").dropFirst().first }.first)
    let options = signing.signing(as: "alice").joined(separator: " ")
    try await signing.shell("GIT_EDITOR=true git \(options) \(cure)")
    let mended = try await server.push("v5")
    #expect(mended.status == 0, "\(mended.errors)")
    let answer = try await server.push("v3")
    #expect(answer.status == 0, "\(answer.errors)")
    let audit = try await PolicyProgram.run(["audit", "--tag", "v3"], in: server.work)
    #expect(audit.status == 0, "\(audit.text)\(audit.errors)")
    let id = try await Git.run(["rev-parse", "v3"], in: server.work).lines[0]
    try await signing.expectRemembered(
      "\(String(repeating: "0", count: 40)) \(id) refs/tags/v3\n")
  }
}
