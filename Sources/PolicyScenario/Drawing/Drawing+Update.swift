internal import GitModel
internal import PolicyCore

/// Reading the statement that draws the update.
extension Drawing {
  static let updateKeywords: [String: Moment] = [
    "move": .refChange, "commit": .commit, "push": .push, "pull": .pullRequest, "land": .landing,
    "audit": .standing, "queue": .landing,
  ]

  mutating func readUpdate(
    _ moment: Moment, _ reader: inout StatementReader
  ) throws(DrawingError) {
    let place = reader.place
    guard update == nil else { throw DrawingError("a second update", at: place) }
    let keyword = try reader.word("an update").text
    var drawn =
      switch moment {
      case .pullRequest: try pullRequest(&reader, place)
      case .standing: try audit(&reader, place)
      default: try move(moment, &reader, place)
      }
    if keyword == "queue" {
      let number = reader.take("of") ? Int(clamping: try reader.number("a number")) : nil
      drawn.head = drawn.branch.map { RefUpdate.Head(branch: $0, number: number) }
    }
    if reader.take("by") { drawn.actor = try reader.word("a login").text }
    update = drawn
  }

  /// `main: B -> M`, or `on main: B -> M` behind `commit`.
  private func move(
    _ moment: Moment, _ reader: inout StatementReader, _ place: DrawingError.Place
  ) throws(DrawingError) -> DrawnUpdate {
    if moment == .commit { try reader.expect("on") }
    let ref = try refName(&reader).0
    try reader.expect(":")
    let old = try commitOrNothing(&reader)
    try reader.expect("->")
    let new = try commitOrNothing(&reader)
    let form = try tagForm(&reader)
    guard old != nil || new != nil else {
      throw DrawingError("an update from nothing to nothing", at: place)
    }
    return DrawnUpdate(
      place: place, moment: moment, ref: ref, branch: Self.branch(of: ref), old: old, new: new,
      form: form)
  }

  /// `story-1 into develop`, `story-1 (S) into develop`, `fork:story-1 (S) into develop`.
  private func pullRequest(
    _ reader: inout StatementReader, _ place: DrawingError.Place
  ) throws(DrawingError) -> DrawnUpdate {
    let word = try reader.word("a branch")
    let isFork = !word.isQuoted && word.text.hasPrefix("fork:")
    let name = isFork ? String(word.text.dropFirst("fork:".count)) : word.text
    guard let branch = BranchName(name) else {
      throw DrawingError("'\(name)' is no branch name", at: word.place)
    }
    var head = isFork ? nil : standing(branch: name)?.label
    if reader.take("(") {
      head = try commitLabel(&reader)
      try reader.expect(")")
    }
    guard let head else {
      throw DrawingError("'\(name)' stands nowhere; say where: '\(name) (S)'", at: word.place)
    }
    try reader.expect("into")
    let base = try reader.word("a branch")
    guard let stands = standing(branch: base.text), let baseName = BranchName(base.text),
      let ref = RefName(branch: baseName)
    else {
      throw DrawingError("'\(base.text)' stands nowhere", at: base.place)
    }
    return DrawnUpdate(
      place: place, moment: .pullRequest, ref: ref, branch: baseName, old: stands.label, new: head,
      head: RefUpdate.Head(branch: branch, isFork: isFork))
  }

  private func audit(
    _ reader: inout StatementReader, _ place: DrawingError.Place
  ) throws(DrawingError) -> DrawnUpdate {
    if reader.take("tag") {
      let word = try reader.word("a tag")
      guard let stands = refs.first(where: { $0.name.text == "refs/tags/" + word.text }) else {
        throw DrawingError("'\(word.text)' stands nowhere", at: word.place)
      }
      return DrawnUpdate(
        place: place, moment: .standing, ref: stands.name, old: nil, new: stands.label,
        form: stands.form)
    }
    let word = try reader.word("a branch")
    guard let stands = standing(branch: word.text) else {
      throw DrawingError("'\(word.text)' stands nowhere", at: word.place)
    }
    return DrawnUpdate(
      place: place, moment: .standing, ref: stands.name, branch: BranchName(word.text), old: nil,
      new: stands.label)
  }

  private func commitOrNothing(
    _ reader: inout StatementReader
  ) throws(DrawingError) -> String? {
    reader.take("nothing") ? nil : try commitLabel(&reader)
  }

  /// The branch that a ref stands for, remote-tracking refs included.
  static func branch(of ref: RefName) -> BranchName? {
    ref.branch ?? ref.branch(ofRemote: "origin")
  }

  /// Lets the ref that moves stand where the update says, unless it is drawn elsewhere.
  ///
  /// Only a move in this repository cannot contradict its refs: who pushes may see an older state.
  mutating func settleUpdate() throws(DrawingError) {
    guard let update, update.moment != .standing, update.moment != .pullRequest else { return }
    let standing = refs.first { $0.name == update.ref }
    let stands = standing?.label
    if let standing, stands == update.old { self.update?.oldForm = standing.form }
    if stands == nil, let old = update.old {
      refs.append(DrawnRef(name: update.ref, label: old))
    } else if stands != update.old, [.commit, .refChange].contains(update.moment) {
      throw DrawingError(
        "'\(update.ref)' stands at \(stands ?? "nothing"), not at \(update.old ?? "nothing")",
        at: update.place)
    }
  }
}
