import PolicyCore
import Testing

@testable import Reports

@Suite("Text for people")
struct TextReportTests {
  @Test("A kept report says what was judged")
  func kept() {
    #expect(
      render(Samples.kept, as: .text)
        == "kept: 2 rules on 5 refs, 1,234 commits, policy preset story-flow (0.12 s)\n")
    #expect(
      render(Samples.empty, as: .text).hasPrefix("kept: no rule had anything to judge on 0 refs"))
  }

  @Test("A broken report names the rule, the place and the cure")
  func broken() {
    #expect(
      render(Samples.broken, as: .text) == """
        error[up-to-date]: lacks 2 commits of 'develop'
          --> refs/heads/story-1 into refs/heads/develop at aaaaaaaaaaaa and 1 more commit, path 'doc/läs mich.md'
          help: take them in: git merge origin/develop

        error[linear-history]: merges 2 parents
          --> refs/heads/main at aaaaaaaaaaaa
          help: make it linear: git rebase --onto aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1

        off: required-checks: the policy lists no source
        note: branch 'story-2' has no remote

        broken: 2 of 3 verdicts on 5 refs, 1,234 commits, policy preset story-flow (0.12 s)

        """)
  }

  @Test("An unknown report says why, and what would make it known")
  func unknown() {
    #expect(
      render(Samples.unknown, as: .text) == """
        unknown[back-merge]: walk history: history ends at a shallow commit
          --> refs/heads/main
          help: fetch the whole history: git fetch --unshallow (in CI: fetch-depth: 0)

        unknown: 1 of 2 verdicts on 5 refs, 1,234 commits, policy preset story-flow (0.12 s)

        """)
  }

  @Test("Waived findings are a line each, with their end")
  func waived() {
    #expect(
      render(Samples.waived, as: .text) == """
        waived[linear-history]: merges 2 parents --> refs/heads/main at aaaaaaaaaaaa (imported, until 2026-12-31)
        waived[linear-history]: merges 2 parents --> refs/heads/main at aaaaaaaaaaaa (known since the baseline)

        kept: 1 rule on 5 refs, 1,234 commits, policy preset story-flow; 2 waived (0.12 s)

        """)
  }

  @Test("Warnings are counted beside a kept answer")
  func warned() {
    let text = render(Samples.warned, as: .text)
    #expect(text.contains("warning[branch-age]: is 45 days old\n  --> refs/heads/story-1\n"))
    #expect(text.contains("warning[merged-branch]: has landed\n"))
    #expect(text.contains("\nkept: 3 rules on 5 refs,"))
    #expect(text.contains("story-flow; 2 warnings (0.12 s)\n"))
  }

  @Test("Of many findings the first ten are shown, and the rest counted")
  func many() {
    let text = render(Samples.merges(21_215), as: .text)
    #expect(text.ranges(of: "merges 2 parents").count == 10)
    #expect(
      text.contains(
        """
        error[linear-history]: … and 21,205 more (policy audit --format json lists them all)
          --> refs/heads/main

        """))
  }

  @Test("Of many refs with the same trouble the first twenty are shown, and the rest counted")
  func manyRefs() {
    let text = render(Samples.misnamed(4_000), as: .text)
    #expect(text.ranges(of: "no kind of branch").count == 20)
    #expect(text.contains("\n\n… and 3,980 more refs with findings of branch-name (policy audit"))
    #expect(text.contains("broken: 4,000 of 4,000 verdicts on 4,000 refs"))
  }

  @Test("Mode evaluate says that it blocks nothing")
  func evaluate() {
    var report = Samples.broken
    report.mode = .evaluate
    #expect(render(report, as: .text).contains("; mode evaluate blocks nothing (0.12 s)"))
  }

  @Test("Colour adds nothing but colour")
  func colour() {
    for (_, report) in Samples.all {
      let coloured = render(report, as: .text, style: TextStyle(colour: true))
      #expect(coloured.contains("\u{1b}["))
      #expect(coloured.replacing(/\x{1b}\[[0-9;]*m/, with: "") == render(report, as: .text))
    }
  }

  @Test("Lines are broken as a hook's are: a command on one line, or on several that are one")
  func width() {
    let text = render(Samples.broken, as: .text, style: TextStyle(colour: false, width: 50))
    #expect(
      text.contains(
        """
        broken: 2 of 3 verdicts on 5 refs, 1,234 commits,
          policy preset story-flow (0.12 s)
        """))
    #expect(
      text.contains(
        """
          help: make it linear:
            git rebase --onto \\
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1
        """), "\(text)")
  }

  @Test("What is quoted is never broken, and a command that is pasted does what it says")
  func quoted() {
    let finding = Finding(
      "the file 'a name with several words in it' is not what it was and must be",
      help: "put it back: git restore --source main -- 'a name with several  words' && git status")
    let style = TextStyle(colour: true, width: 40)
    let lines = style.fitted("  help: \(finding.help)")
    let text = style.labelled("help:", .help, finding.help, indent: 2)
    #expect(text.replacing(/\x{1b}\[[0-9;]*m/, with: "") == lines.joined(separator: "\n"))
    #expect(lines.joined(separator: "\n").contains("'a name with several  words' &&\n"))
    let message = style.labelled("error[a b c]:", .bad, finding.message)
    #expect(message.contains("'a name with several words in it'"), "\(message)")
  }
}
