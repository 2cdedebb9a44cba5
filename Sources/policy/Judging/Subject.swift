internal import GitModel
internal import GitStore
internal import PolicyCore
internal import PolicyFile

/// What is to be judged.
enum Subject: Equatable {
  /// Every branch and tag as it stands; or only these.
  case standing(only: [BranchName], tags: [RefName] = [])
  /// One change of one ref.
  case change(ProposedChange)

  /// The change, where there is one.
  var change: ProposedChange? {
    if case .change(let change) = self { change } else { nil }
  }
}

extension Subject {
  /// The subject that the options name; where they leave it open, the CI event's, else all.
  init(_ options: SubjectOptions, in session: Session) throws {
    guard let ref = options.ref, let range = options.range else {
      try self.init(options.proposal, tags: options.tag, in: session)
      return
    }
    self = .change(try Self.push(ref, range, actor: options.actor, in: session.view))
  }

  /// The same of options that name no push.
  init(_ options: ProposalOptions, tags: [String] = [], in session: Session) throws {
    let view = session.view
    if let base = options.base, let head = options.head {
      self = .change(try Self.pullRequest(base, head, isFork: options.fork, in: view))
    } else if !options.branch.isEmpty || !tags.isEmpty {
      self = .standing(
        only: try options.branch.map { try Self.branch($0, in: view).name },
        tags: try tags.map { try Self.tag($0, in: view) })
    } else if !options.all, let change = session.event?.change {
      let change = change.onTestMerge(in: view.repository)
      // Of a push to another branch than the policy's own, the policy says what must be here.
      let isDefault = try view.defaultBranch()?.name == change.ref.branch
      if change.form != .pushed || isDefault { try change.requireCommits(in: view) }
      self = .change(change)
    } else {
      self = .standing(only: [])
    }
  }

  private static func pullRequest(
    _ base: String, _ head: String, isFork: Bool, in view: RepositoryView
  ) throws -> ProposedChange {
    let (base, old) = try side(base, in: view)
    let (head, new) = try side(head, in: view)
    guard let ref = RefName(branch: base) else { throw Stop.usage("'\(base)' is no branch name") }
    return ProposedChange(
      form: .pullRequest(head: RefUpdate.Head(branch: head, isFork: isFork)), ref: ref, old: old,
      new: new)
  }

  /// `BRANCH`, or `BRANCH:COMMIT` where the branch is not here or stands elsewhere.
  private static func side(
    _ text: String, in view: RepositoryView
  ) throws -> (BranchName, ObjectID) {
    // No ref name holds a colon.
    if let colon = text.firstIndex(of: ":") {
      let short = String(text[..<colon])
      guard let name = BranchName(short) else { throw Stop.usage("'\(short)' is no branch name") }
      return (name, try view.repository.commitID(of: String(text[text.index(after: colon)...])))
    }
    let branch = try branch(text, in: view)
    guard let tip = branch.tip else {
      throw GitError(.corrupt, "read branch", "'\(branch.ref)' does not lead to a commit")
    }
    return (branch.name, tip)
  }

  /// The branch of this name, also written `origin/NAME` or as a full ref name.
  private static func branch(_ text: String, in view: RepositoryView) throws(GitError) -> Branch {
    var spellings = [BranchName(text)]
    if let ref = RefName(text), ref.hasPrefix("refs/") {
      spellings = [ref.branch, view.remote.flatMap { ref.branch(ofRemote: $0) }]
    } else if let remote = view.remote, let ref = RefName("refs/remotes/" + text) {
      spellings.append(ref.branch(ofRemote: remote))
    }
    for name in spellings.compactMap({ $0 }) {
      if let branch = view.branches.branch(name) { return branch }
    }
    try view.requireRemote()
    let near = didYouMean(text, among: view.branches.branches.map(\.name.text))
    throw GitError(.missingRef, "find branch", "branch '\(text)' is not here", help: near)
  }

  /// The tag of this short name, or of this full ref name.
  private static func tag(_ text: String, in view: RepositoryView) throws(GitError) -> RefName {
    let prefix = "refs/tags/"
    if let ref = RefName(text.hasPrefix(prefix) ? text : prefix + text),
      view.refs.contains(where: { $0.name == ref })
    {
      return ref
    }
    let known = view.refs.compactMap(\.name.tag).map { String(decoding: $0, as: UTF8.self) }
    throw GitError(
      .missingRef, "find tag", "tag '\(text)' is not here",
      help: didYouMean(text, among: known) ?? "fetch the tags: git fetch --tags")
  }

  private static func push(
    _ ref: String, _ range: String, actor: String?, in view: RepositoryView
  ) throws -> ProposedChange {
    let ref = try pushed(ref, in: view)
    guard let dots = range.firstRange(of: ".."), !range[dots.upperBound...].hasPrefix(".") else {
      throw Stop.usage("'\(range)' is no range", help: "write --range OLD..NEW")
    }
    let isTag = ref.tag != nil
    let old = try end(String(range[..<dots.lowerBound]), isTag: isTag, in: view)
    let new = try end(String(range[dots.upperBound...]), isTag: isTag, in: view)
    guard old != nil || new != nil else { throw Stop.usage("the range '\(range)' has no end") }
    return ProposedChange(form: .push, ref: ref, old: old, new: new, actor: actor)
  }

  /// The ref of this full name, or of this branch: what has another short name is none that is pushed to.
  private static func pushed(_ text: String, in view: RepositoryView) throws -> RefName {
    guard let ref = RefName(text.hasPrefix("refs/") ? text : "refs/heads/" + text) else {
      throw Stop.usage("'\(text)' is no ref name")
    }
    if text == "HEAD" {
      throw Stop.usage(
        "'HEAD' is no branch", help: "name the one that is checked out: git branch --show-current")
    }
    if let remote = view.remote, let tracking = RefName("refs/remotes/" + text),
      let branch = tracking.branch(ofRemote: remote),
      !view.refs.contains(where: { $0.name == ref })
    {
      throw Stop.usage(
        "'\(text)' is '\(remote)'s '\(branch)', as it was fetched",
        help: "name it: --ref \(Words.shell(branch.bytes))")
    }
    return ref
  }

  /// A range's end: nothing, or only zeros, is Git's way to say that there is no object.
  private static func end(
    _ text: String, isTag: Bool, in view: RepositoryView
  ) throws -> ObjectID? {
    if text.allSatisfy({ $0 == "0" }) { return nil }
    // A tag may be an object of its own.
    if isTag { return try view.repository.objectID(of: text) }
    return try view.repository.commitID(of: text)
  }
}
