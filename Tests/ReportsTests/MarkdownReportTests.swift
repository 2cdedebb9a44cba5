import PolicyCore
import Reports
import Testing

@Suite("Markdown")
struct MarkdownReportTests {
  @Test("A comment has a headline, a table and what to do")
  func broken() {
    #expect(
      render(Samples.broken, as: .markdown) == """
        ### policy: broken

        2 of 3 verdicts on 5 refs, 1,234 commits, policy preset story-flow (0.12 s)

        | | rule | ref | commit | |
        |---|---|---|---|---|
        | error | up-to-date | <code>refs/heads/story-1 into refs/heads/develop</code> | \
        <code>aaaaaaaaaaaa</code> | lacks 2 commits of &#39;develop&#39; \
        <code>doc/läs mich.md</code> |
        | error | linear-history | <code>refs/heads/main</code> | <code>aaaaaaaaaaaa</code> | \
        merges 2 parents |

        <details><summary>What to do</summary>

        - up-to-date: <code>take them in&#58; git merge origin/develop</code>
        - linear-history: <code>make it linear&#58; git rebase --onto \
        aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1</code>

        </details>

        <details><summary>Not judged</summary>

        - <code>required-checks</code>: the policy lists no source

        </details>

        <details><summary>Notes</summary>

        - branch &#39;story-2&#39; has no remote

        </details>

        """)
  }

  @Test("A kept comment is short")
  func kept() {
    #expect(
      render(Samples.kept, as: .markdown) == """
        ### policy: kept

        2 rules on 5 refs, 1,234 commits, policy preset story-flow (0.12 s)

        """)
  }

  @Test("A page is cut between lines before GitHub refuses it, and says so")
  func cut() {
    let long = String(repeating: "long ", count: 1_000)
    let findings = (1...10).map { Finding(long, at: Samples.id($0), help: long) }
    let report = Samples.report(
      (1...40).map {
        Samples.judgement("rule-\($0)", on: "refs/heads/topic-\($0)", .broken(findings))
      })
    for (text, room) in [
      (render(report, as: .markdown), 65_536), (renderStepSummary(report), 1_048_576),
    ] {
      #expect(text.utf8.count < room)
      #expect(text.utf8.count > room * 8 / 10)
      #expect(
        text.hasSuffix("|\n\nThis report is cut: policy audit --format json lists them all.\n"))
    }
  }
}
