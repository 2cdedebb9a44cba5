import TestSupport
import Testing

/// What `commits:` demands of every branch, at GitHub.
@Suite struct GitHubCommitsTests {
  private typealias Shop = GitHubPlanTests.Shop
  private typealias Drift = GitHubDriftTests

  private static let emails = Drift.rule(
    "commit_author_email_pattern",
    [
      "operator": .string("regex"), "pattern": .string("@example[.]com$"), "negate": .bool(false),
      "name": .string("ours"),
    ])

  private func shop(
    _ commits: String, _ rules: [JSON], more: String = Drift.rulesets
  ) async throws -> Shop {
    var world = GitHubWorld.Repository()
    world.rulesets = [Drift.ruleset(rules, "policy: main")]
    return try await Shop(
      "  main: {}\n  story-*: {from: main, into: [main], allow_force_pushes: true}\n",
      more: more + "commits: {\(commits)}\n", world: world)
  }

  private func types(_ shop: Shop, of name: String) -> Set<String>? {
    let ruleset = shop.server.world.repositories[0].rulesets.first {
      $0.settings["name"]?.text == name
    }
    return (ruleset?.settings["rules"]?.elements).map { Set($0.compactMap { $0["type"]?.text }) }
  }

  @Test("Signatures that are asked of every branch are kept, and asked of all")
  func signatures() async throws {
    let signatures = Drift.rule("required_signatures")
    let shop = try await shop("signed: true", Drift.basics + [signatures])
    let exact = try await shop.run("apply", "--exact")
    #expect(exact.status == 0, "\(exact.text)\(exact.errors)")
    #expect(types(shop, of: "policy: main")?.contains("required_signatures") == true)
    #expect(types(shop, of: "policy: story-*")?.contains("required_signatures") == true)
    let drift = try await shop.run("drift", "--exact")
    #expect(drift.status == 0, "\(drift.text)\(drift.errors)")
    for branch in ["main", "story-*"] {
      let export = try await shop.run("export", "--ruleset", "--branch", branch)
      #expect(export.status == 0, "\(export.errors)")
      #expect(export.text.contains("required_signatures"), "\(export.text)")
    }
  }

  @Test("Signatures that no ruleset asks for are drift", arguments: ["classic", "rulesets"])
  func drift(target: String) async throws {
    let more = "github: {protection: \(target)}\n"
    let shop = try await shop("signed: true", Drift.basics, more: more)
    let drift = try await shop.run("drift")
    #expect(drift.status == 1, "\(drift.text)")
    #expect(drift.text.contains("require_signatures: false, wanted true"), "\(drift.text)")
    #expect(try await shop.run("apply").status == 0)
    #expect(try await shop.run("drift").status == 0)
  }

  @Test("A pattern that is asked of every branch is GitHub's where it asks for it already")
  func patterns() async throws {
    let shop = try await shop("author_email: '@example[.]com$'", Drift.basics + [Self.emails])
    let exact = try await shop.run("apply", "--exact")
    #expect(exact.status == 0, "\(exact.text)\(exact.errors)")
    #expect(types(shop, of: "policy: main")?.contains("commit_author_email_pattern") == true)
    // Not every plan of GitHub's has such rules.
    #expect(types(shop, of: "policy: story-*") == nil)
    shop.server.change { $0.repositories[0].rulesets = [Drift.ruleset(Drift.basics)] }
    #expect(try await shop.run("drift").status == 0)
  }

  @Test("Of a pattern that no kind has, export says so")
  func exported() async throws {
    let shop = try await shop(
      "author_email: '@x$', committer_email: '@y$', pattern: '^[A-Z]'", Drift.basics)
    let export = try await shop.run("export", "--ruleset", "--branch", "main")
    #expect(export.status == 1)
    for (key, type) in [
      ("pattern", "commit_message_pattern"), ("author_email", "commit_author_email_pattern"),
      ("committer_email", "committer_email_pattern"),
    ] {
      let words = "not in the ruleset: commits.\(key): "
      #expect(export.errors.contains(words), "\(export.errors)")
      #expect(export.errors.contains(": \(type)\n"), "\(export.errors)")
    }
  }

  @Test("Of what no ruleset asks of commits, export says so")
  func unruled() async throws {
    let id = String(repeating: "1", count: 40)
    let shop = try await shop(
      """
      subject_max: 72, subject_min: 3, body_line_max: 100, blank_second_line: true, conventional: true,
        issue: '[A-Z]+-[0-9]+', branch_key: '^(story-[0-9]+)', no_fixup_on: [main],
        not_pattern: 'password', author_name: ' ', committer_name: ' ', signed_off: true,
        trailers: [Change-Id], max_future: 10m, max_author_lead: 1d, max_count: 50,
        restricted: ['\(id)'], signed: true, signers: {alice: '\(id)'}
      """, Drift.basics)
    let export = try await shop.run("export", "--ruleset", "--branch", "main")
    #expect(export.status == 1)
    let said = export.errors.split(separator: "\n").compactMap { line in
      line.split(separator: ": ").dropFirst().first?.split(separator: ".").last.map(String.init)
    }
    let keys = [
      "subject_max", "subject_min", "body_line_max", "blank_second_line", "conventional", "issue",
      "branch_key", "no_fixup_on", "not_pattern", "author_name", "committer_name", "signed_off",
      "trailers", "max_future", "max_author_lead", "max_count", "restricted", "signers",
    ]
    #expect(Set(said).isSuperset(of: keys), "\(export.errors)")
    // What stays unfinished on a story is asked nothing of.
    let story = try await shop.run("export", "--ruleset", "--branch", "story-*")
    #expect(!story.errors.contains("no_fixup_on"), "\(story.errors)")
  }

  @Test("A pattern that no message may have is a rule where a kind of branch has it")
  func forbidden() async throws {
    let shop = try await Shop(
      "  main: {commit_message_pattern: {operator: regex, pattern: password, negate: true}}\n",
      more: Drift.rulesets + "commits: {not_pattern: password}\n")
    let export = try await shop.run("export", "--ruleset", "--branch", "main")
    #expect(!export.errors.contains("not_pattern"), "\(export.errors)")
    #expect(export.text.contains("commit_message_pattern"), "\(export.text)")
  }
}
