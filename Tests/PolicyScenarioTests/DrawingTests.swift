import GitModel
import PolicyCore
import Testing

@testable import PolicyScenario

@Suite struct DrawingTests {
  @Test("A drawing reads commits, refs and the update")
  func reads() throws {
    let drawing = try Drawing(
      """
      A; B after A on day 3; C after A
      M after B, C edits x, y says "a \\"merge\\""
      main at B; origin/main at A; tag v1 at A
      push main: B -> M by alice; now day 40; single-branch; shallow at B; missing C
      """)
    #expect(drawing.labels == ["A", "B", "C", "M"])
    #expect(drawing.commits[3].parents == ["B", "C"])
    #expect(drawing.commits[3].edits == ["x", "y"])
    #expect(drawing.commits[3].message == "a \"merge\"")
    #expect(drawing.commits[1].seconds == Drawing.dayZero + 3 * 86_400)
    #expect(
      drawing.refs.map { "\($0.name) \($0.label)" } == [
        "refs/heads/main B", "refs/remotes/origin/main A", "refs/tags/v1 A",
      ])
    #expect(drawing.update?.old == "B")
    #expect(drawing.update?.actor == "alice")
    #expect(drawing.now == Drawing.dayZero + 40 * 86_400)
    #expect(drawing.isSingleBranch && drawing.shallow == ["B"] && drawing.missing == ["C"])
  }

  @Test("A file's text is as it is written, but for a newline at its start")
  func files() throws {
    let drawing = try Drawing("A with x \"\n a: \\\"b\\\"\n\" with y/z \"\\n\\nc\"")
    #expect(drawing.commits[0].files.map(\.path) == ["x", "y/z"])
    #expect(drawing.commits[0].files.map(\.file.content) == [" a: \"b\"\n", "\nc"])
    #expect(drawing.commits[0].saysItsChange)
  }

  @Test("What a merge queue is about to land is a landing with a head")
  func queue() throws {
    let drawing = try Drawing("A; B after A; main at A; queue main: A -> B")
    #expect(drawing.update?.moment == .landing)
    #expect(drawing.update?.head?.branch.text == "main")
  }

  @Test(
    "A text that is no drawing says where and why",
    arguments: [
      ("A; B after C", "1:12: no commit 'C' is drawn before this"),
      ("A\nB before A", "2:3: an attribute of the commit should stand here, not 'before'"),
      ("A; a", "1:4: 'a' begins no statement; commits are capitalised"),
      ("A; A", "1:4: 'A' is drawn already"),
      ("Ab; AB", "1:5: 'Ab' is drawn already"),
      ("A; main at A; main at A", "1:15: 'refs/heads/main' stands already"),
      ("A; 'x..y' at A", "1:4: ''x..y'' is no ref name"),
      ("A; push main: A", "1:15: '->' should stand here, not the end of the statement"),
      ("A; push main A -> A", "1:14: ':' should stand here, not 'A'"),
      ("A; push main: nothing -> nothing", "1:4: an update from nothing to nothing"),
      ("A; audit main", "1:10: 'main' stands nowhere"),
      ("A; main at A; audit main; audit main", "1:27: a second update"),
      (
        "A; B after A; main at A; move main: B -> A",
        "1:26: 'refs/heads/main' stands at A, not at B"
      ),
      (
        "A; main at A; pull story-1 into main",
        "1:20: 'story-1' stands nowhere; say where: 'story-1 (S)'"
      ),
      ("A; pull story-1 (A) into main", "1:26: 'main' stands nowhere"),
      ("A on day soon", "1:10: a day is a number up to 100000, not 'soon'"),
      ("A on day -30000", "1:10: a day before 1970"),
      ("A with ../x \"y\"", "1:8: '../x' is no path in a repository"),
      ("A with x", "1:8: the file's content should stand here, not the end of the statement"),
      ("A edits ../x", "1:9: '../x' is no path in a repository"),
      ("A says \"x", "1:8: a quote without its end"),
      ("A says \"\\q\"", "1:10: a lone '\\' in quotes"),
      ("A; B after A, A", "1:4: a parent is named twice"),
      ("now day 1; now day 2", "1:16: a second present"),
      ("A;; shallow at", "1:13: a commit should stand here, not the end of the statement"),
    ])
  func errors(text: String, error: String) {
    #expect(message(of: text) == error)
  }

  private func message(of text: String) -> String? {
    do throws(DrawingError) {
      _ = try DrawnObjects(of: try Drawing(text))
      return nil
    } catch {
      return error.description
    }
  }

  @Test(
    "A commit that cannot be made as it is drawn says why",
    arguments: [
      (
        "A edits f; B after A edits f; C after A edits f; M after B, C",
        "1:50: the merge conflicts in 'f': edits f"
      ),
      (
        "A; B after A; C after B like B",
        "1:15: the change of B does not apply to 'b.txt' as it stands"
      ),
      (
        "A; B after A; C after A reverts B",
        "1:15: the change of B does not apply to 'b.txt' as it stands"
      ),
      ("A edits f; B after A edits f/g", "1:12: a file stands where a folder should"),
    ])
  func impossibleCommits(text: String, error: String) {
    #expect(message(of: text) == error)
  }
}
