internal import Evidence
internal import PolicyCore

/// A ruleset for tags and what a policy says of them.
enum TagRuleset {
  private static let prefix = "refs/tags/"

  /// The rules that keep a tag where it is.
  private static let immutable = ["deletion", "non_fast_forward", "update"]

  /// The ruleset that demands what a kind of tags does, and what it cannot demand.
  static func ruleset(_ kind: TagKind) -> (Ruleset, obstacles: [String]) {
    var rules = kind.names.map { RulePattern.rule("tag_name_pattern", $0) }
    if kind.immutable {
      rules += immutable.map { type in
        Ruleset.Rule(
          type, type == "update" ? .object([("update_allows_fetch_and_merge", .bool(false))]) : nil)
      }
    }
    var ruleset = Ruleset(
      "policy: tags \(kind.tags.text)",
      conditions: Ruleset.conditions(refs: [prefix + kind.tags.text]), rules: rules)
    ruleset.target = "tag"
    var obstacles: [String] = []
    if !kind.on.isEmpty { obstacles.append("on: GitHub does not ask which branch a tag sits on") }
    if kind.annotated {
      obstacles.append("annotated: GitHub does not ask whether a tag is an object of its own")
    }
    if kind.signed {
      obstacles.append("signed: required_signatures asks for the commit's signature, not the tag's")
    }
    return (ruleset, obstacles)
  }

  /// What a policy says of the tags that a ruleset is about, and what it has no words for.
  static func kinds(of ruleset: Ruleset) -> (kinds: [TagKind], losses: [String]) {
    var losses: [String] = []
    var kind = TagKind(Glob.anything)
    kind.immutable = immutable.allSatisfy { type in ruleset.rules.contains { $0.type == type } }
    for rule in ruleset.rules {
      if rule.type == "tag_name_pattern", let pattern = RulePattern.pattern(of: rule) {
        kind.names.append(pattern)
      } else if !(kind.immutable && immutable.contains(rule.type)) {
        losses.append("the rule '\(rule.type)' of \(ruleset.title)")
      }
    }
    if ruleset.bypassActors?.isEmpty != true { losses.append("who passes \(ruleset.title) by") }
    if !ruleset.refs("exclude").isEmpty {
      losses.append("the tags that \(ruleset.title) leaves out")
    }
    guard kind != TagKind(kind.tags) else { return ([], losses) }
    let kinds = ruleset.refs("include").compactMap { ref -> TagKind? in
      guard let glob = glob(of: ref) else {
        losses.append("the tags '\(ref)' of \(ruleset.title)")
        return nil
      }
      var named = kind
      named.tags = glob
      return named
    }
    return (kinds, losses)
  }

  /// The tags that a condition names: docs.github.com/rest/repos/rules, `ref_name`.
  private static func glob(of ref: String) -> Glob? {
    if ref == "~ALL" { return .anything }
    guard ref.hasPrefix(prefix) else { return nil }
    do throws(GlobError) { return try Glob(String(ref.dropFirst(prefix.count))) } catch {
      return nil
    }
  }
}
