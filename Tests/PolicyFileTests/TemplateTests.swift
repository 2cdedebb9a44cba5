import PolicyCore
import PolicyFile
import Testing

@Suite("The policy that init writes")
struct TemplateTests {
  static func policy(_ findings: RepositoryFindings) throws -> Policy {
    try PolicyFile.parse(PolicyTemplate.render(for: findings), name: ".policy.yml")
  }

  @Test("main and develop extend story-flow, with the checks that were found")
  func storyFlow() throws {
    let text = PolicyTemplate.render(
      for: RepositoryFindings(
        defaultBranch: "main", branches: ["main", "develop", "story-1", "odd", "fix/1"],
        remote: "origin", contexts: ["build", "test (3.10)", "build"]))
    #expect(
      text == """
        # The branch strategy of this repository, kept by 'policy'.
        #   policy audit           judges every branch
        #   policy validate        finds errors and contradictions in this file
        #   policy explain RULE    tells what a rule demands, and why
        #
        # story-flow, since develop stands beside main.

        version: 1
        extends: story-flow

        branches:
          main:
            # Found in the workflows. Keep those that every pull request must pass.
            required_status_checks:
              - build
              - "test (3.10)"
          develop:
            # Found in the workflows. Keep those that every pull request must pass.
            required_status_checks:
              - build
              - "test (3.10)"

        # These branches have no kind yet. Name one above, rename them, or list them under exempt:
        #   fix/1
        #   odd

        # To look before anything blocks:
        # mode: evaluate
        # To leave old history alone, by date or by a list that 'policy baseline' writes:
        # baseline: {since: 2026-01-01}
        # baseline: {file: .policy-baseline}
        # To let 'policy gates' run the commands that every change has to pass, and hooks ask for them:
        # gates: {format: {run: black --check .}, tests: {run: pytest, on: [pre-push]}}
        # To say what commits look like, and whose signatures count (docs/commits.md):
        # commits: {subject_max: 72, blank_second_line: true, signed_off: true}

        """)
  }

  @Test("Branches decide which preset fits")
  func choices() throws {
    func kinds(_ main: String, _ branches: String...) throws -> [String] {
      try Self.policy(RepositoryFindings(defaultBranch: main, branches: branches)).kinds.map(\.name)
    }
    let gitFlow = ["feature/*", "bugfix/*", "release/*", "hotfix/*"]
    let storyFlow = ["story-*", "bugfix/*", "hotfix/*"]
    #expect(try kinds("main") == ["main", "**/*"])
    #expect(try kinds("master", "fix") == ["master", "**/*"])
    #expect(try kinds("main", "release/2.0") == ["main", "release/*", "**/*"])
    #expect(try kinds("master", "release/2.0") == ["master", "release/*", "**/*"])
    #expect(try kinds("main", "develop", "feature/a") == ["main", "develop"] + gitFlow)
    #expect(try kinds("develop", "master", "release/1") == ["master", "develop"] + gitFlow)
    #expect(try kinds("master", "dev") == ["master", "dev"] + storyFlow)
    #expect(try kinds("develop") == ["develop", "**/*"])
  }

  @Test("Where branches have other names, the preset's demands are made of them")
  func renames() throws {
    let policy = try Self.policy(
      RepositoryFindings(defaultBranch: "trunk/é\u{85}x", branches: ["dev"], contexts: ["a: b"]))
    let main = policy.kinds[0]
    #expect(main.name == "trunk/é\u{85}x")
    #expect(main.owes == Kind.Owed(to: "dev", within: 604_800))
    #expect(main.protection.requiredStatusChecks.map(\.context) == ["a: b"])
    #expect(main.protection.requireLinearHistory)
    #expect(policy.kinds[4].into == [main.name, "dev"])
    #expect(policy.forksInto == ["dev"])
  }

  @Test("Whatever is found, what is written parses and does not contradict itself")
  func property() throws {
    let names = [
      "main", "master", "develop", "dev", "true", "null", "1.0", "0x1", "a'b\"c", "é", "-", "@",
      "feature/x", "release/1", "story-1", "gh-pages", "#x", "a#b", "!x", "&x", "x,y", "{x}",
      "%x", "|", "\u{202E}x", "a\u{FEFF}", "\u{E000}", "version", "🐟",
    ]
    for main in names {
      for other in [main, "main", "feature/x", "story-1", "a'b\"c", "\u{202E}x"] {
        for contexts in [[], ["build"], ["", "a\nb", "\u{0}", "- x", "*", "\u{2028}"]] {
          let findings = RepositoryFindings(
            defaultBranch: main, branches: [other, "develop"].dropLast(main.count % 2),
            remote: other, contexts: contexts)
          let policy = try Self.policy(findings)
          #expect(PolicyFile.contradictions(in: policy, at: 0) == [])
          #expect(policy.longLived.contains { $0.name == main })
        }
      }
    }
  }
}
