package import GitModel
internal import GitStore

extension Ledger {
  /// Adds an entry behind everything that is here, and joins ledgers that went apart before. `draft`
  /// says what, and `nil` where there is nothing to add; it is asked again where somebody was faster.
  @discardableResult
  package func append(
    by author: LedgerAuthor, at now: Int64,
    _ draft: (LedgerContent) throws(GitError) -> LedgerEvent?
  ) throws(GitError) -> ObjectID? {
    try update(by: author, at: now) { content throws(GitError) in
      try draft(content).map { [$0] } ?? []
    }
  }

  /// Brings in what was fetched. False where nothing was missing in the own ledger.
  @discardableResult
  package func merge(by author: LedgerAuthor, at now: Int64) throws(GitError) -> Bool {
    try update(by: author, at: now) { _ in [] } != nil
  }

  /// Moves the ref by compare-and-swap. The new tip; `nil` where nothing had to be done.
  private func update(
    by author: LedgerAuthor, at now: Int64,
    _ draft: (LedgerContent) throws(GitError) -> [LedgerEvent]
  ) throws(GitError) -> ObjectID? {
    try repository.advance(Self.ref, tries: tries, for: "write ledger") { () throws(GitError) in
      var content = try read() ?? LedgerContent()
      let events = try draft(content)
      if content.heads.count > 1 { try add(.merge, to: &content, by: author, at: now) }
      for event in events { try add(event, to: &content, by: author, at: now) }
      guard let new = content.heads.first else { return nil }
      return (content.tip, new, events.isEmpty ? "merge ledgers" : "write ledger")
    }
  }

  /// Writes an entry behind all heads, which it takes the place of.
  private func add(
    _ event: LedgerEvent, to content: inout LedgerContent, by author: LedgerAuthor, at now: Int64
  ) throws(GitError) {
    // The own ledger comes first: what it was is the way along first parents.
    let tip = content.tip
    let parents = content.heads.filter { $0 == tip } + content.heads.filter { $0 != tip }
    try Self.checkClock(now, before: event, behind: parents, in: content)
    let place = LedgerPlace(behind: parents.compactMap { content.places[$0] }, at: now)
    let entry = LedgerEntry.Content(
      sequence: place.sequence, at: place.at, author: author.login, previous: parents,
      event: event)
    let text = entry.text
    guard text.count <= LedgerEntry.longest else {
      throw GitError(
        .failed, "write ledger", "the entry would have \(text.count) bytes", help: "say less")
    }
    let id = try repository.commitNotes(
      try repository.writeTree(holding: text, as: LedgerEntry.file), parents: parents,
      identity: author.identity(at: place.at), message: entry.message, sign: author.sign)
    content.entries.append(
      LedgerEntry(
        id: id, parents: parents, sequence: place.sequence, at: place.at, event: event))
    content.places[id] = place
    content.heads = [id]
  }

  /// Throws where something new would be dated by a clock that is behind what it follows. What is open
  /// is ended all the same: at the time of the last entry.
  private static func checkClock(
    _ now: Int64, before event: LedgerEvent, behind parents: [ObjectID], in content: LedgerContent
  ) throws(GitError) {
    guard event.isNew else { return }
    for parent in parents {
      guard let last = content.places[parent], now < last.at - LedgerPlace.clockError else {
        continue
      }
      throw GitError(
        .failed, "write ledger",
        "the clock says \(Timestamp.text(now)), and the last entry \(parent) was written at "
          + Timestamp.text(last.at),
        help: LedgerPlace.cure(parent))
    }
  }
}
