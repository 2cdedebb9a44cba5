import PolicyCore
import Reports
import Testing

@Suite("Annotations in GitHub Actions")
struct GitHubReportTests {
  @Test("A finding is an annotation, and the summary follows")
  func broken() {
    #expect(
      render(Samples.broken, as: .github) == """
        ::error title=up-to-date on refs/heads/story-1 into refs/heads/develop,file=doc/läs mich.md::\
        lacks 2 commits of 'develop'%0Aat aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa4%0A\
        path 'doc/läs mich.md'%0Ahelp: take them in: git merge origin/develop
        ::error title=linear-history on refs/heads/main::merges 2 parents%0A\
        at aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2%0A\
        help: make it linear: git rebase --onto aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1
        off: required-checks: the policy lists no source
        note: branch 'story-2' has no remote
        broken: 2 of 3 verdicts on 5 refs, 1,234 commits, policy preset story-flow (0.12 s)

        """)
  }

  @Test("What is unknown is an error, and what warns a warning")
  func levels() {
    #expect(
      render(Samples.unknown, as: .github).hasPrefix(
        "::error title=unknown%3A back-merge on refs/heads/main::walk history: "))
    let warned = render(Samples.warned, as: .github)
    #expect(warned.ranges(of: "::warning title=").count == 2)
    #expect(!warned.contains("::error"))
  }

  @Test("Ten annotations a level, each rule's first before any rule's second, and a notice")
  func many() {
    let judgements = Samples.merges(1_000).judgements + Samples.misnamed(30).judgements
    let lines = render(Samples.report(judgements), as: .github).split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("::error") }.count == 10)
    #expect(lines[0].contains("title=linear-history") && lines[1].contains("title=branch-name"))
    #expect(
      lines[10]
        == "::notice title=policy::and 1,020 more errors (policy audit --format json lists them all)"
    )
  }
}
