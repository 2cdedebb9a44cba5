extension Example {
  /// What a commit does, in the words of a drawing, and that it is blocked on every way into history.
  static func blockedEverywhere(
    _ what: String, policy: String, _ change: String, because finding: String,
    fileID: String = #fileID, line: Int = #line
  ) -> [Example] {
    let made = "A; S after A \(change); develop at A; "
    return [
      ("in a commit", made + "story-1 at A; commit on story-1: A -> S"),
      ("in a push", made + "push story-1: nothing -> S"),
      ("in a pull request", made + "story-1 at S; pull story-1 into develop"),
      ("that landed", made + "land develop: A -> S"),
      ("that stands", made + "story-1 at S; audit story-1"),
    ].map { place, drawing in
      .blocked(
        "\(what) \(place)", policy: policy, drawing, because: "S: \(finding)", fileID: fileID,
        line: line)
    }
  }
}
