import PolicyCore
import PolicyFile
import Testing

/// A policy and the contradictions in it: their keys, or nothing.
struct Contradictory: Sendable, CustomTestStringConvertible {
  let name: String
  let yaml: String
  let keys: [String]

  init(_ name: String, _ yaml: String, _ keys: String...) {
    (self.name, self.yaml, self.keys) = (name, yaml, keys)
  }

  var testDescription: String { name }
}

@Suite("Contradictions")
struct ContradictionTests {
  static let now: Int64 = 1_780_000_000
  private static let key = String(repeating: "A", count: 40)

  static let cases: [Contradictory] = [
    Contradictory(
      "nobody reviews their own deployment, and nobody reviews",
      "github: {environments: {prod: {prevent_self_review: true}}}\nbranches: {main: {}}",
      "github.environments.prod.prevent_self_review"),
    Contradictory(
      "signers of tags that need no signature",
      "tags: {v*: {immutable: true, signers: {a: \(key)}}}", "tags.v*.signers"),
    Contradictory(
      "signers of tags that need one", "tags: {v*: {signed: true, signers: {a: \(key)}}}"),
    Contradictory(
      "signers of commits that need no signature",
      """
      branches: {main: {}}
      commits: {signers: {a: \(key)}}
      tags: {v*: {signed: true, signers: {b: \(key)}}}
      """, "commits.signers"),
    Contradictory(
      "signers of every commit", "commits: {signed: true, signers: {a: \(key)}}"),
    Contradictory(
      "signers of commits on one branch",
      "branches: {main: {require_signatures: true}}\ncommits: {signers: {a: \(key)}}"),
    Contradictory(
      "signers of commits for tags",
      "tags: {v*: {signed: true}}\ncommits: {signers: {a: \(key)}}"),
    Contradictory(
      "authors who are excepted from nothing",
      "commits: {except_authors: bot, signed_off: true, max_count: 9}", "commits.except_authors"),
    Contradictory(
      "authors who are excepted from a form", "commits: {except_authors: bot, subject_max: 72}"),
    Contradictory(
      "authors who are excepted from a branch's key",
      "commits: {except_authors: bot, branch_key: '^(story-[0-9.]+)'}"),
    Contradictory(
      "a reviewer who does not review their own",
      """
      github: {environments: {prod: {prevent_self_review: true, reviewers: {users: [bob]}}}}
      branches: {main: {}}
      """),
    Contradictory(
      "seven reviewers",
      """
      github: {environments: {prod: {reviewers: {users: [a, b, c, d], teams: [e, f, g]}}}}
      branches: {main: {}}
      """, "github.environments.prod.reviewers"),
    Contradictory(
      "linear history with merge commits only",
      "branches: {main: {require_linear_history: true}}\nmerge_methods: [merge]",
      "branches.main.require_linear_history"),
    Contradictory(
      "a result that is required before there is a commit",
      "gates: {a: {run: x, required_on: [pre-push, pre-commit]}}", "gates.a.required_on"),
    Contradictory(
      "a gate about commits before there is one",
      "gates: {a: {run: x, about: commits, on: [pre-push, pre-commit]}}", "gates.a.about"),
    Contradictory(
      "a gate about commits that are pushed",
      "gates: {a: {run: x, about: commits, on: [pre-push]}}"),
    Contradictory(
      "a gate that the hook runs, and a result that a push requires",
      "gates: {a: {run: x, on: [pre-commit], required_on: [pre-push]}}"),
    Contradictory(
      "linear history where a squash is on offer",
      "branches: {main: {require_linear_history: true}}\nmerge_methods: [merge, squash]"),
    Contradictory(
      "a linear develop that is owed an up-to-date main",
      """
      branches:
        main: {require_up_to_date: true, owes: {to: develop, within: 7d}, into: [develop]}
        develop: {require_linear_history: true, into: [main]}
      merge_methods: [squash]
      """, "branches.develop.require_linear_history"),
    Contradictory(
      "a linear develop that is rewritten after each release",
      """
      branches:
        main: {require_up_to_date: true, owes: {to: develop, within: 7d}, into: [develop]}
        develop: {require_linear_history: true, allow_force_pushes: true, into: [main]}
      """),
    Contradictory(
      "a develop that moves by squash alone",
      """
      branches:
        main: {require_up_to_date: true, owes: {to: develop, within: 7d}, into: [develop]}
        develop: {restrict_pushes: true, into: [main]}
      merge_methods: [squash, rebase]
      """, "branches.develop.restrict_pushes"),
    Contradictory(
      "a develop that moves by merge alone",
      """
      branches:
        main: {require_up_to_date: true, owes: {to: develop, within: 7d}, into: [develop]}
        develop: {restrict_pushes: true, into: [main]}
      merge_methods: [merge]
      """),
    Contradictory(
      "a linear trunk whose production only a bot moves, by fast forward",
      """
      branches:
        production: {require_up_to_date: true, restrict_pushes: {users: [bot]}}
        main: {require_linear_history: true, into: [production]}
      """),
    Contradictory(
      "releases of a linear trunk that only a bot moves production to, by fast forward",
      """
      branches:
        production: {require_up_to_date: true, restrict_pushes: {users: [bot]}}
        main: {require_linear_history: true}
        release/*: {from: main, into: [production]}
      """),
    Contradictory(
      "up to date both ways",
      """
      branches:
        main: {require_up_to_date: true, into: [develop]}
        develop: {require_up_to_date: true, into: [main]}
      """, "branches.develop.require_up_to_date"),
    Contradictory(
      "a branch that nothing can land on", "branches: {main: {restrict_pushes: true}}",
      "branches.main.restrict_pushes"),
    Contradictory(
      "a branch that forks land on",
      "branches: {main: {restrict_pushes: true}}\nforks: {into: [main]}"),
    Contradictory(
      "a branch that bots land on",
      "branches: {main: {restrict_pushes: true}}\nexempt: [{name: bot/*, into: [main]}]"),
    Contradictory(
      "a branch that some may push to", "branches: {main: {restrict_pushes: {users: [a]}}}"),
    Contradictory(
      "a closed branch that is locked",
      "branches: {main: {restrict_pushes: true, lock_branch: true}}"),
    Contradictory(
      "a topic that may land nowhere", "branches: {main: {}, a-*: {from: main}}", "branches.a-*"),
    Contradictory(
      "a topic that lands nowhere on purpose", "branches: {main: {}, a-*: {from: main, into: []}}"),
    Contradictory(
      "a kind behind a wider one",
      """
      branches:
        main: {}
        "**/*": {from: main, into: [main]}
        fix/*: {from: main, into: [main]}
      """, "branches.fix/*"),
    Contradictory(
      "a kind behind one that takes some of it",
      """
      branches:
        main: {}
        "[a-m]*": {from: main, into: [main]}
        "[a-z]*": {from: main, into: [main]}
        "*": {from: main, into: [main]}
        "**/*": {from: main, into: [main]}
      """),
    Contradictory(
      "the same kind twice, spelt otherwise",
      """
      branches:
        main: {}
        "fix-*": {from: main, into: [main]}
        "fi[x]-*": {from: main, into: [main]}
      """, "branches.fi[x]-*"),
    Contradictory(
      "a debt without a way back",
      """
      branches:
        main: {owes: {to: develop, within: 1d}}
        develop: {into: [main]}
        a-*: {from: develop, into: [develop]}
      """, "branches.main.owes"),
    Contradictory(
      "a debt that hotfixes pay",
      """
      branches:
        main: {owes: {to: develop, within: 1d}}
        develop: {into: [main]}
        hotfix/*: {from: main, into: [main, develop]}
      """),
    Contradictory(
      "a debt that goes round",
      """
      branches:
        main: {owes: {to: develop, within: 1d}, into: [next]}
        next: {into: [develop]}
        develop: {}
      """),
    Contradictory(
      "a branch that lands on itself and owes itself",
      "branches: {main: {into: [main], owes: {to: main, within: 1d}}}", "branches.main.into",
      "branches.main.owes"),
    Contradictory(
      "a landing on a locked branch",
      "branches: {main: {lock_branch: true}, a-*: {from: main, into: [main]}}", "branches.a-*.into"
    ),
    Contradictory(
      "an age of what stays, and of what is cut from nothing",
      "branches: {main: {max_age: 30d}, x-*: {max_age: 1d}, a-*: {from: main, into: [main], "
        + "max_age: 1d}}", "branches.main.max_age", "branches.x-*.max_age"),
    Contradictory(
      "a long-lived branch that is exempt all the same",
      "branches: {main: {}, a-*: {from: main, into: [main]}}\nexempt: ['*', main, a-*, other]",
      "exempt.1"),
    Contradictory(
      "a waiver past its end",
      """
      waivers:
        - {rule: lock, reason: x}
        - {rule: lock, reason: x, until: 2026-05-27}
        - {rule: lock, reason: x, until: 2026-05-28}
      """, "waivers.1.until"),
    Contradictory(
      "sixty-five long-lived branches",
      "branches: {\((1...65).map { "b\($0): {}" }.joined(separator: ", "))}", "branches"),
    Contradictory(
      "sixty-four long-lived branches",
      "branches: {\((1...64).map { "b\($0): {}" }.joined(separator: ", "))}"),
    Contradictory(
      "a thousand kinds",
      "branches: {\((1...1000).map { "b\($0)-*: {}" }.joined(separator: ", "))}", "branches"),
  ]

  @Test("Contradictions are found, and nothing else", arguments: cases)
  func finds(example: Contradictory) throws {
    let policy = try PolicyFile.parse("version: 1\n\(example.yaml)\n", name: "p.yml")
    let found = PolicyFile.contradictions(in: policy, at: Self.now)
    #expect(found.map(\.key) == example.keys, "\(found)")
  }

  @Test("No preset contradicts itself", arguments: PolicyFile.presetNames)
  func presets(name: String) throws {
    let policy = try PresetTests.preset(name)
    #expect(PolicyFile.contradictions(in: policy, at: Self.now) == [])
  }

  @Test(
    "The strategies that the seeds forbid deadlock: a linear or closed develop under story-flow")
  func storyFlow() throws {
    for change in ["require_linear_history: true", "restrict_pushes: true"] {
      let text = "version: 1\nextends: story-flow\nbranches: {develop: {\(change)}}\n"
      let policy = try PolicyFile.parse(text, name: "p.yml")
      #expect(PolicyFile.contradictions(in: policy, at: Self.now).count == 1)
    }
  }

  @Test(
    "A release is stuck where the branch that it is cut from cannot take an up-to-date main in",
    arguments: [
      ("require_linear_history: true", "", "require_linear_history"),
      ("restrict_pushes: true", "merge_methods: [squash]", "restrict_pushes"),
    ])
  func topics(_ develop: String, _ methods: String, _ key: String) throws {
    func keys(_ more: String) throws -> [String] {
      let text = """
        version: 1
        extends: git-flow
        branches: {main: {require_up_to_date: true}, develop: {\(develop)}}
        \(methods)
        \(more)
        """
      let policy = try PolicyFile.parse(text, name: "p.yml")
      return PolicyFile.contradictions(in: policy, at: Self.now).map(\.key)
    }
    #expect(try keys("") == ["branches.develop.\(key)"])
    #expect(try keys("rules: {branch-point: warning}") == [])
  }

  @Test(
    "A way to take the base in, or nothing that it has beside, deadlocks nothing",
    arguments: [
      ("git-flow", "main: {require_up_to_date: true}"),
      ("git-flow", "main: {require_up_to_date: true, require_linear_history: true}"),
      ("git-flow", "main: {require_up_to_date: true}, develop: {restrict_pushes: true}"),
      ("git-flow", "develop: {require_up_to_date: true}"),
      ("git-flow", "develop: {require_up_to_date: true, restrict_pushes: true}"),
      ("git-flow", "develop: {require_linear_history: true}"),
      ("github-flow", "main: {require_up_to_date: true, require_linear_history: true}"),
      ("trunk", "main: {require_up_to_date: true}"),
      ("story-flow", "main: {require_linear_history: false}"),
    ])
  func ways(_ preset: String, _ branches: String) throws {
    let text = "version: 1\nextends: \(preset)\nbranches: {\(branches)}\n"
    let policy = try PolicyFile.parse(text, name: "p.yml")
    #expect(PolicyFile.contradictions(in: policy, at: Self.now) == [])
  }

  @Test("A required check needs a workflow; where nobody can tell, nothing is said")
  func workflows() throws {
    let policy = try PresetTests.preset("story-flow")
    let found = PolicyFile.contradictions(in: policy, at: Self.now) { $0 == "main" }
    #expect(found.map(\.key) == ["branches.develop.required_status_checks"])
    #expect(PolicyFile.contradictions(in: policy, at: Self.now) { _ in nil } == [])
  }

  @Test("Contradictions have their place, also in what is extended")
  func places() throws {
    let text = "version: 1\nextends: story-flow\nbranches:\n  develop:\n    restrict_pushes: true\n"
    let (_, problems) = try PolicyFile.validate(Array(text.utf8), name: "p.yml", at: Self.now) {
      _ throws(PolicyFileError) in []
    }
    #expect(problems.map { "\($0.file):\($0.line):\($0.column)" } == ["p.yml:5:5"])
    let merges = "version: 1\nextends: story-flow\nmerge_methods: [merge]\n"
    let (_, inPreset) = try PolicyFile.validate(Array(merges.utf8), name: "p.yml", at: Self.now) {
      _ throws(PolicyFileError) in []
    }
    #expect(inPreset.map(\.file) == ["preset story-flow"])
  }
}
