public import GitModel

/// One demand that a policy makes of ref updates.
///
/// A rule is a value without state. It asks the scene, and throws on what the scene cannot tell:
/// throwing has that one meaning, and becomes the verdict `unknown`.
public protocol Rule: Sendable {
  /// What the rule demands, why, and when; its drawn examples are its tests and its page.
  static var guide: RuleGuide { get }

  /// Makes the rule.
  init()

  /// Where the update breaks the rule; empty where it keeps it, `nil` where the policy demands
  /// nothing of it. Only asked at the guide's moments.
  func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]?
}

extension Rule {
  /// The verdict on one update; `nil` where the policy demands nothing of it.
  public func verdict(on update: RefUpdate, in scene: Scene) -> Verdict? {
    do throws(GitError) {
      guard let findings = try findings(for: update, in: scene) else { return nil }
      return findings.isEmpty ? .kept : .broken(findings)
    } catch {
      return .unknown(error)
    }
  }
}
