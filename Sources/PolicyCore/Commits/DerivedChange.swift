internal import GitModel

/// What a commit changes, held against the commits that its message says it copies or takes back.
struct DerivedChange {
  /// Git names one commit. A message that names more than this is no longer looked into: each costs a
  /// comparison.
  static let mostOrigins = 100
  /// How many of the nearest commits behind one are looked through for what it takes back: what is rebased
  /// together lies together.
  static let mostBehind = 1000

  private let commit: Commit
  private let isReversed: Bool
  private let history: any History

  /// What a commit with one parent changes; with `reversed`, by taking others back.
  init(of commit: Commit, reversed: Bool, _ history: any History) {
    (self.commit, isReversed, self.history) = (commit, reversed, history)
  }

  /// One of the changes that a commit makes: of a merge, there is one against each parent
  /// (git-revert(1), `--mainline`).
  private struct Step {
    let before: ObjectID?
    let after: ObjectID

    static func all(of commit: ObjectID, _ parents: [ObjectID]) -> [Step] {
      parents.isEmpty
        ? [Step(before: nil, after: commit)] : parents.map { Step(before: $0, after: commit) }
    }
  }

  /// What stands at each path that a step changes, before it and after.
  private typealias Entries = [[UInt8]: (before: NewEntry?, after: NewEntry?)]

  /// Whether the change is nothing but these commits' changes: each path goes from what one of them had to
  /// what it made of it, or back; or, where others changed the files in between, the patch is the same, or
  /// what Git makes of the change there without a conflict. What changes nothing is made of a commit that
  /// does so, too.
  func isMade(of origins: [Commit]) throws(GitError) -> Bool {
    let steps = origins.flatMap { Step.all(of: $0.id, $0.parents) }
    let own = try ownEntries()
    let others = try steps.map { step throws(GitError) in try entries(of: step) }
    guard !own.isEmpty else { return others.contains(where: \.isEmpty) }
    let isFound = own.allSatisfy { path, change in
      others.contains { entries in
        entries[path].map { isSame(change, $0) } ?? false
      }
    }
    if isFound { return true }
    if try hasPatch(of: zip(steps, others).filter { hasModes($1, of: own) }.map(\.0)) {
      return true
    }
    return try isPick(ofOneOf: steps)
  }

  /// Whether the change is all that one of the nearest commits behind a commit changed, and nothing else.
  /// Which are the nearest is told by the steps from parent to parent, so that whoever has the commit asks
  /// the same ones.
  func isMade(ofOneBehind start: Int, in graph: CommitGraph) throws(GitError) -> Bool {
    let own = try ownEntries()
    // What changes nothing takes back only what it names.
    guard !own.isEmpty else { return false }
    // Most commits are told apart by one path.
    let path = own.filter { $0.value.before?.id != $0.value.after?.id }.keys.min {
      $0.lexicographicallyPrecedes($1)
    }
    var (behind, seen) = (graph.parents(of: start), CommitSet(capacity: graph.count))
    for commit in behind { seen.insert(commit) }
    var (next, patches) = (0, 0)
    while next < behind.count, next < Self.mostBehind {
      history.onStep?()
      try graph.requireParents(of: behind[next])
      let parents = graph.parents(of: behind[next])
      for step in Step.all(of: graph.id(of: behind[next]), parents.map { graph.id(of: $0) }) {
        if let path, try !changes(path, by: step) { continue }
        let other = try entries(of: step)
        guard hasModes(other, of: own) else { continue }
        if own.allSatisfy({ path, change in other[path].map { isSame(change, $0) } ?? false }) {
          return true
        }
        patches += 1
        if patches <= Self.mostOrigins, try hasPatch(of: [step]) { return true }
      }
      for parent in parents where seen.insert(parent) { behind.append(parent) }
      next += 1
    }
    return false
  }

  private func changes(_ path: [UInt8], by step: Step) throws(GitError) -> Bool {
    let before = try step.before.map { id throws(GitError) in try history.blob(at: path, in: id) }
    return try history.blob(at: path, in: step.after) != before
  }

  private func isSame(
    _ change: (before: NewEntry?, after: NewEntry?), _ other: (before: NewEntry?, after: NewEntry?)
  ) -> Bool {
    change == (isReversed ? (other.after, other.before) : other)
  }

  private func ownEntries() throws(GitError) -> Entries {
    try entries(of: Step(before: commit.parents.first, after: commit.id))
  }

  private func entries(of step: Step) throws(GitError) -> Entries {
    let before = try step.before.map { id throws(GitError) in try history.treeID(of: id) }
    let after = try history.treeID(of: step.after)
    let comparison = TreeComparison(history)
    var entries: Entries = [:]
    for entry in try comparison.entries(of: after, beside: before) {
      entries[entry.path, default: (nil, nil)].after = entry
    }
    guard let before else { return entries }
    for entry in try comparison.entries(of: before, beside: after) {
      entries[entry.path, default: (nil, nil)].before = entry
    }
    return entries
  }

  /// Whether the same paths are of the same sort before and after: a patch is told by its lines alone.
  private func hasModes(_ other: Entries, of own: Entries) -> Bool {
    own.count == other.count
      && own.allSatisfy { path, change in
        guard let entry = other[path] else { return false }
        let (before, after) = isReversed ? (entry.after, entry.before) : entry
        return (change.before?.mode, change.after?.mode) == (before?.mode, after?.mode)
      }
  }

  /// Whether Git, picking or reverting one of the steps where the commit stands, makes its files: a patch has
  /// the lines around a change, too, and others may have changed these.
  private func isPick(ofOneOf steps: [Step]) throws(GitError) -> Bool {
    guard let parent = commit.parents.first else { return false }
    for step in steps {
      guard let before = step.before else { continue }
      let (old, new) = isReversed ? (step.after, before) : (before, step.after)
      if try history.isPick(from: old, to: new, onto: parent, giving: commit.id) { return true }
    }
    return false
  }

  private func hasPatch(of steps: [Step]) throws(GitError) -> Bool {
    guard !steps.isEmpty, let own = try history.change(by: commit.id).patch else { return false }
    for step in steps {
      guard let before = step.before else { continue }
      let patch =
        isReversed
        ? try history.change(from: step.after, to: before).patch
        : try history.change(from: before, to: step.after).patch
      if patch == own { return true }
    }
    return false
  }
}

extension TreeComparison {
  /// What a tree holds that another one does not.
  fileprivate func entries(
    of tree: ObjectID, beside other: ObjectID?
  ) throws(GitError) -> [NewEntry] {
    var visitor = Collecting()
    try visit(tree, beside: other.map { [$0] } ?? [], &visitor)
    return visitor.entries
  }

  private struct Collecting: TreeVisitor {
    var entries: [NewEntry] = []

    mutating func visit(_ entry: NewEntry) { entries.append(entry) }
  }
}
