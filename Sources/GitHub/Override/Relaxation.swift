internal import Reports

/// One thing that an override lifts: `--relax`.
public enum Relaxation: Hashable, Sendable {
  /// `enforce-admins`: administrators are bound no longer.
  case enforceAdmins
  /// `reviews`: no pull request is required.
  case reviews
  /// `review-count`: no approval is required.
  case reviewCount
  /// `check=NAME`: one check is not required.
  case check(String)
  /// `checks`: no check is required.
  case checks
  /// `signatures`: commits need not be signed.
  case signatures
  /// `linear-history`: merges may land.
  case linearHistory
  /// `conversations`: conversations may stay open.
  case conversations
  /// `force-push`: the branch may be rewritten.
  case forcePush
  /// `lock`: the branch is unlocked.
  case lock
  /// `rule=RULESET/TYPE`: one rule of a ruleset.
  case rule(ruleset: Int, type: String)
  /// `actor=RULESET/TYPE:NUMBER`: one actor passes a ruleset by, by pull requests only.
  case actor(ruleset: Int, type: String, id: Int)
  /// `ruleset=RULESET`: a whole ruleset.
  case ruleset(Int)

  private static let plain: [(String, Relaxation)] = [
    ("enforce-admins", .enforceAdmins), ("reviews", .reviews), ("review-count", .reviewCount),
    ("checks", .checks), ("signatures", .signatures), ("linear-history", .linearHistory),
    ("conversations", .conversations), ("force-push", .forcePush), ("lock", .lock),
  ]

  /// Every form, for people.
  public static let forms =
    plain.map(\.0) + [
      "check=NAME", "rule=RULESET/TYPE", "actor=RULESET/TYPE:NUMBER", "ruleset=RULESET",
    ]

  /// The types of actors that may be named: docs.github.com/rest/repos/rules, `actor_type`.
  private static let actorTypes = ["Integration", "Team", "User", "RepositoryRole"]

  /// What a word asks for; `nil` where it is none of the forms.
  public init?(_ text: String) {
    if let found = Self.plain.first(where: { $0.0 == text }) {
      self = found.1
      return
    }
    guard let sign = text.firstIndex(of: "=") else { return nil }
    let value = String(text[text.index(after: sign)...])
    switch text[..<sign] {
    case "check" where !value.isEmpty: self = .check(value)
    case "ruleset":
      guard let id = Int(value), id > 0 else { return nil }
      self = .ruleset(id)
    case "rule":
      guard let (id, type) = Self.split(value, at: "/") else { return nil }
      self = .rule(ruleset: id, type: type)
    case "actor":
      guard let (ruleset, actor) = Self.split(value, at: "/"),
        let colon = actor.firstIndex(of: ":"), let id = Int(actor[actor.index(after: colon)...]),
        Self.actorTypes.contains(String(actor[..<colon]))
      else { return nil }
      self = .actor(ruleset: ruleset, type: String(actor[..<colon]), id: id)
    default: return nil
    }
  }

  /// The word that asks for it.
  public var text: String {
    switch self {
    case .check(let name): "check=\(name)"
    case .rule(let ruleset, let type): "rule=\(ruleset)/\(type)"
    case .actor(let ruleset, let type, let id): "actor=\(ruleset)/\(type):\(id)"
    case .ruleset(let id): "ruleset=\(id)"
    default: Self.plain.first { $0.1 == self }?.0 ?? ""
    }
  }

  private static func split(_ text: String, at mark: Character) -> (Int, String)? {
    guard let place = text.firstIndex(of: mark), let id = Int(text[..<place]), id > 0 else {
      return nil
    }
    let rest = String(text[text.index(after: place)...])
    return rest.isEmpty ? nil : (id, rest)
  }
}
