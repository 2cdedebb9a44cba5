import GitModel

@testable import PolicyCore

/// Every stored property of a value and of what it holds, as reflection finds them: no list to keep.
struct StoredPropertyWalk {
  /// The properties that are what they are in a blank value of their type.
  private(set) var unchanged: [String] = []
  /// The types that nobody gave a blank value of.
  private(set) var unknown: Set<String> = []
  /// How many properties were seen.
  private(set) var count = 0
  private let blanks: [ObjectIdentifier: Any]

  init(_ value: Any) throws {
    let blanks: [Any] = [
      Policy(), Baseline(), KnownViolation(rule: "", ref: "", commit: nil), Kind.blank,
      Kind.Owed.blank, Protection(), Protection.Pushers(), Protection.RequiredCheck.blank,
      try Exemption(""), Waiver.blank,
      CommitDemands(), CommitDemands.Conventional.blank, CommitDemands.SignOffDemand.blank,
      CommitDemands.RequiredTrailer.blank, CommitDemands.RestrictedCommit.blank, Signer.blank,
      TagKind.blank, FileDemands(), FileDemands.Restriction.blank, Gate.blank, GitHubSettings(),
      GitHubSettings.Environment.blank,
      Checker(name: "", key: .openPGP(fingerprint: "")),
      OverrideTerms(), OverrideTerms.Approver(login: ""),
    ]
    self.blanks = Dictionary(
      uniqueKeysWithValues: blanks.map { (ObjectIdentifier(type(of: $0)), $0) })
    walk(value, at: "\(type(of: value))")
  }

  private mutating func walk(_ value: Any, at path: String) {
    // They are stored whole, as their text and their bytes.
    if value is Glob || value is ObjectID || value is TextPattern { return }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .struct:
      guard !mirror.children.isEmpty, !(value is String) else { return }
      compare(mirror, with: blanks[ObjectIdentifier(type(of: value))], at: path)
    case .optional, .collection, .set, .dictionary, .tuple:
      for child in mirror.children { walk(child.value, at: path) }
    default: break
    }
  }

  private mutating func compare(_ mirror: Mirror, with blank: Any?, at path: String) {
    guard let blank else {
      unknown.insert("\(mirror.subjectType)")
      return
    }
    for (child, other) in zip(mirror.children, Mirror(reflecting: blank).children) {
      let name = "\(path).\(child.label ?? "")"
      count += 1
      if String(reflecting: child.value) == String(reflecting: other.value) {
        unchanged.append(name)
      }
      walk(child.value, at: name)
    }
  }
}
