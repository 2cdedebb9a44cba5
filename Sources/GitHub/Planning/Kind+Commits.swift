internal import PolicyCore

extension Kind {
  /// The kind with what a policy demands of the commits of every branch, as far as GitHub is to demand
  /// it: signatures. Patterns are asked of GitHub where a kind has them, since not every plan of
  /// GitHub's has such rules; those that rulesets ask already are wanted all the same.
  func demanding(_ commits: CommitDemands, kept rulesets: [Ruleset]) -> Kind {
    var kind = self
    kind.protection.requireSignatures = protection.requireSignatures || commits.signed
    for (_, patterns, type, path) in commits.ruled where !patterns.isEmpty {
      let live = rulesets.flatMap { RuleTable($0).patterns(type).compactMap(RulePattern.pattern) }
      kind.protection[keyPath: path] += live.filter { rule in patterns.contains { $0.asks(rule) } }
    }
    return kind
  }
}

extension CommitDemands {
  /// The patterns that a ruleset could ask as well: the key, the patterns, and the rule's type with its
  /// place in a kind.
  fileprivate var ruled:
    [(key: String, patterns: [TextPattern], type: String, path: Protection.PatternPath)]
  {
    [
      ("pattern", patterns, "commit_message_pattern", \.commitMessages),
      ("author_email", authorEmail, "commit_author_email_pattern", \.authorEmails),
      ("committer_email", committerEmail, "committer_email_pattern", \.committerEmails),
    ]
  }

  /// What of it a kind does not have GitHub ask, each with the cure.
  func obstacles(beside protection: Protection) -> [String] {
    ruled.filter { ruled in
      !ruled.patterns.allSatisfy { pattern in
        protection[keyPath: ruled.path].contains { $0.asks(pattern) }
      }
    }.map {
      "commits.\($0.key): GitHub asks a pattern where a kind of branch has it: \($0.type)"
    }
  }
}

extension TextPattern {
  /// Whether it demands the same, whatever it is called.
  fileprivate func asks(_ other: TextPattern) -> Bool {
    (comparison, text, isNegated) == (other.comparison, other.text, other.isNegated)
  }
}
