internal import GitModel
internal import GitStore
internal import PolicyCore
internal import PolicyFile
internal import Reports

/// A policy, and where it was found.
struct FoundPolicy {
  var policy: Policy
  let source: Report.PolicySource
  var notes: [String] = []
}

/// Finds the policy in a place that the judged change cannot write.
struct PolicySearch {
  /// Where a policy may lie in a tree, first come first served.
  static let places = [".policy.yml", ".github/policy.yml", "policies/policy.yml"]

  let view: RepositoryView
  let options: SourceOptions
  let now: Int64
  /// Whether only what the remote's default branch has counts, and nothing that is here alone.
  private let isPublished: Bool

  init(_ session: Session, _ options: SourceOptions, isPublished: Bool = false) {
    (view, now, self.options) = (session.view, session.now, options)
    self.isPublished = isPublished && session.view.remote != nil
  }

  /// The policy that a subject is judged by.
  func policy(for subject: Subject) throws -> FoundPolicy {
    if let path = options.policyFile {
      return try PolicyText(onDisk: path, top: view.repository.workTree).policy(now: now)
    }
    if options.policyRef == nil, let path = try view.repository.configPath("policy.file") {
      return try PolicyText(
        onDisk: inRepository(path), top: view.repository.workTree,
        orElse: "name one that is there: git config policy.file FILE; "
          + "or go by the tree: git config --unset policy.file"
      ).policy(now: now)
    }
    for tree in try trustedTrees(for: subject) {
      for place in Self.places {
        guard try view.repository.entry(at: Array(place.utf8), in: tree.commit) != nil else {
          continue
        }
        guard
          let text = try view.repository.plainFile(
            Array(place.utf8), in: tree.commit, limit: PolicyText.sizeLimit)
        else {
          throw Stop(
            .malformed,
            [
              "error: '\(place)' at \(tree.name) is no file of its own",
              "help: put a policy file in its place",
            ])
        }
        return try PolicyText(text, name: place, source: "\(place) at \(tree.name)") {
          path throws(GitError) in try view.repository.plainFile(Array(path.utf8), in: tree.commit)
        }.policy(now: now)
      }
    }
    var found = try PolicyText(preset: PolicyFile.defaultPreset).policy(now: now)
    found.notes += try newcomers(in: subject)
    return found
  }

  /// Whether the policy will be read from what a subject leaves behind, as on a server from what is pushed
  /// to its default branch.
  func arrives(_ subject: Subject) throws(GitError) -> Bool {
    guard let change = subject.change, change.new != nil, let branch = change.ref.branch else {
      return false
    }
    if let named = options.policyRef.flatMap(self.branch)?.name {
      return named.branch == branch || view.remote.flatMap(named.branch) == branch
    }
    let usual = BranchName.usualDefaults
    do throws(GitError) {
      return try view.defaultBranch().map { $0.name == branch } ?? usual.contains(branch)
    } catch {
      // Where the policy is named, nobody need say which branch is the default one.
      guard error.cause == .missingRef else { throw error }
      return usual.contains(branch)
    }
  }

  /// The branch that a name means; `nil` where none has it.
  private func branch(_ name: String) -> Ref? {
    view.refs.first {
      $0.name.text == "refs/heads/\(name)" || $0.name.text == "refs/remotes/\(name)"
    }
  }

  /// A commit whose tree is trusted, with its name for people.
  private struct Tree {
    let name: String
    let commit: ObjectID
  }

  /// The trees that are trusted, the nearest first: the base as it stood, then the default branch;
  /// that one as it stood, too, where it is what moves.
  private func trustedTrees(for subject: Subject) throws -> [Tree] {
    if let ref = options.policyRef {
      // A branch outranks a tag of the same name: whoever may push tags must not choose the policy.
      return [
        Tree(name: ref, commit: try branch(ref)?.commit ?? view.repository.commitID(of: ref))
      ]
    }
    var trees: [Tree] = []
    if let change = subject.change, let old = change.old, let base = change.ref.branch,
      try change.isProposal || movesDefault(subject)
    {
      trees.append(Tree(name: "\(base) before the change", commit: old))
    }
    if try movesDefault(subject), !trees.isEmpty { return trees }
    if let branch = try view.defaultBranch(), let tip = branch.tip {
      if isPublished, branch.ref.hasPrefix("refs/heads/") {
        trees.append(try published(branch))
      } else {
        trees.append(Tree(name: Self.short(branch.ref), commit: tip))
      }
    }
    return trees
  }

  /// The branch as the remote has it.
  private func published(_ branch: Branch) throws(GitError) -> Tree {
    let remote = view.remote ?? "the remote"
    guard let published = branch.published else {
      throw GitError(
        .missingRef, "find the policy", "'\(remote)' was not seen to have '\(branch.name)'",
        help: "fetch it: git fetch \(remote)")
    }
    return Tree(name: Self.short(published.ref), commit: published.tip)
  }

  /// Whether a push moves the default branch: its tip may be what was pushed.
  private func movesDefault(_ subject: Subject) throws(GitError) -> Bool {
    guard let change = subject.change, let branch = try view.defaultBranch() else { return false }
    return !change.isProposal && change.ref.branch == branch.name
  }

  /// `origin/main` for `refs/remotes/origin/main`.
  private static func short(_ ref: RefName) -> String {
    ["refs/heads/", "refs/remotes/"].first { ref.hasPrefix($0) }
      .map { String(ref.text.dropFirst($0.count)) } ?? ref.text
  }

  /// A configured path is meant from the work tree, or from the bare repository.
  private func inRepository(_ path: String) -> String {
    path.hasPrefix("/") ? path : view.path + path
  }

  /// What to say of a policy file that is there and not trusted yet.
  private func newcomers(in subject: Subject) throws(GitError) -> [String] {
    if let ref = options.policyRef { return ["there is no policy file at '\(ref)'"] }
    if try movesDefault(subject), let tip = try view.defaultBranch()?.tip {
      for place in Self.places
      where try view.repository.blob(at: Array(place.utf8), in: tip) != nil {
        return ["\(place) comes with this change, and counts from the next one on"]
      }
    }
    guard let top = view.repository.workTree,
      let place = Self.places.first(where: { File.exists(top + $0) })
    else { return [] }
    let landed = try view.defaultBranch().map { "on \($0.name)" } ?? "on a branch"
    let shown = view.pathFromHere(to: place)
    return ["\(shown) does not count before it is \(landed); try it with --policy \(shown)"]
  }
}
