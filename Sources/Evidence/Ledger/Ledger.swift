package import GitModel
package import GitStore
package import PolicyCore

/// The record of leases: commits on `refs/policy/ledger`, one entry each, that only ever follow each
/// other. Git's hashes chain them, and each read verifies them all.
package final class Ledger {
  /// The ref that is written, and pushed.
  package static let ref = AppendOnlyLedger.ref

  let repository: Repository
  private let signatures: Signatures
  private let known: Set<ObjectID>
  private let now: Int64
  /// How often a ref that others move is tried again.
  let tries: Int

  /// The ledger of a repository, verified at a moment in seconds since 1970. `signatures` say whose
  /// keys are known, `known` which entries are known to be wrong: they count for nothing.
  package init(
    _ repository: Repository, signatures: Signatures, known: [ObjectID] = [], now: Int64,
    tries: Int = 50
  ) {
    (self.repository, self.signatures, self.known) = (repository, signatures, Set(known))
    (self.now, self.tries) = (now, tries)
  }

  /// Where a remote's ledger is fetched to.
  package static func ref(ofRemote remote: String) -> String {
    "refs/policy/remotes/\(remote)/ledger"
  }

  /// Where the last ledger that was seen of a remote is remembered: no fetch, and no prune, moves it.
  package static func ref(seenOf remote: String) -> String { "\(seen)\(remote)" }

  private static let seen = "refs/policy/seen/"

  /// What brings a remote's ledger to where it is merged from. Without force: a remote whose ledger was
  /// rewound is refused. With a star: a remote without a ledger is no error to git.
  package static func fetchRefspec(ofRemote remote: String) -> String {
    "\(ref)*:\(ref(ofRemote: remote))*"
  }

  /// The own ledger and those that were fetched, read and verified; `nil` where there is none here.
  package func read() throws(GitError) -> LedgerContent? {
    let tips = try tips()
    guard !tips.isEmpty else { return nil }
    var content = LedgerContent()
    content.tip = tips.first { $0.ref.text == Self.ref }?.commit
    var check = LedgerCheck(repository, by: signatures, now: now)
    let order = try commits(behind: tips.map(\.commit))
    let followed = Set(order.flatMap(\.parents))
    content.heads = order.map(\.id).filter { !followed.contains($0) }
    for commit in order {
      let entry = try check.entry(commit)
      if let entry { check.check(entry) }
      if known.contains(commit.id) {
        check.excuse(commit)
        content.known.append(commit.id)
      } else if let entry {
        content.entries.append(entry)
      }
    }
    content.flaws = check.flaws + (try lost(among: tips))
    (content.doubts, content.places) = (check.doubts, check.places)
    return content
  }

  /// A remote that may have a ledger, of which nothing is here; `nil` where every fetch would have
  /// brought it.
  package func unfetched() throws(GitError) -> String? {
    for remote in repository.remotes() where try !isFetched(from: remote) { return remote }
    return nil
  }

  /// Whether every fetch from a remote brings its ledger.
  func isFetched(from remote: String) throws(GitError) -> Bool {
    try repository.fetchesAll(of: Self.ref, from: remote)
  }

  /// Whether a ledger is here, an own one or a remote's.
  package func isHere() throws(GitError) -> Bool { try !tips().isEmpty }

  func tips() throws(GitError) -> [(ref: RefName, commit: ObjectID)] {
    var found: [(ref: RefName, commit: ObjectID)] = []
    for ref in try repository.refs() where Self.holdsLedger(ref.name) {
      guard let commit = ref.commit else {
        throw ref.problem
          ?? GitError(.corrupt, "read ledger", "'\(ref.name)' does not lead to a commit")
      }
      found.append((ref.name, commit))
    }
    return found
  }

  private static func holdsLedger(_ ref: RefName) -> Bool {
    ref.text == Self.ref
      || (ref.hasPrefix("refs/policy/remotes/") && ref.text.hasSuffix("/ledger"))
      || ref.hasPrefix(seen)
  }

  /// Every commit behind the tips, each behind its parents; the order of those that are not bound is
  /// the same everywhere: by time, then by id.
  private func commits(behind tips: [ObjectID]) throws(GitError) -> [Commit] {
    var commits: [ObjectID: Commit] = [:]
    var open = tips
    while let id = open.popLast() {
      guard commits[id] == nil else { continue }
      let commit = try repository.commit(id)
      commits[id] = commit
      open += commit.parents
    }
    var missing = commits.mapValues { Set($0.parents).count }
    var children: [ObjectID: [ObjectID]] = [:]
    for commit in commits.values {
      for parent in Set(commit.parents) { children[parent, default: []].append(commit.id) }
    }
    var ready = commits.values.filter { $0.parents.isEmpty }
    var order: [Commit] = []
    while !ready.isEmpty {
      ready.sort {
        ($0.committer.seconds, $0.id) > ($1.committer.seconds, $1.id)
      }
      let next = ready.removeLast()
      order.append(next)
      for child in children[next.id] ?? [] {
        missing[child, default: 1] -= 1
        if missing[child] == 0, let commit = commits[child] { ready.append(commit) }
      }
    }
    return order
  }
}
