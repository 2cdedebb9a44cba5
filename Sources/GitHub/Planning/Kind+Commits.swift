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
      ("not_pattern", notPatterns.map(\.negated), "commit_message_pattern", \.commitMessages),
      ("author_email", authorEmail, "commit_author_email_pattern", \.authorEmails),
      ("committer_email", committerEmail, "committer_email_pattern", \.committerEmails),
    ]
  }

  /// What of it GitHub is not to ask of a kind's branches, each with the cure where there is one.
  func obstacles(of kind: Kind) -> [String] {
    let wanting = ruled.filter { ruled in
      !ruled.patterns.allSatisfy { pattern in
        kind.protection[keyPath: ruled.path].contains { $0.asks(pattern) }
      }
    }.map {
      "commits.\($0.key): GitHub asks a pattern where a kind of branch has it: \($0.type)"
        + ($0.key == "not_pattern" ? ", with 'negate: true'" : "")
    }
    return wanting + unruled(of: kind).map { "commits.\($0): no ruleset asks for it" }
      + (restricted.isEmpty
        ? [] : ["commits.restricted: GitHub's API has no such rule; set it on GitHub's pages"])
      + (signers.isEmpty || !(signed || kind.protection.requireSignatures)
        ? [] : ["commits.signers: GitHub takes the keys that its users have there"])
  }

  /// The keys of what no ruleset could ask.
  private func unruled(of kind: Kind) -> [String] {
    let keys: [(String, Bool)] = [
      ("subject_max", subjectMax != nil), ("subject_min", subjectMin != nil),
      ("body_line_max", bodyLineMax != nil), ("blank_second_line", blankSecondLine),
      ("conventional", conventional != nil), ("issue", issue != nil),
      ("branch_key", branchKey != nil), ("no_fixup_on", noFixupOn.contains(kind.name)),
      ("author_name", !authorName.isEmpty), ("committer_name", !committerName.isEmpty),
      ("signed_off", signOff != nil), ("trailers", !trailers.isEmpty),
      ("max_future", maxFuture != nil), ("max_author_lead", maxAuthorLead != nil),
      ("max_count", maxCount != nil),
    ]
    return keys.filter(\.1).map(\.0)
  }
}

extension TextPattern {
  /// Whether it demands the same, whatever it is called.
  fileprivate func asks(_ other: TextPattern) -> Bool {
    (comparison, text, isNegated) == (other.comparison, other.text, other.isNegated)
  }
}
