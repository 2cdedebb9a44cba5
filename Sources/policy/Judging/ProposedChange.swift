internal import GitModel
internal import GitStore
internal import PolicyCore

/// One change of one ref that is to be judged, before the policy says what it means.
struct ProposedChange: Equatable {
  /// How the change comes about.
  enum Form: Equatable {
    /// A pull request asks to land. `testMerge` is the merge that the forge tried, whose first
    /// parent is the base as it stood then.
    case pullRequest(head: RefUpdate.Head, testMerge: ObjectID? = nil)
    /// A forge tells of a push that has happened: by hand or by its own merge button, it cannot be
    /// told which.
    case pushed
    /// A merge queue is about to land it, by the number of the last pull request in it.
    case queued(pullRequest: Int?)
    /// Somebody pushes, or is about to.
    case push
  }

  var form: Form
  /// The ref that moves; of a pull request, the base.
  var ref: RefName
  /// Where the ref stood; `nil` where it is made.
  var old: ObjectID?
  /// Where it will stand; `nil` where it is deleted.
  var new: ObjectID?
  /// Who moves it.
  var actor: String?

  /// Whether it asks to land, rather than moves the ref or has moved it.
  var isProposal: Bool {
    switch form {
    case .pullRequest, .queued: true
    case .pushed, .push: false
    }
  }

  /// The update that a policy judges.
  func update(under policy: Policy) -> RefUpdate {
    switch form {
    case .pullRequest(let head, let testMerge):
      var update = RefUpdate(.pullRequest, of: ref, from: old, to: new, head: head, actor: actor)
      update.testMerge = testMerge
      return update
    case .queued(let number):
      return RefUpdate(
        .landing, of: ref, from: old, to: new,
        head: ref.branch.map { RefUpdate.Head(branch: $0, number: number) }, actor: actor)
    case .push:
      return RefUpdate(.push, of: ref, from: old, to: new, actor: actor)
    case .pushed:
      return RefUpdate(
        isLongLived(under: policy) ? .landing : .push, of: ref, from: old, to: new, actor: actor)
    }
  }

  private func isLongLived(under policy: Policy) -> Bool {
    ref.branch.flatMap { policy.kind(of: $0) }?.isLongLived == true
  }

  /// The same change with the base that the forge's test merge was made on, where that is at hand:
  /// the event keeps the base of the moment in which the head was pushed. A commit that is no merge of
  /// this head is none.
  func onTestMerge(in history: some History) -> ProposedChange {
    guard case .pullRequest(let head, let merge?) = form else { return self }
    var change = self
    change.form = .pullRequest(head: head)
    do throws(GitError) {
      let parents = try history.commit(merge).parents
      guard parents.count == 2, parents[1] == new else { return change }
      (change.old, change.form) = (parents[0], form)
      return change
    } catch {
      // Not fetched: the event's own ids are as good an answer.
      return change
    }
  }

  /// The same change without a commit that a forced push dropped, where the policy allows such pushes:
  /// no fetch brings it any more, and nothing is asked of it.
  func withoutDropped(in view: RepositoryView, under policy: Policy) throws(GitError)
    -> ProposedChange
  {
    guard form == .pushed, let old, let kind = ref.branch.flatMap({ policy.kind(of: $0) }),
      kind.allowsForcePushes
    else {
      try requireCommits(in: view)
      return self
    }
    do throws(GitError) {
      _ = try view.repository.commit(old)
      return self
    } catch {
      guard error.cause == .missingObject else { throw error }
      var change = self
      change.old = nil
      try change.requireCommits(in: view)
      return change
    }
  }

  /// Throws how to get what it is about, where that is not here.
  func requireCommits(in view: RepositoryView) throws(GitError) {
    // A tag may stand for any object, and no rule asks for what is behind it.
    guard ref.tag == nil else { return }
    for id in [old, new].compactMap({ $0 }) {
      do throws(GitError) {
        _ = try view.repository.commit(id)
      } catch {
        guard error.cause == .missingObject else { throw error }
        let role = id == old ? "where '\(ref)' stood" : "which is to be judged"
        throw GitError(
          .missingObject, "read commit", "commit \(id), \(role), is not here",
          help: "fetch it: git fetch \(view.remote ?? "REMOTE") \(id)")
      }
    }
  }

  /// The branches as they stood before the change.
  func before(_ branches: [Branch]) -> [Branch] {
    guard let name = ref.branch else { return branches }
    let others = branches.filter { $0.name != name }
    guard let old else { return others }
    // What mends a finding calls the branch by the name that it has here.
    let known = branches.first { $0.name == name }
    let published = known?.published.flatMap { $0.tip == old ? $0 : nil }
    return others + [Branch(name: name, ref: known?.ref ?? ref, tip: old, published: published)]
  }
}
