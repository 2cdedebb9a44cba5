import FoundationEssentials
import TestSupport
import Testing

/// The manual: every page is run as it stands.
@Suite struct TranscriptTests {
  static let folder = "Tests/CommandTests/Transcripts"

  static let pages: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: SourceTree.root + "/" + folder)
    return (names ?? []).filter { $0.hasSuffix(".md") }.sorted()
  }()

  @Test("There are pages")
  func pagesAreThere() { #expect(Self.pages.count > 10) }

  @Test("A page's commands print what it says", arguments: pages)
  func page(_ name: String) async throws {
    try await check("\(Self.folder)/\(name)")
  }

  @Test("The README's commands print what it says")
  func readme() async throws { try await check("README.md") }

  /// A day after the date of every commit: the present is not the test's.
  private static let prelude = """
    exec 2>&1 </dev/null
    policy() {
      case "$1 $2" in
        'audit '* | 'baseline '* | 'checks '* | 'check record' | 'check list' | 'check verify')
          command policy "$@" --now 1767700800 ;;
        *) command policy "$@" ;;
      esac
    }

    """

  /// Runs a page; with `UPDATE_PAGES=1` writes what was printed into it.
  private func check(_ file: String) async throws {
    let transcript = Transcript(try SourceTree.text(of: file))
    let (folder, script) = (try TemporaryFolder(), try TemporaryFolder())
    defer { withExtendedLifetime((folder, script)) {} }
    // Not through standard input: a command that reads it would swallow the rest.
    try script.write((Self.prelude + transcript.script).utf8, to: "steps")
    let result = try await Program.run(
      "sh", [script.path + "/steps"], in: folder.path,
      changing: ["PATH": try PolicyProgram.path(), "NO_COLOR": "1"])
    let outputs = Transcript.outputs(in: result.text)
    #expect(outputs.count == transcript.steps.count, "the shell ended early: \(result.text)")
    if ProcessInfo.processInfo.environment["UPDATE_PAGES"] == "1" {
      try SourceTree.write(transcript.page(printing: outputs), to: file)
    }
    for (step, output) in zip(transcript.steps, outputs)
    where !Expectation.matches(step.expected[...], output[...]) {
      Issue.record(
        """
        \(file):\(step.place.lowerBound): $ \(step.command.joined(separator: "\n"))
        expected:
        \(step.expected.joined(separator: "\n"))
        printed:
        \(output.joined(separator: "\n"))
        help: UPDATE_PAGES=1 swift test --filter TranscriptTests writes it; then read the diff
        """)
    }
  }
}
