internal import GitModel
internal import PolicyCore

/// Puts together what moved a branch and which pull requests did.
struct Landings {
  private let branch: BranchName
  /// First-parent steps, oldest first.
  private let steps: [ObjectID]
  private let places: [ObjectID: Int]

  /// `steps` may be in either order.
  init(on branch: BranchName, among steps: [ObjectID], in harvest: Harvest) {
    let isNewestFirst = zip(steps, steps.dropFirst()).contains { step, next in
      harvest.commits[step.hex]?.parent == next.hex
    }
    self.branch = branch
    self.steps = isNewestFirst ? steps.reversed() : steps
    places = Dictionary(zip(self.steps, self.steps.indices)) { first, _ in first }
  }

  /// The landings, oldest first; `nil` where nothing tells any of the steps apart.
  func all(
    _ moves: [Move]?, in harvest: Harvest,
    request: (Node.PullRequest) throws(GitError) -> PullRequest
  ) throws(GitError) -> [Landing]? {
    var found: [(place: Int, landing: Landing)] = []
    var isCovered = [Bool](repeating: false, count: steps.count)
    for move in moves ?? [] {
      guard let last = places[move.new] else { continue }
      let first = self.first(of: move, upTo: last, isCovered)
      // What a forced move dropped is no place from which the branch went on.
      let isDropped = move.isForced && move.old.map { places[$0] == nil } ?? false
      let old = isDropped ? (first > 0 ? steps[first - 1] : nil) : move.old
      for place in first..<max(first, last + 1) { isCovered[place] = true }
      let node = merged(move.new, in: harvest)
      // A merge queue lands several pull requests with one move.
      var earlier: [PullRequest] = []
      for place in first..<max(first, last) {
        if let node = merged(steps[place], in: harvest) { earlier.append(try request(node)) }
      }
      found.append(
        (
          last,
          Landing(
            old: old, new: move.new, at: move.at, actor: move.actor,
            pullRequest: try node.map(request), earlier: earlier)
        ))
    }
    var place = 0
    while place < steps.count {
      defer { place += 1 }
      guard !isCovered[place], let run = run(from: place, in: harvest),
        !isCovered[run.last], let parent = harvest.commits[steps[place].hex]?.parent
      else { continue }
      let landed = try request(run.node)
      found.append(
        (
          run.last,
          Landing(
            old: ObjectID(hex: parent), new: steps[run.last], at: landed.mergedAt,
            pullRequest: landed)
        ))
      place = run.last
    }
    if moves == nil, found.isEmpty { return nil }
    return found.sorted { $0.place < $1.place }.map(\.landing)
  }

  /// The first step that a move brought. One that dropped commits is held to have brought what no
  /// earlier one did.
  private func first(of move: Move, upTo last: Int, _ isCovered: [Bool]) -> Int {
    if let old = move.old.flatMap({ places[$0] }) { return old + 1 }
    guard move.isForced else { return 0 }
    return isCovered[..<last].lastIndex(of: true).map { $0 + 1 } ?? 0
  }

  /// The pull request that this commit is the end of.
  private func merged(_ commit: ObjectID, in harvest: Harvest) -> Node.PullRequest? {
    harvest.pullRequests(of: commit).first {
      $0.state == "MERGED" && $0.mergeCommit?.oid == commit.hex && $0.baseRefName == branch.text
    }
  }

  /// The steps that one pull request brought, from its first to the commit that it became: a rebase
  /// merge brings several, and GitHub holds each of them together with it.
  private func run(
    from first: Int, in harvest: Harvest
  ) -> (last: Int, node: Node.PullRequest)? {
    for node in harvest.pullRequests(of: steps[first])
    where node.state == "MERGED" && node.baseRefName == branch.text {
      guard let end = node.mergeCommit.flatMap({ ObjectID(hex: $0.oid) }),
        let last = places[end], last >= first
      else { continue }
      let all = steps[first...last].allSatisfy { step in
        harvest.pullRequests(of: step).contains { $0.id == node.id }
      }
      if all { return (last, node) }
    }
    return nil
  }
}
