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
    let before = content.entries.filter { parents.contains($0.id) }
    // A clock that is behind others' must not make an entry that is older than what it follows.
    let at = max(now, before.map(\.at).max() ?? now)
    let entry = LedgerEntry.Content(
      sequence: (before.map(\.sequence).max() ?? 0) + 1, at: at, author: author.login,
      previous: parents, event: event)
    let text = entry.text
    guard text.count <= LedgerEntry.longest else {
      throw GitError(
        .failed, "write ledger", "the entry would have \(text.count) bytes", help: "say less")
    }
    let id = try repository.commitNotes(
      try repository.writeTree(holding: text, as: LedgerEntry.file), parents: parents,
      identity: author.identity(at: at), message: entry.message, sign: author.sign)
    content.entries.append(
      LedgerEntry(
        id: id, parents: parents, sequence: entry.sequence, at: at, author: author.login,
        event: event))
    content.heads = [id]
  }
}
