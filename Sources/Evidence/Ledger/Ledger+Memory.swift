package import GitModel
internal import GitStore
internal import PolicyCore

/// What a clone remembers of the ledgers of its remotes.
extension Ledger {
  /// What remotes have taken back of what was seen of them.
  func lost(
    among tips: [(ref: RefName, commit: ObjectID)]
  ) throws(GitError) -> [LeaseBook.Flaw] {
    var flaws: [LeaseBook.Flaw] = []
    for remote in repository.remotes() {
      guard let seen = tips.first(where: { $0.ref.text == Self.ref(seenOf: remote) }) else {
        continue
      }
      let there = tips.first { $0.ref.text == Self.ref(ofRemote: remote) }
      if let there, try repository.isAncestor(seen.commit, of: there.commit) { continue }
      let isBehind = try there.map { there throws(GitError) in
        try repository.isAncestor(there.commit, of: seen.commit)
      }
      flaws.append(
        LeaseBook.Flaw(
          "'\(remote)' has lost entries that were seen of it",
          help: Self.cure(ofRemote: remote, isBehind: isBehind ?? true)))
    }
    return flaws
  }

  /// What brings back the entries that a remote has lost: a push, where it is behind and has nothing new,
  /// else a join.
  package static func cure(ofRemote remote: String, isBehind: Bool) -> String {
    let kept = "ask who did it; what was seen of it is kept: "
    guard isBehind else {
      return kept + "policy override sync --remote \(remote) joins it with what is there"
    }
    return kept + "git push \(remote) \(ref(seenOf: remote)):\(ref) "
      + "&& git fetch \(remote) '\(fetchRefspec(ofRemote: remote))' brings it back"
  }

  /// Remembers how far remotes have come. What they have taken back stays remembered.
  package func remember() throws(GitError) {
    let tips = try tips()
    for remote in repository.remotes() {
      guard let there = tips.first(where: { $0.ref.text == Self.ref(ofRemote: remote) }),
        let ref = RefName(Self.ref(seenOf: remote))
      else { continue }
      let seen = tips.first { $0.ref == ref }?.commit
      if let seen {
        if seen == there.commit { continue }
        guard try repository.isAncestor(seen, of: there.commit) else { continue }
      }
      // Who was faster has seen no less.
      _ = try repository.move(ref, from: seen, to: there.commit, because: "policy: see ledger")
    }
  }
}
