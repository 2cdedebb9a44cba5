import TestSupport
import Testing

/// The words with which the program ends, where they repeat what somebody else wrote: each stays in
/// its line, on standard error and in the annotation of GitHub Actions.
@Suite struct StopTests {
  private static let actions = ["GITHUB_ACTIONS": "true"]

  @Test("A name with line breaks begins no line, and no annotation")
  func argument() async throws {
    let folder = try TemporaryFolder()
    let answer = try await PolicyProgram.run(
      ["-C", "no\n::notice::forged\nhelp: rm -rf .", "audit"], in: folder.path,
      changing: Self.actions)
    #expect(answer.status == 64)
    let name = #"'no\n::notice::forged\nhelp: rm -rf .'"#
    let said = "error: cannot go to \(name): No such file or directory"
    #expect(answer.errors == "\(said)\nhelp: see policy --help\n")
    #expect(answer.text == "::error title=policy::\(said)%0Ahelp: see policy --help\n")
  }

  @Test("A key of a policy with line breaks stays in its problem's annotation")
  func key() async throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{version: 1, "a\n::notice::b": 1, "c%0Ad": 2}"#.utf8, to: "bad.yml")
    let answer = try await PolicyProgram.run(
      ["validate", "bad.yml"], in: folder.path, changing: Self.actions)
    #expect(answer.status == 65, "\(answer.errors)")
    let annotations = answer.text.split(separator: "\n")
    #expect(annotations.count == 2)
    #expect(annotations.allSatisfy { $0.hasPrefix("::error file=bad.yml,line=1,col=") })
    #expect(annotations.first?.contains(#"'a\u{a}::notice::b'"#) == true, "\(answer.text)")
    #expect(annotations.last?.contains("'c%250Ad'") == true, "\(answer.text)")
  }
}
