internal import Evidence
internal import PolicyCore

/// A ruleset for tags and what a policy says of them.
enum TagRuleset {
  private static let prefix = "refs/tags/"

  /// The rules that keep a tag, and keep it where it is.
  private static func fixing(_ kind: TagKind) -> [String] {
    (kind.keepsTags ? ["deletion"] : []) + (kind.immutable ? ["non_fast_forward"] : [])
      + (kind.pinsTags ? ["update"] : [])
  }

  /// The ruleset that demands what a kind of tags does, less those that other kinds take, and what it
  /// cannot demand.
  static func ruleset(_ kind: TagKind, without others: [Glob]) -> (Ruleset, obstacles: [String]) {
    var rules = kind.names.map { RulePattern.rule("tag_name_pattern", $0) }
    rules += fixing(kind).map { type in
      Ruleset.Rule(
        type, type == "update" ? .object([("update_allows_fetch_and_merge", .bool(false))]) : nil)
    }
    var ruleset = Ruleset(
      "policy: tags \(kind.tags.text)",
      conditions: Ruleset.conditions(
        refs: [prefix + kind.tags.text], exclude: others.map { prefix + $0.text }),
      rules: rules)
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
  static func demands(of ruleset: Ruleset) -> (TagDemands, losses: [String]) {
    var losses: [String] = []
    var kind = TagKind(Glob.anything)
    (kind.keepsTags, kind.pinsTags) = (ruleset.has("deletion"), ruleset.has("update"))
    for rule in ruleset.rules {
      if rule.type == "tag_name_pattern", let pattern = RulePattern.pattern(of: rule) {
        kind.names.append(pattern)
      } else if !["deletion", "update"].contains(rule.type),
        // What does not move at all does not move back.
        !(kind.pinsTags && rule.type == "non_fast_forward")
      {
        losses.append("the rule '\(rule.type)' of \(ruleset.title)")
      }
    }
    losses += ruleset.passers
    func globs(_ list: String, _ loss: (String) -> String) -> [Glob] {
      ruleset.refs(list).compactMap { ref in
        let glob = glob(of: ref)
        if glob == nil { losses.append(loss(ref)) }
        return glob
      }
    }
    let include = globs("include") { "the tags '\($0)' of \(ruleset.title)" }
    let exclude = globs("exclude") { "that \(ruleset.title) leaves out the tags '\($0)'" }
    let demands = TagDemands(
      title: ruleset.title, kind: kind, include: include,
      exclude: exclude.filter { out in include.contains { $0.overlaps(out) != false } })
    return (demands, losses)
  }

  /// The tags that a condition names: docs.github.com/rest/repos/rules, `ref_name`. `nil` where a policy
  /// cannot name them.
  private static func glob(of ref: String) -> Glob? {
    if ref == "~ALL" { return .anything }
    guard ref.hasPrefix(prefix) else { return nil }
    do throws(GlobError) {
      let glob = try Glob(String(ref.dropFirst(prefix.count)))
      return glob.isOfTags ? glob : nil
    } catch {
      return nil
    }
  }
}
