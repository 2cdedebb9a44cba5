/// When a rule can be asked.
public enum Moment: String, Sendable, CaseIterable, Comparable {
  /// A ref is made, moved or deleted in a repository at hand.
  case refChange = "ref-change"
  /// A commit is about to be made.
  case commit
  /// A ref is pushed.
  case push
  /// A pull request asks to land.
  case pullRequest = "pull-request"
  /// A long-lived branch moves, as a pull request, a merge queue, a push activity or a server's log
  /// tells it.
  case landing
  /// Nothing moves: the branch is looked at from the baseline to its tip.
  case standing

  /// In the order of a change's life.
  public static func < (left: Moment, right: Moment) -> Bool {
    allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
  }
}
