import Reports
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
      ("help: \(long) it", ["help: \(long)", "  it"]),
    ])
  func fitted(line: String, lines: [String]) {
    #expect(TextStyle.remote.fitted(line) == lines)
  }

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
}
