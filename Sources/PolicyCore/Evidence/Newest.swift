extension Array {
  /// What may be the newest of what was observed of one thing: that of the latest time, and that of
  /// which nobody says when it was.
  func newest(by time: (Element) -> Int64?) -> [Element] {
    let latest = compactMap(time).max()
    return filter { time($0) == nil || time($0) == latest }
  }

  /// The failures among what may be the newest, where the newest certainly failed: all of it did, or
  /// one of several at the latest time. Empty where nothing failed, and where nobody can tell.
  func certainFailures(
    by time: (Element) -> Int64?, passing: (Element) -> Bool
  ) -> [Element] {
    let failures = filter { !passing($0) }
    return failures.count == count || allSatisfy { time($0) != nil } ? failures : []
  }
}
