/// Policies that are right: changes to one base, which together use every key there is.
enum PolicyCorpus {
  /// What every policy of the corpus extends.
  static let base = """
    version: 1
    branches:
      main: {owes: {to: develop, within: 1d}, into: [develop]}
      develop: {into: [main]}
      story-*: {from: develop, into: [develop]}
    """

  static let changes = strategy + protection + later

  private static let id = String(repeating: "a", count: 40)
  private static let longID = String(repeating: "0", count: 63) + "B"

  private static let strategy = [
    "mode: evaluate",
    "baseline: {since: 2026-01-01}",
    "baseline: {since: '2024-02-29T23:59:59.5+02:00'}",
    "baseline: {commits: [\(id), '\(longID)']}",
    "baseline: {file: .policy/known.txt}",
    "merge_methods: [squash]",
    "exempt: [a/**, {name: 'b?', into: [main]}]",
    "forks: {into: [develop]}",
    "other_refs: allow",
    "rules: {linear-history: off, commit-message: warning}",
    "waivers: [{rule: linear-history, reason: x}]",
    "waivers: [{rule: lock, ref: refs/heads/*, commits: [\(id)], reason: x, until: 2027-01-01}]",
    "branches: {bugfix/*: {from: main, into: [main, develop]}}",
    "branches: {bugfix/*: {from: main, into: []}}",
    "branches: {story-*: {max_age: 2w 3d 4h 5m}}",
    "branches: {main: {owes: {to: develop, within: 0d}}}",
    "branches: {main: {owes: null}}",
    "branches: {main: ~, develop: {into: null}, story-*: {into: [develop]}}",
    "branches: {'[!a-m]?/**/x\\*': {from: main, into: [main]}}",
    "branches: {'1.0': {}, true: {}, null: {}}",
  ]

  private static let protection = [
    "branches: {main: {required_reviews: 10}}",
    "branches: {main: {dismiss_stale_reviews: true}}",
    "branches: {main: {require_code_owner_reviews: True}}",
    "branches: {main: {require_last_push_approval: TRUE}}",
    "branches: {main: {require_conversation_resolution: true}}",
    "branches: {main: {required_status_checks: [a, {context: b, app: github-actions}]}}",
    "branches: {main: {required_status_checks: [{context: 'test (3.10)'}]}}",
    "branches: {main: {require_merge_queue: true}}",
    "branches: {main: {require_up_to_date: true}}",
    "branches: {main: {require_linear_history: true}}",
    "branches: {main: {require_signatures: true}}",
    "branches: {main: {required_deployments: [production]}}",
    "branches: {main: {restrict_pushes: true}}",
    "branches: {main: {restrict_pushes: {users: [alice, 'renovate[bot]'], teams: [core, o/t]}}}",
    "branches: {main: {allow_force_pushes: false}}",
    "branches: {main: {allow_deletions: true}}",
    "branches: {main: {block_creations: true}}",
    "branches: {story-*: {branch_name_pattern: '^story-[0-9]+$'}}",
    "branches: {main: {branch_name_pattern: [{operator: contains, pattern: a, negate: true, name: n}]}}",
    "branches: {main: {commit_message_pattern: '^[A-Z]'}}",
    "branches: {main: {commit_message_pattern: [{operator: regex, pattern: a, negate: true, name: n}]}}",
    "branches: {main: {commit_author_email_pattern: {operator: ends_with, pattern: '@a.b', negate: false, name: n}}}",
    "branches: {main: {committer_email_pattern: ['@', {operator: contains, pattern: x, negate: true, name: n}]}}",
    "branches: {main: {lock_branch: true}}",
    "branches: {main: {enforce_admins: true}}",
    "branches: {main: {allow_fork_syncing: true}}",
  ]

  private static let later = [
    "commits: {subject_max: 72}", "commits: {pattern: '^[A-Z]'}",
    "commits: {not_pattern: \"(?i)wip\\n\"}", "commits: {conventional: true}",
    "commits: {no_fixup_on: [main]}", "commits: {author_email: '@example[.]com$'}",
    "commits: {committer_name: x}", "commits: {conventional: {breaking_mark: true}}",
    "commits: {except_authors: [a, {operator: contains, pattern: b}]}",
    "files: {forbidden_path_pattern: [x, {operator: ends_with, pattern: .pem, name: keys}]}",
    "commits: {committer_email: x}", "commits: {signed_off: true}", "commits: {signed: true}",
    "commits: {signers: {alice@example.com: 0123456789abcdef0123456789ABCDEF01234567}}",
    "commits: {signers: {bob: {key: 0123456789abcdef0123456789ABCDEF01234567, on: [main], until: 2027-01-31, revoked: false}}}",
    "commits: {restricted: [\(id)]}", "commits: {restricted: [{commit: \(id), reason: x}]}",
    "commits: {subject_min: 5, body_line_max: 100, blank_second_line: true}",
    "commits: {author_name: {operator: contains, pattern: x, negate: true, name: no x}}",
    "commits: {author_email: {operator: contains, pattern: x, negate: true, name: no x}}",
    "commits: {committer_email: {operator: contains, pattern: x, negate: true, name: no x}}",
    "commits: {committer_name: {operator: contains, pattern: x, negate: true, name: no x}}",
    "commits: {except_authors: {operator: contains, pattern: x, negate: true, name: no x}}",
    "files: {forbidden_path_pattern: {operator: contains, pattern: x, negate: true, name: no x}}",
    "commits: {pattern: {operator: contains, pattern: x, negate: true, name: no x}}",
    "commits: {not_pattern: {operator: contains, pattern: x, negate: true, name: no x}}",
    "commits: {pattern: ['^[A-Z]', {pattern: '[.]$', negate: true}]}",
    "commits: {conventional: {types: [feat, fix], scopes: [a b], scope_required: true}}",
    "commits: {issue: '[A-Z]+-[0-9]+', branch_key: '^(story-[0-9.]+)'}",
    "commits: {except: [merges, reverts, cherry-picks]}", "commits: {author_name: ' '}",
    "commits: {signed_off: {co_authors: true, committer: true}}",
    "commits: {trailers: [Change-Id, {key: Reviewed-by, pattern: '@'}]}",
    "commits: {max_future: 10m}", "commits: {max_author_lead: 1d}", "commits: {max_count: 50}",
    "files: {max_size: 100MB}", "files: {max_size: 1 GiB}",
    "files: {forbidden_paths: ['**/*.pem']}", "files: {forbidden_extensions: [exe, tar.gz]}",
    "files: {max_path_length: 200}", "files: {code_owners: true}",
    "tags: {v*: {on: [main]}}", "tags: {v*: {pattern: '^v[0-9]+$'}}",
    "files: {restricted_paths: [{paths: [infra/*], on: [main, 'story-*'], users: [alice]}]}",
    "files: {restricted_paths: [{paths: ['**/*.tf'], teams: [core]}]}",
    "files: {submodule_urls: []}", "files: {submodule_urls: ['https://example.com/*']}",
    "files: {symlinks: inside}", "files: {symlinks: none}", "files: {executables: []}",
    "files: {allow_case_collisions: false}", "files: {executables: [script/*]}",
    "tags: {v*: {signers: {rob: {key: 0123456789abcdef0123456789ABCDEF01234567, until: 2027-01-31, revoked: false}}}}",
    "tags: {v*: {signed: true, immutable: true}}", "tags: {v*: {annotated: true}}",
    "tags: {v*: {immutable: deletion}}", "tags: {v*: {immutable: update}}",
    "tags: {v*: {pattern: {operator: ends_with, pattern: -rc, negate: true, name: none}}}",
    "tags: {v*: {pattern: [{pattern: '^v'}, '[0-9]$']}}",
    "checks: {evidence: [notes, trailers, github, {file: /var/checks.json}]}",
    "checks: {workflows: ./.forge//workflows/}", "checks: {evidence: [notes], max_age: 7d}",
    "gates: {format: {run: 'black --check .', timeout: 5m, on: [pre-commit, pre-push]}}",
    "gates: {secrets: {run: x, about: commits, on: [pre-push]}}",
    "gates: {coverage: {run: x, metric: '([0-9]+)%', at_least: 90.5, at_most: 100}}",
    "gates: {coverage: {run: x, metric: {cobertura: c.xml}}}",
    "gates: {branches: {run: x, metric: {cobertura: c.xml, of: branches}, timeout: 90s}}",
    "gates: {tests: {run: [pytest, -q, 'a b'], metric: {junit: t.xml}, weight: 0}}",
    "gates: {skips: {run: x, metric: {junit: t.xml, of: skipped}, required_on: [pre-push]}}",
    "gates: {lint: {run: x, metric: {sarif: ./l.sarif}, no_worse_than: develop, better: lower}}",
    "gates: {lint: {run: x, metric: {sarif: l, level: error}, ignore_exit: true, at_most: 3}}",
    "gates: {size: {run: x, metric: {json: s.json, pointer: /a/b}}}",
    "github: {protection: rulesets, secrets: [CODECOV_TOKEN]}",
    "github: {environments: {staging: {branches: [develop, 'story-*'], secrets: [A_1]}}}",
    "github: {environments: {production: {wait_timer: 5, prevent_self_review: true}}}",
    "github: {environments: {'x / y': {reviewers: {users: [alice], teams: [acme/core]}}}}",
    "override: {approvers: [alice, {login: bob, key: 0123456789abcdef0123456789ABCDEF01234567}]}",
    "override: {self_approval: true}", "override: {max_duration: 4h}",
    "override: {remediation_within: 3d}",
    "override: {known_flaws: [0123456789abcdef0123456789abcdef01234567]}",
    "checkers: {ci: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFwe52fPEOY3kW+AXp9vO64tJv0rTmxAzK2SujrCCCnR ci@host}",
    "checkers: {bob@example.com: 0123456789abcdef0123456789ABCDEF01234567}",
  ]

  /// Read and checked, with nothing kept of them in this version.
  static let unkept = [
    "commits: {}", "rules:\n  {}", "extends: trunk", "extends: ./a/b",
  ]
}
