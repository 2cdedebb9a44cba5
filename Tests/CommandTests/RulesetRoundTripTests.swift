import TestSupport
import Testing

/// Rulesets for names, tags and files, there and back.
@Suite struct RulesetRoundTripTests {
  private typealias Shop = GitHubPlanTests.Shop

  private static let demands = """
    tags:
      "v*":
        pattern:
          - {operator: regex, pattern: "^v[0-9]+$", name: versions}
          - {operator: ends_with, pattern: "-rc", negate: true}
        immutable: true
    files:
      max_size: 50MB
      forbidden_paths: ["**/*.pem", secrets/key]
      forbidden_extensions: [exe, tar.gz]
      max_path_length: 200

    """

  /// Makes a ruleset at the emulated GitHub from what is exported.
  private func make(_ arguments: [String], at shop: Shop) async throws {
    let ruleset = try await PolicyProgram.run(
      ["github", "export", "--ruleset", "--policy", "policy.yml"] + arguments,
      in: shop.folder.path, changing: shop.server.variables)
    try #require(ruleset.status == 0, "\(ruleset.errors)")
    try shop.folder.write(ruleset.output, to: "ruleset.json")
    let made = try await Program.run(
      "gh", ["api", "repos/acme/shop/rulesets", "--input", "ruleset.json"], in: shop.folder.path,
      changing: shop.server.variables)
    try #require(made.status == 0, "\(made.text)\(made.errors)")
    try shop.folder.remove("ruleset.json")
  }

  @Test("What is exported of names, tags and files is imported as it was")
  func roundTrip() async throws {
    let branches = """
        main:
          branch_name_pattern:
            - {operator: regex, pattern: "^[a-z]+$"}
            - {operator: starts_with, pattern: x, negate: true}
          commit_message_pattern:
            - {operator: regex, pattern: "^[A-Z]", name: capital}
          commit_author_email_pattern:
            - {operator: ends_with, pattern: "@example.com"}
          committer_email_pattern:
            - {operator: contains, pattern: "@example."}
            - {operator: contains, pattern: bot, negate: true}
          allow_force_pushes: true
          allow_deletions: true

      """
    let shop = try await Shop(branches, more: Self.demands)
    for arguments in [["--branch", "main"], ["--tag", "v*"], ["--files"]] {
      try await make(arguments, at: shop)
    }
    let policy = try await shop.run("import", "--branch", "main")
    #expect(policy.status == 0, "\(policy.errors)")
    let text = String(decoding: try #require(shop.folder.read("policy.yml")), as: UTF8.self)
    for line in text.split(separator: "\n") where line != "version: 1" {
      #expect(policy.text.contains(line + "\n"), "\(line)\n\(policy.text)")
    }
    #expect(!policy.text.contains("not in a policy"), "\(policy.text)")
    // What was imported is exported as it was, too.
    let before = shop.server.world.repositories[0].rulesets.map(\.settings)
    shop.server.change { $0.repositories[0].rulesets = [] }
    try shop.folder.remove("policy.yml")
    try shop.folder.write(policy.output, to: "policy.yml")
    for arguments in [["--branch", "main"], ["--tag", "v*"], ["--files"]] {
      try await make(arguments, at: shop)
    }
    #expect(shop.server.world.repositories[0].rulesets.map(\.settings) == before)
  }

  @Test("What a ruleset cannot demand of tags and files is said")
  func obstacles() async throws {
    let more = """
      tags: {v*: {on: [main], immutable: true, annotated: true, signed: true}, x: {on: [main]}}
      files: {max_size: 1B, max_path_length: 9, symlinks: none, executables: [], code_owners: true}

      """
    let shop = try await Shop("  main: {}\n", more: more)
    let tags = try await shop.run("export", "--ruleset", "--tag", "v*")
    #expect(tags.status == 1)
    for key in ["on", "annotated", "signed"] {
      #expect(tags.errors.contains("not in the ruleset: \(key): "), "\(tags.errors)")
    }
    #expect(try await shop.run("export", "--ruleset", "--tag", "x").status == 64)
    #expect(try await shop.run("export", "--ruleset", "--tag", "y").status == 64)
    #expect(try await shop.run("export", "--ruleset", "--tag", "v*", "--files").status == 64)
    let files = try await shop.run("export", "--ruleset", "--files")
    #expect(files.status == 1)
    for key in ["max_size", "symlinks", "executables", "code_owners"] {
      #expect(files.errors.contains("not in the ruleset: \(key): "), "\(files.errors)")
    }
  }

  @Test("What a ruleset demands of branches that are not imported is a comment")
  func otherBranches() async throws {
    var world = GitHubWorld.Repository()
    let rules: [JSON] = [.object(["type": .string("required_signatures")])]
    world.rulesets = [
      StoredRuleset(1, "releases", on: ["refs/heads/r/**/*"], rules),
      StoredRuleset(2, "two", on: ["refs/heads/main", "refs/heads/develop"], rules),
      StoredRuleset(3, "default", on: ["~DEFAULT_BRANCH"], rules),
      StoredRuleset(4, "main", on: ["refs/heads/main"], rules),
      StoredRuleset(5, "off", on: ["refs/heads/x*"], rules),
    ]
    world.rulesets[4].settings["enforcement"] = .string("disabled")
    let shop = try await Shop("  main: {}\n", world: world)
    let policy = try await shop.run("import", "--branch", "main")
    #expect(policy.status == 0, "\(policy.errors)")
    let comments = policy.text.split(separator: "\n").filter { $0.contains("policy: what") }
    #expect(
      comments == [
        "# not in a policy: what ruleset 'releases' demands of other branches: refs/heads/r/**/*",
        "# not in a policy: what ruleset 'two' demands of other branches: refs/heads/develop",
      ])
    let two = try await shop.run("import", "--branch", "develop")
    #expect(
      two.text.contains("'default' demands of other branches: ~DEFAULT_BRANCH"), "\(two.text)")
  }

  @Test("What a policy has no words for in a ruleset for tags or pushes is a comment")
  func losses() async throws {
    var world = GitHubWorld.Repository()
    var tags = StoredRuleset(
      1, "tags",
      on: [
        "refs/tags/v*", "refs/tags/release/", "refs/tags/v1..2", "refs/tags/a\\*b", "refs/tags/",
        "refs/tags/refs/x",
      ],
      [.object(["type": .string("creation")]), .object(["type": .string("deletion")])])
    tags.settings["target"] = .string("tag")
    var pushes = StoredRuleset(
      2, "pushes", on: [],
      [
        .object([
          "type": .string("max_file_path_length"),
          "parameters": .object(["max_file_path_length": .int(9000)]),
        ]),
        .object([
          "type": .string("file_extension_restriction"),
          "parameters": .object([
            "restricted_file_extensions": .array([.string("*.exe"), .string(".Zip")])
          ]),
        ]),
      ], bypass: [.object(["actor_type": .string("OrganizationAdmin"), "actor_id": .int(1)])])
    pushes.settings["target"] = .string("push")
    world.rulesets = [tags, pushes]
    let shop = try await Shop("  main: {}\n", world: world)
    let policy = try await shop.run("import", "--branch", "main")
    #expect(policy.status == 0, "\(policy.errors)")
    for tags in ["release/", "v1..2", "a\\*b", "", "refs/x"] {
      let line = "# not in a policy: the tags 'refs/tags/\(tags)' of ruleset 'tags'\n"
      #expect(policy.text.contains(line), "\(line)\(policy.text)")
    }
    try shop.folder.write(policy.output, to: "policy.yml")
    let validated = try await PolicyProgram.run(["validate", "policy.yml"], in: shop.folder.path)
    #expect(validated.status == 0, "\(policy.text)\(validated.text)\(validated.errors)")
    for line in [
      "    immutable: deletion", "# not in a policy: the rule 'creation' of ruleset 'tags'",
      "# not in a policy: the rule 'max_file_path_length' of ruleset 'pushes'",
      "# not in a policy: who passes ruleset 'pushes' by: every administrator of the organization",
      "  forbidden_extensions: [exe, Zip]",
    ] {
      #expect(policy.text.contains(line + "\n"), "\(line)\n\(policy.text)")
    }
  }
}
