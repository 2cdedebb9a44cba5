import FoundationEssentials
import TestSupport
import Testing

/// `script/policy` as the README has it installed: behind a link, called from anywhere.
@Suite struct ScriptPolicyTests {
  private let folder: TemporaryFolder

  /// A copy of the script in a tree that is built: its program prints where it runs, and with what.
  init() throws {
    folder = try TemporaryFolder()
    for file in ["script/policy", "script/prerequisites.sh"] {
      try folder.write(try SourceTree.text(of: file).utf8, to: "top/\(file)")
      try folder.makeExecutable("top/\(file)")
    }
    try folder.write([], to: "top/Package.swift")
    try folder.write([], to: "top/Sources/a.swift")
    try folder.write("#!/bin/sh\necho \"$PWD\" \"$@\"\nexit 3\n".utf8, to: "top/.build/policy")
    try folder.makeExecutable("top/.build/policy")
  }

  private func run(_ lines: String, path: String? = nil) async throws -> ProgramOutput {
    var changes: [String: String?] = [:]
    if let path { changes["PATH"] = path }
    return try await Program.run("sh", ["-c", lines], in: folder.path, changing: changes)
  }

  /// A search path with what the script uses, and without swift.
  private func pathWithoutSwift() async throws -> String {
    let made = try await run(
      """
      mkdir bin; for name in sh readlink find mkdir git rm ln mv cat id tr sed grep dirname; do
        ln -s "$(command -v $name)" bin/$name
      done
      """)
    try #require(made.status == 0, "\(made.errors)")
    return folder.path + "/bin"
  }

  @Test("What is built starts at once, through a link and from another folder")
  func linked() async throws {
    let answer = try await run(
      """
      sleep 0.05; : >top/.build/policy.stamp; mkdir here; ln -s "$PWD/top/script/policy" policy
      cd here; exec ../policy audit --branch 'a b'
      """, path: try await pathWithoutSwift() + ":/usr/bin:/bin")
    #expect(answer.status == 3, "\(answer.errors)")
    #expect(answer.text == "\(folder.path)/here audit --branch a b\n")
    #expect(answer.errors.isEmpty, "\(answer.errors)")
  }

  @Test(
    "What is not built, or is older than its sources, needs swift",
    arguments: [
      ":", "sleep 0.05; : >top/.build/policy.stamp; sleep 0.05; : >top/Sources/b.swift",
      "rm top/.build/policy; : >top/.build/policy.stamp",
    ])
  func missing(lines: String) async throws {
    let answer = try await run(
      "\(lines)\nPATH=\(try await pathWithoutSwift()); exec top/script/policy audit")
    #expect(answer.status == 69, "\(answer.text)\(answer.errors)")
    #expect(answer.errors.contains("swift is missing"), "\(answer.errors)")
    #expect(answer.errors.contains("help: install it from https://"), "\(answer.errors)")
  }
}
