extension JSON {
  /// The first place at which a state still has what a lease has made of what stood `before`: where
  /// nobody has put that back; `nil` where there is none.
  ///
  /// Lists are sets: an element is found again by its `id`, its `type`, or as it is. What is neither as
  /// before nor as the lease made it is somebody else's.
  package func placeStillLifted(from before: JSON, by made: JSON) -> String? {
    Self.place(before, made, self, at: [])?.joined(separator: ".")
  }

  private static func place(
    _ before: JSON?, _ made: JSON?, _ now: JSON?, at path: [String]
  ) -> [String]? {
    guard before != made else { return nil }
    guard let old = before?.parts, let middle = made?.parts, let new = now?.parts else {
      return now == made ? path : nil
    }
    for name in Set(old.keys).union(middle.keys).sorted() {
      let found = place(old[name], middle[name], new[name], at: path + [name])
      if let found { return found }
    }
    return nil
  }

  /// What it is made of, each by what it is known by.
  private var parts: [String: JSON]? {
    let named: [(String, JSON)]
    if let members {
      named = members.map { ($0.name, $0.value) }
    } else if let array {
      named = array.map { ($0.name(among: array), $0) }
    } else {
      return nil
    }
    return Dictionary(named) { first, _ in first }
  }

  private func name(among elements: [JSON]) -> String {
    if let id = self["id"] { return id.line }
    // Two rules of one type are two things.
    if let type = self["type"], elements.count(where: { $0["type"] == type }) == 1 {
      return type.string ?? type.line
    }
    return string ?? line
  }
}
