import Reports
import TestSupport
import Testing

@Suite("Lines with a command, in 72 columns") struct FittedLineTests {
  @Test(
    "A command stands on one line where it can, and is one to a shell where it cannot",
    arguments: [
      ("  help: mend it: git rebase develop", ["  help: mend it: git rebase develop"]),
      (
        "  help: make the branch that is missing here before all others are: "
          + "git branch a-branch main",
        [
          "  help: make the branch that is missing here before all others are:",
          "    git branch a-branch main",
        ]
      ),
      (
        "  help: open a pull request: "
          + "git switch -c BRANCH && git commit && git switch main && git merge BRANCH",
        [
          "  help: open a pull request:",
          "    git switch -c BRANCH && git commit && git switch main &&",
          "    git merge BRANCH",
        ]
      ),
      (
        "help: rebase: git rebase --onto 1111111111111111111111111111111111111111 "
          + "2222222222222222222222222222222222222222 story-1; then push",
        [
          "help: rebase:", "  git rebase --onto 1111111111111111111111111111111111111111 \\",
          "  2222222222222222222222222222222222222222 story-1; then push",
        ]
      ),
      (
        "error: a line without any command is broken where there is room for no other word in it",
        [
          "error: a line without any command is broken where there is room for no",
          "  other word in it",
        ]
      ),
      (
        "  --> refs/heads/\(String(repeating: "n", count: 60)) at 123456789012",
        ["  --> refs/heads/\(String(repeating: "n", count: 60))", "    at 123456789012"]
      ),
      // What is quoted is one word, and its spaces are the path's.
      (
        "help: take it away on the server, where it stands so: rm 'refs/heads/a  b c'",
        [
          "help: take it away on the server, where it stands so:",
          "  rm 'refs/heads/a  b c'",
        ]
      ),
      (
        "help: name them: git add 'it'\\''s  one' two\\ parts \"\(quoted)\" 'and  \(quoted)'",
        [
          "help: name them:", "  git add 'it'\\''s  one' two\\ parts \\",
          "  \"\(quoted)\" \\", "  'and  \(quoted)'",
        ]
      ),
      (
        "error: somebody else's hook in 'my  hooks (old)/pre-commit' and 'it's  a \(quoted)' stop",
        [
          "error: somebody else's hook in 'my  hooks (old)/pre-commit' and",
          "  'it's  a \(quoted)' stop",
        ]
      ),
      (
        "error:  two  spaces  stay  between  words  of  a  line  that  is  long  enough",
        [
          "error:  two  spaces  stay  between  words  of  a  line  that  is  long",
          "  enough",
        ]
      ),
      // Columns, not characters: these are two wide, and an accent takes none.
      (
        "  --> refs/heads/\(String(repeating: "字", count: 27)) at 123456789012",
        ["  --> refs/heads/\(String(repeating: "字", count: 27))", "    at 123456789012"]
      ),
      (
        "error: \(String(repeating: "e\u{301}", count: 60)) word",
        ["error: \(String(repeating: "e\u{301}", count: 60)) word"]
      ),
      ("help: \(long) it", ["help: \(long)", "  it"]),
    ])
  func fitted(line: String, lines: [String]) {
    #expect(TextStyle.remote.fitted(line) == lines)
  }

  private static let quoted = "a path with  spaces in it; and more, (too)"
  private static let long = String(repeating: "n", count: 90)

  @Test("No word is lost or added but what joins a command's lines", arguments: 1...70)
  func whole(length: Int) {
    let text = """
      help: fetch it (git fetch origin), or say that the branch stands elsewhere: git fetch origin \
      '+refs/heads/*:refs/remotes/origin/*' && git branch --force story-1 origin/story-1 && git push; \
      where that was done, say so: git config policy.complete true
      """
    let line = "help: \(String(repeating: "x", count: length)) \(text)"
    let lines = TextStyle.remote.fitted(line)
    #expect(lines.allSatisfy { $0.count <= 72 || !$0.dropFirst(2).contains(" ") }, "\(lines)")
    let words = lines.flatMap { $0.split(separator: " ") }.filter { $0 != "\\" }
    #expect(words == line.split(separator: " "))
  }

  /// Cures with a name, in which every word of every length is somewhere the last that has room.
  private static func cures(of name: String) -> [String] {
    [
      "git rm --cached -- ':(top,literal)d/\(name).pem' && git commit --amend --no-edit",
      "git push -u origin \(name) && gh pr create --base develop --head \(name)",
      "git fetch origin && git switch \(name) && git pull --ff-only origin \(name) && git push",
      "git rebase --onto origin/develop origin/main \(name)",
    ]
  }

  @Test("What a shell reads of a command's lines is the command", arguments: 1...90)
  func readBack(length: Int) async throws {
    let fitted = Self.cures(of: String(repeating: "n", count: length)).map { cure in
      (cure, Array(TextStyle.remote.fitted("  help: mend what is wrong: \(cure)").dropFirst()))
    }
    for (cure, lines) in fitted where !lines.isEmpty {
      #expect(!lines.contains { $0.drop { $0 == " " }.hasPrefix("&&") }, "\(lines)")
      let read = lines.map { line in
        line.drop { $0 == " " }.dropLast(line.hasSuffix(" \\") ? 2 : 0)
      }
      #expect(read.joined(separator: " ") == cure, "\(lines)")
      for line in lines.dropLast() {
        #expect([" \\", " &&"].contains(where: line.hasSuffix), "\(lines)")
      }
    }
    let script = fitted.map { $0.1.joined(separator: "\n") }.joined(separator: "\n")
    let answer = try await Program.run("sh", ["-nc", script], in: "/")
    #expect(answer.status == 0, "\(script)\n\(answer.errors)")
  }
}
