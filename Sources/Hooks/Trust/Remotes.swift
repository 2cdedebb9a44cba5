internal import GitModel
internal import GitStore
internal import PolicyCore

/// What a clone knows of its remotes, from the refs that it keeps of them.
struct Remotes {
  private let repository: Repository
  private let refs: [Ref]
  /// The remotes' names, sorted.
  let names: [String]

  init(of repository: Repository, refs: [Ref]) throws(GitError) {
    (self.repository, self.refs) = (repository, refs)
    names = repository.remotes()
  }

  /// The remote that people mean when they name none: the one that the branch follows, else the one
  /// that counts everywhere.
  func usual(for branch: BranchName?) throws(GitError) -> String? {
    if let branch, let followed = try repository.config("branch.\(branch.text).remote"),
      names.contains(followed)
    {
      return followed
    }
    return try repository.remoteChoice(among: refs).name
  }

  /// Why it cannot be known which remote people mean where the branch follows none; `nil` where it can.
  func problem() throws(GitError) -> GitError? {
    try repository.remoteChoice(among: refs).problem(
      help: "name the one whose branches count: \(RemoteChoice.cure)")
  }

  /// The remote whose branches the others follow, as forks do: the one that counts in an audit, too.
  func upstream() throws(GitError) -> String? {
    try repository.remoteChoice(among: refs).name
  }

  /// The branches of a remote as they were last seen.
  func branches(of remote: String) -> [Branch] {
    refs.compactMap { ref in
      guard let name = ref.name.branch(ofRemote: remote), name.bytes != Array("HEAD".utf8) else {
        return nil
      }
      return Branch(name: name, of: ref)
    }
  }

  /// The remote's default branch with its tip: the one that its `HEAD` stands for, else one with a
  /// usual name; `nil` where none was ever seen.
  func defaultTree(of remote: String) throws(GitError) -> NamedTree? {
    guard let name = try seenDefault(of: remote), let ref = trackingName(of: name, at: remote),
      let commit = refs.named(ref)?.commit
    else { return nil }
    return NamedTree(name: "\(remote)/\(name)", commit: commit)
  }

  /// The branches of which the first that stands at the remotes is the one that policies are read from: the
  /// default one of the first of them that was seen to have one, else those that may be it.
  func defaultNames(of asked: [String]) throws(GitError) -> [BranchName] {
    for remote in asked {
      if let name = try seenDefault(of: remote) { return [name] }
    }
    return try asked.first.map(namesOfDefault) ?? BranchName.usualDefaults
  }

  private func seenDefault(of remote: String) throws(GitError) -> BranchName? {
    try namesOfDefault(of: remote).first { name in
      trackingName(of: name, at: remote).flatMap { refs.named($0) }?.commit != nil
    }
  }

  private func namesOfDefault(of remote: String) throws(GitError) -> [BranchName] {
    guard let head = RefName("refs/remotes/\(remote)/HEAD"),
      let target = try repository.symbolicTarget(of: head)
    else { return BranchName.usualDefaults }
    return [target.branch(ofRemote: remote)].compactMap(\.self)
  }

  /// The refs in which the remotes' branches of this name are kept, there or not.
  func trackingNames(of branch: BranchName) -> [RefName] {
    names.compactMap { trackingName(of: branch, at: $0) }
  }

  private func trackingName(of branch: BranchName, at remote: String) -> RefName? {
    RefName(bytes: Array("refs/remotes/\(remote)/".utf8) + branch.bytes)
  }

  /// The upstream's branch of this name, as it was last seen; `nil` where it never was.
  func upstreamRef(of branch: BranchName) throws(GitError) -> Ref? {
    try upstream().flatMap { trackingName(of: branch, at: $0) }.flatMap { refs.named($0) }
  }

  /// Where the upstream is fetched from; `nil` where nobody said.
  func upstreamAddress() throws(GitError) -> String? {
    guard let upstream = try upstream() else { return nil }
    return try repository.config("remote.\(upstream).url")
  }

  /// Those that are there, even where they cannot be read.
  func trackingRefs(of branch: BranchName) -> [Ref] {
    trackingNames(of: branch).compactMap { refs.named($0) }
  }

  /// Where the remotes were last seen to have this branch. Throws where a ref cannot be read: nobody
  /// knows then what others have seen.
  func trackingTips(of branch: BranchName) throws(GitError) -> [ObjectID] {
    var tips: [ObjectID] = []
    for ref in trackingRefs(of: branch) {
      if let problem = ref.problem { throw problem }
      if let commit = ref.commit { tips.append(commit) }
    }
    return tips
  }
}
