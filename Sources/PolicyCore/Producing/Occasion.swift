internal import GitModel

/// Where and when a branch requires its checks.
struct Occasion {
  /// When.
  enum Form {
    /// Any pull request, from whatever may land there.
    case anyPullRequest(Sources)
    /// One pull request: its head, and the paths that it changes, a list for each common ancestor.
    case pullRequest(head: RefUpdate.Head, paths: [[[UInt8]]])
    /// A merge queue is about to land what it has put together.
    case mergeQueue
  }

  /// What may land on a branch.
  struct Sources {
    /// Kinds and exempt families by name, with some branches that they could be.
    var families: [(name: String, samples: [[UInt8]])]
    /// Whether branches of forks may.
    var includesForks: Bool
  }

  let branch: BranchName
  let form: Form
  /// What in the head's message keeps GitHub from starting a workflow; `nil` where nothing does.
  var skip: String?

  /// The occasion of an update; `nil` where no check is waited for.
  init?(_ update: RefUpdate, in scene: Scene) throws(GitError) {
    guard let branch = update.branch else { return nil }
    self.branch = branch
    switch (update.moment, update.head) {
    case (.standing, _): form = .anyPullRequest(scene.policy.sources(of: branch))
    case (.pullRequest, let head?):
      form = .pullRequest(head: head, paths: try scene.changedPaths(of: update))
      skip =
        try update.new.map { id throws(GitError) in
          try SkipInstruction.found(in: scene.history.commit(id).message)
        } ?? nil
    case (.landing, _?): form = .mergeQueue
    default: return nil
    }
  }

  /// Any pull request into a branch, from wherever in the repository.
  init(forEveryPullRequestInto branch: BranchName) {
    (self.branch, form) = (
      branch, .anyPullRequest(Sources(families: [], includesForks: false))
    )
  }

  /// The merge queue of a branch that has one.
  init(queueOf branch: BranchName) { (self.branch, form) = (branch, .mergeQueue) }

  /// For people: what waits for a check.
  var words: String {
    switch form {
    case .anyPullRequest, .pullRequest: "a pull request into '\(branch)'"
    case .mergeQueue: "the merge queue of '\(branch)'"
    }
  }
}

extension Policy {
  /// What may land on a branch, as the kinds' `into` say.
  fileprivate func sources(of branch: BranchName) -> Occasion.Sources {
    let name = branch.text
    return Occasion.Sources(
      families: kinds.filter { $0.into.contains(name) }.map { ($0.name, $0.samples) }
        + exempt.filter { $0.into.contains(name) }.map {
          ($0.name, GlobSamples.names(of: $0.pattern.text))
        },
      includesForks: forksInto.contains(name))
  }
}

extension Kind {
  /// Names of branches that have this kind, unlike enough to stand for all.
  var samples: [[UInt8]] {
    isExact ? [Array(GlobSamples.names(of: name)[0])] : GlobSamples.names(of: name)
  }
}
