public import GitModel
internal import GitStore

extension CheckNotes {
  /// Adds records to the notes on their commits and trees, all of them at once. `identity` is what `git
  /// var GIT_COMMITTER_IDENT` says. Whoever records at the same time loses nothing.
  public func add(_ records: [CheckRecord], identity: [UInt8]) throws(GitError) {
    var lines: [ObjectID: [[UInt8]]] = [:]
    for record in records {
      let line = record.line
      guard line.count <= CheckRecord.longestLine else {
        throw GitError(
          .noEvidence, "record check", "the record has \(line.count) bytes", help: "say less")
      }
      for object in [record.commit, record.tree] { lines[object, default: []].append(line) }
    }
    let contexts = Set(records.map(\.context)).count
    let message = "Record \(contexts == 1 ? "a check" : "\(contexts) checks")"
    try update(message: message, { () throws(GitError) in identity }) { tip throws(GitError) in
      var changed: [ObjectID: [UInt8]] = [:]
      for (object, new) in lines {
        let old = try self.content(on: object, in: tip, help: Self.removal(of: object, in: nil))
        let added = new.filter { !old.contains($0) }
        guard !added.isEmpty else { continue }
        changed[object] = try Self.note(
          old + added, on: object,
          help: Self.cure("take old records out", "edit \(object)", in: nil))
      }
      return changed.isEmpty
        ? .nothing : .new(changed, over: tip, parents: [tip].compactMap { $0 })
    }
  }

  /// Brings in what stands under another ref: every line of either, each once. False where nothing was
  /// missing here. `identity` is asked only where a merge must be committed: who only reads needs no
  /// name.
  @discardableResult
  public func merge(
    _ other: RefName, identity: () throws(GitError) -> [UInt8]
  ) throws(GitError) -> Bool {
    guard let theirs = try repository.tip(of: other) else { return false }
    return try update(message: "Merge notes of \(other)", identity) { tip throws(GitError) in
      guard let tip else { return .existing(theirs) }
      if try self.repository.isAncestor(theirs, of: tip) { return .nothing }
      let isBehind = try self.repository.isAncestor(tip, of: theirs)
      // Where they have taken out what stands here, it comes back: nobody unsays a result that way.
      if isBehind, try self.union(of: theirs, and: tip, other).isEmpty { return .existing(theirs) }
      return .new(
        try self.union(of: tip, and: theirs, other), over: tip,
        parents: isBehind ? [theirs] : [tip, theirs])
    }
  }

  /// What a ref is to become.
  private enum Draft {
    /// What it is.
    case nothing
    /// A commit that is there.
    case existing(ObjectID)
    /// A new commit: some notes over those of another.
    case new([ObjectID: [UInt8]], over: ObjectID?, parents: [ObjectID])
  }

  /// Moves the ref by compare-and-swap: where somebody else was faster, the draft is made anew from what
  /// they left. False where nothing had to be done.
  @discardableResult
  private func update(
    message: String, _ identity: () throws(GitError) -> [UInt8],
    _ draft: (ObjectID?) throws(GitError) -> Draft
  ) throws(GitError) -> Bool {
    guard let ref = RefName(Self.ref) else { return false }
    return try repository.advance(Self.ref, tries: tries, for: "record check") {
      () throws(GitError) in
      let tip = try repository.tip(of: ref)
      switch try draft(tip) {
      case .nothing: return nil
      case .existing(let commit): return (tip, commit, message)
      case .new(let notes, let over, let parents):
        let new = try repository.commitNotes(
          try repository.writeNotes(notes, over: over), parents: parents, identity: try identity(),
          message: message)
        return (tip, new, message)
      }
    } != nil
  }

  /// The notes that must change in `ours` to hold every line of either, sorted as git's
  /// `cat_sort_uniq` does (git-notes(1), "NOTES MERGE STRATEGIES").
  private func union(
    of ours: ObjectID, and theirs: ObjectID, _ other: RefName
  ) throws(GitError) -> [ObjectID: [UInt8]] {
    let here = Dictionary(grouping: try repository.notes(in: ours), by: \.object)
    let there = Dictionary(grouping: try repository.notes(in: theirs), by: \.object)
    var changed: [ObjectID: [UInt8]] = [:]
    for (object, notes) in there where here[object]?.map(\.blob) != notes.map(\.blob) {
      let help = Self.removal(of: object, merging: other)
      let own = try content(on: object, in: ours, help: help)
      let all = Set(own).union(try content(on: object, in: theirs, help: help))
      guard all.count > own.count else { continue }
      changed[object] = try Self.note(
        all.sorted { $0.lexicographicallyPrecedes($1) }, on: object, help: help)
    }
    return changed
  }

  /// What takes a note away that is too long to be merged: git's own merge has no limit.
  private static func removal(of object: ObjectID, merging other: RefName) -> String {
    guard let remote = remote(of: other) else { return removal(of: object, in: nil) }
    let notes = "git notes --ref=\(shortRef)"
    return "take the note away, here and there: \(notes) merge -s cat_sort_uniq \(other); "
      + "\(notes) remove \(object); policy check push \(remote)"
  }

  private func content(
    on object: ObjectID, in tip: ObjectID?, help: String
  ) throws(GitError) -> [[UInt8]] {
    guard let tip else { return [] }
    return try repository.notes(on: object, in: tip, limit: Self.longestNote, help: help)
      .flatMap { Self.lines(of: $0) }
  }

  private static func note(
    _ lines: [[UInt8]], on object: ObjectID, help: String
  ) throws(GitError) -> [UInt8] {
    let note = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
    guard note.count <= longestNote else {
      throw GitError(
        .failed, "record check", "the note on \(object) would have \(note.count) bytes", help: help)
    }
    return note
  }
}
