import PolicyFile
import Testing

/// A file that is no policy, and what is said of it: the lines without the file's name.
struct Refusal: Sendable, CustomTestStringConvertible {
  let yaml: String
  let errors: [String]

  init(_ yaml: String, _ errors: String...) { (self.yaml, self.errors) = (yaml, errors) }

  var testDescription: String { yaml.split(separator: "\n").suffix(1).joined() }
}

@Suite("Errors of policy files")
struct ErrorTests {
  private static let head = "version: 1\n"
  private static let id = String(repeating: "a", count: 40)

  static let shapes: [Refusal] = [
    Refusal(
      head + "extends: storyflow",
      "2:10: expected a preset or a path inside the repository, found 'storyflow'; "
        + "did you mean 'story-flow'?"),
    Refusal(
      head + "branches:\n  main:\n    requird_reviews: 1\n",
      "4:5: unknown key 'requird_reviews'; did you mean 'required_reviews'?"),
    Refusal(head + "mod: enforce", "2:1: unknown key 'mod'; did you mean 'mode'?"),
    Refusal(
      head + "checkers: {'c i': 0123456789abcdef0123456789ABCDEF01234567}",
      "2:12: expected a name or an address, found 'c i'"),
    Refusal(
      head + "github: {secrets: [a-b]}",
      "2:20: expected a secret's name of letters, digits and '_', found 'a-b'"),
    Refusal(
      head + "github: {environments: {a: {wait_timer: 43201}}}",
      "2:41: expected a whole number from 0 to 43200, found the number 43201"),
    Refusal(head + "forks: {from: [x]}", "2:9: unknown key 'from'; known keys: into"),
    Refusal(
      head + "mode: enforced",
      "2:7: expected 'enforce' or 'evaluate', found 'enforced'; did you mean 'enforce'?"),
    Refusal("mode: enforce", "1:1: the key 'version' is missing; write version: 1"),
    Refusal("version: 2", "1:10: expected 1, found the number 2"),
    Refusal("version: '1'", "1:10: expected 1, found '1'"),
    Refusal(
      "version:",
      "1:9: expected 1, found nothing; "
        + "a key without a value removes what is extended; it cannot stand here"),
    Refusal(
      head + "branches: {main: {lock_branch: yes}}",
      "2:32: expected true or false, found 'yes'; write true"),
    Refusal(
      head + "branches: {main: {lock_branch: off}}",
      "2:32: expected true or false, found 'off'; write false"),
    Refusal(
      head + "branches: {main: {lock_branch: 'true'}}", "2:32: expected true or false, found 'true'"
    ),
    Refusal(
      head + "branches: {main: {restrict_pushes: on}}",
      "2:36: expected true or false or a mapping, found 'on'; write true"),
    Refusal(
      head + "branches: {main: {required_reviews: 11}}",
      "2:37: expected a whole number from 0 to 10, found the number 11"),
    Refusal(
      head + "branches: {main: {required_reviews: one}}",
      "2:37: expected a whole number from 0 to 10, found 'one'"),
    Refusal(
      head + "branches: {main: {required_status_checks: build}}",
      "2:43: expected a list, found 'build'; write a list: [build]"),
    Refusal(
      head + "branches: {main: {required_status_checks: [3.10]}}",
      "2:44: expected text, found the number 3.10; put it in quotes: '3.10'"),
    Refusal(head + "branches: [main]", "2:11: expected a mapping, found a list"),
    Refusal(
      head + "branches: {refs/heads/main: {}}",
      "2:12: expected a branch's short name or a glob, found 'refs/heads/main'"),
    Refusal(
      head + "tags: {refs/tags/v*: {annotated: true}}",
      "2:8: expected a tag's short name or a glob, found 'refs/tags/v*'"),
    Refusal(
      head + "exempt: [{name: refs/heads/x}]",
      "2:17: expected a branch's short name or a glob, found 'refs/heads/x'"),
    Refusal(
      head + "branches:\n  a-*: {from: b, max_age: 30}\n  b: {}",
      "3:27: expected a time such as 7d or '4h 30m', found the number 30"),
    Refusal(
      head + "branches: {b: {max_age: 30 days}}",
      "2:25: expected a time such as 7d or '4h 30m', found '30 days'"),
    Refusal(
      head + "baseline: {since: 01/02/2026}",
      "2:19: expected a date such as 2026-01-31, found '01/02/2026'"),
    Refusal(
      head + "baseline: {commits: [abc]}",
      "2:22: expected a commit's full id of 40 or 64 digits, found 'abc'"),
    Refusal(
      head + "baseline: {file: ../known}",
      "2:18: expected a path inside the repository, found '../known'"),
    Refusal(
      head + "files: {max_size: 100}",
      "2:19: expected a size such as 100MB, found the number 100"),
    Refusal(head + "merge_methods: []", "2:16: the list is empty"),
    Refusal(
      head + "rules: {linear-histori: off}",
      "2:9: unknown key 'linear-histori'; did you mean 'linear-history'?"),
    Refusal(
      head + "rules: {linear-history: loud}",
      "2:25: expected 'error' or 'warning' or 'off', found 'loud'"),
    Refusal(
      head + "waivers: [{rule: sign-of, reason: x}]",
      "2:18: expected a rule's id, found 'sign-of'; did you mean 'sign-off'?"),
    Refusal(
      head + "waivers: [{rule: sign-off}]",
      "2:11: the key 'reason' is missing; write text after 'reason:'"),
    Refusal(head + "waivers: [{rule: sign-off, reason: ' '}]", "2:36: expected text, found ' '"),
    Refusal(
      head + "waivers: [~]",
      "2:11: expected a mapping, found nothing; "
        + "a key without a value removes what is extended; it cannot stand here"),
    Refusal(
      head + "other_refs: x\nmode: y\nfoo: z",
      "2:13: expected 'deny' or 'allow', found 'x'",
      "3:7: expected 'enforce' or 'evaluate', found 'y'", "4:1: unknown key 'foo'"),
  ]

  /// What no JSON Schema can say.
  static let parserOnly: [Refusal] = [
    Refusal(
      head + "github: {secrets: [GITHUB_TOKEN]}",
      "2:20: 'GITHUB_TOKEN' cannot be a secret of anybody's; GitHub sets it; leave it out"),
    Refusal(
      head + "checkers: {ci: ssh-ed25519 AAAA}",
      "2:16: expected an SSH public key or an OpenPGP fingerprint, found 'ssh-ed25519 AAAA'; "
        + "copy the whole line of a file such as id_ed25519.pub, or the 40 digits of "
        + "gpg --list-keys --with-fingerprint"),
    Refusal(
      head + "files: {executables: ['a[']}", "2:23: the glob 'a[' has a '[' without its ']'"),
    Refusal(
      head + "tags: {v*: {pattern: {pattern: '('}}}",
      "2:32: the regular expression '(' does not compile: missing ): (; "
        + "write it in RE2's syntax, which has no lookaround and no backreferences"),
    Refusal(head + "branches: {'ma..in': {}}", "2:12: 'ma..in' cannot be a branch's name"),
    Refusal(head + "branches: {'a[b': {}}", "2:12: the glob 'a[b' has a '[' without its ']'"),
    Refusal(
      head + "branches: {b: {max_age: 1d 2d}}", "2:25: the time '1d 2d' names a unit twice"),
    Refusal(head + "baseline: {since: 2026-02-30}", "2:19: the date '2026-02-30' does not exist"),
    Refusal(
      head + "baseline: {since: 2025-02-29T00:00:00Z}",
      "2:19: the date '2025-02-29T00:00:00Z' does not exist"),
    Refusal(
      head + "commits: {pattern: '(?=a)'}",
      "2:20: the regular expression '(?=a)' does not compile: invalid perl operator: (?=; "
        + "write it in RE2's syntax, which has no lookaround and no backreferences"),
    Refusal(
      head + "mode:",
      "2:1: 'mode' has no value, and there is nothing to remove; "
        + "write a value; {} is a mapping and [] a list without anything in it"),
  ]

  /// Names that nothing has: parser only as well.
  static let names: [Refusal] = [
    Refusal(
      head + "branches:\n  develop: {}\n  a/*: {from: develp, into: [main, develop]}\n",
      "4:15: 'develp' is no long-lived branch of this policy; did you mean 'develop'?",
      "4:30: 'main' is no long-lived branch of this policy; "
        + "name an exact key of branches: that has no 'from' (there are: develop)"),
    Refusal(
      head + "branches: {main: {owes: {to: main2, within: 1d}}}",
      "2:30: 'main2' is no long-lived branch of this policy; did you mean 'main'?"),
    Refusal(
      head + "forks: {into: [main]}",
      "2:16: 'main' is no long-lived branch of this policy; "
        + "name an exact key of branches: that has no 'from' (there are: none)"),
  ]

  static let yaml: [Refusal] = [
    Refusal("", "1:1: the file is empty; write one: policy init"),
    Refusal("# nothing\n\n# at all\n", "1:1: the file is empty; write one: policy init"),
    Refusal("---\n...\n", "1:1: the file is empty; write one: policy init"),
    Refusal("- version", "1:1: expected a mapping, found a list"),
    Refusal("version", "1:1: expected a mapping, found 'version'"),
    Refusal(head + "---\nversion: 1\n", "2:1: a second document begins; a policy is one document"),
    Refusal(
      head + "mode: enforce\nforks: {}\nmode: evaluate\n",
      "4:1: duplicate key 'mode'; it stands in line 2 already"),
    Refusal(
      head + "mode: enforce\n'mode': evaluate\n\"mode\": enforce\n",
      "3:1: duplicate key 'mode'; it stands in line 2 already",
      "4:1: duplicate key 'mode'; it stands in line 2 already"),
    Refusal(
      head + "branches:\n  b: {}\n  b: {}\nforks: {}\nforks: {}\n",
      "4:3: duplicate key 'b'; it stands in line 3 already",
      "6:1: duplicate key 'forks'; it stands in line 5 already"),
    Refusal(
      head + "branches: {*: {}}",
      "2:12: '*' begins an alias, and an alias cannot be a key; put the name in quotes: '*'"),
    Refusal(
      head + "exempt: [*.x]",
      "2:10: '*' begins an alias, and no anchor '&.x' stands before it; "
        + "put a name that begins with '*' in quotes"),
    Refusal(
      head + "forks: &f {into: [*f]}",
      "2:19: '*' begins an alias, and no anchor '&f' stands before it; "
        + "put a name that begins with '*' in quotes"),
    Refusal(
      head + "branches:\n  main: {<<: {}}\n",
      "3:10: merge keys are not part of YAML 1.2; use extends, or write the keys out"),
    Refusal(
      head + "? [a, b]\n: c\n", "2:3: a key is a list or a mapping; write a name"),
    Refusal("version: !!str 1", "1:10: the value has a tag; remove it; quotes make a value text"),
    Refusal("version: !mine 1", "1:10: the value has a tag; remove it; quotes make a value text"),
    Refusal(
      "\u{FEFF}version: 1",
      "1:1: the file begins with a byte order mark; save it as UTF-8 without one"),
    Refusal("version: 1\u{0}", "1:11: the control character U+0000 stands in the file; remove it"),
    Refusal(
      "# \u{202E}x\nversion: 1",
      "1:3: the character U+202E shows readers another text than it is; remove it, or write it as \"\\u202E\""
    ),
    Refusal(
      "# a\u{2028}version: 1",
      "1:4: the character U+2028 shows readers another text than it is; remove it, or write it as \"\\u2028\""
    ),
    Refusal(
      head + "\tmode: enforce",
      "2:1: found a tab character that violates indentation while scanning a plain scalar; "
        + "indent with spaces, not with tabs"),
    Refusal(
      head + "forks: {into: [a}",
      "2:17: did not find expected ',' or ']' while parsing a flow sequence"),
    Refusal(
      head + "mode: \"\\ud800\"",
      "2:10: found invalid Unicode character escape code while parsing a quoted scalar"),
    Refusal(
      head + "forks: {into: [a",
      "2:17: did not find expected ',' or ']' while parsing a flow sequence"),
    Refusal(
      head + "\"\\x1b[31m\": 1", "2:1: unknown key '\\u{1b}[31m'"),
  ]

  @Test(
    "Every error has its line, its column and its cure",
    arguments: shapes + parserOnly + names + yaml)
  func refuses(refusal: Refusal) {
    let error = #expect(throws: PolicyFileError.self) {
      try PolicyFile.parse(refusal.yaml, name: "p.yml")
    }
    let lines = error?.problems.map { "\($0)" } ?? []
    #expect(lines.count == refusal.errors.count, "\(lines)")
    for (line, expected) in zip(lines, refusal.errors) { #expect(line == "p.yml:" + expected) }
  }
}
