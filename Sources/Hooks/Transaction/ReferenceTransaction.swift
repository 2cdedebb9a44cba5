internal import GitModel
internal import GitStore
internal import PolicyCore

/// `reference-transaction`: refs are about to change, whoever changes them. Argument: the state.
///
/// Only branches, tags and the ledger are asked about, and only in the state `prepared`, the last in
/// which Git heeds the answer. The lines are no history of what happens: zeros on the left mean that
/// nobody said where the ref stands, so each is held against the ref itself.
struct ReferenceTransaction {
  private let lines: [UpdateLine]
  /// What the same transaction brings to the refs that are kept of remotes, as `git fetch --atomic`
  /// does; without that option each ref comes by itself, and the branch that is fetched into first.
  private let arriving: [[UInt8]: ObjectID]

  /// What a call brings; `nil` where none of them is concerned. The input is not even read in other
  /// states: a rebase of ten commits runs the hook a hundred times.
  init?(_ call: HookCall) throws(GitError) {
    guard call.arguments.first == "prepared" else { return nil }
    lines = try UpdateLine.all(in: try call.input.read(), .transaction)
    guard lines.contains(where: \.isJudged) else { return nil }
    arriving = lines.reduce(into: [:]) { found, line in
      if line.isAboutARemote { found[line.name] = line.new }
    }
  }

  /// What is to be asked; `nil` where everything is none of our business.
  func question(in place: Workplace) throws(GitError) -> Question? {
    let isServer = place.isServer
    // What belongs to a remote is none of a mirror's business, and nobody works in one.
    if !isServer, try place.repository.isMirror() { return nil }
    let remotes = isServer ? nil : try Remotes(of: place.repository, refs: try place.refs)
    let updates = try updates(in: place, remotes) + tags(in: place)
    guard !updates.isEmpty,
      var question = remotes == nil
        ? try serverQuestion(updates, in: place) : try ClientView(place).question(updates)
    else { return nil }
    question.cure = try InterruptedRename.cure(in: place)
    if question.cure == nil, updates.contains(where: { $0.old == nil }),
      try place.fetchHead.isEmpty()
    {
      question.cure = Self.atomicFetch
    }
    return question
  }

  /// No file tells of what an atomic fetch brings before it is there.
  private static let atomicFetch =
    "where a fetch brings a branch that a remote has: git fetch without --atomic"

  /// What is asked on a server, where `pre-receive` has asked before of what is pushed.
  ///
  /// The first push into an empty repository is judged as one, and then moved ref by ref: until the
  /// default branch comes there is no policy, and behind it each is no longer the first.
  private func serverQuestion(
    _ updates: [RefUpdate], in place: Workplace
  ) throws(GitError) -> Question? {
    var updates = updates
    let tree = try ServerDefault(of: place).standing()
    if tree == nil, try place.repository.config("policy.file") == nil {
      updates.removeAll { $0.old == nil }
    }
    // Refs that pre-receive has let in together are not judged one by one, in another order, or by a
    // policy that has come with them: who else makes such a name now is all that is left to ask.
    let letIn = try OpenPushes.letIn(lines.filter(\.isJudged), in: place)
    // What comes alone may be judged again, beside what others have pushed since: where it is refused,
    // nothing has moved.
    let isLetIn = letIn == .amongOthers
    guard updates.contains(where: { !isLetIn || $0.old == nil }) else { return nil }
    let onlyMakes = updates.allSatisfy { $0.old == nil }
    let locked = lines.compactMap { RefName(bytes: $0.name)?.branch }
    return Question(
      side: .server, policy: .tree(tree), branches: .named(locked: Set(locked)),
      updates: updates,
      rules: isLetIn
        ? [RefCollision.self]
        : RuleCatalog.all.filter { $0 != Creation.self && !(onlyMakes && $0 == Lock.self) },
      wasAsked: letIn == .alone)
  }

  /// The tags that the lines make or move, but for those that a fetch brings: nothing is asked of a
  /// tag that goes away, and what a push may do to one is asked there.
  private func tags(in place: Workplace) throws(GitError) -> [RefUpdate] {
    var updates: [RefUpdate] = []
    for line in lines where line.isAboutATag {
      guard let new = line.new else { continue }
      let ref = try line.ref()
      let old = try place.ref(named: ref)?.object
      guard old != new, try !place.fetchHead.brings(tag: new, into: ref) else { continue }
      updates.append(RefUpdate(.refChange, of: ref, from: old, to: new))
    }
    return updates
  }

  /// What the lines do to branches and to the ledger.
  private func updates(
    in place: Workplace, _ remotes: Remotes?
  ) throws(GitError) -> [RefUpdate] {
    var updates: [RefUpdate] = []
    for line in lines where line.isJudged && !line.isAboutATag {
      let ref = try line.ref()
      let standing = try place.ref(named: ref)
      guard let new = try line.target(in: place) else {
        guard standing != nil, try !isPacking(line, ref, in: place) else { continue }
        updates.append(RefUpdate(.refChange, of: ref, from: standing?.commit, to: nil))
        continue
      }
      if let problem = standing?.problem { throw problem }
      guard standing?.commit != new else { continue }
      for old in try origins(of: ref, standing?.commit, new, in: place, remotes) {
        var update = RefUpdate(.refChange, of: ref, from: old, to: new)
        if old != nil, old != new, !place.isServer {
          update.isCommitting = CommitInTheMaking.isOne(new, in: place.repository)
        }
        updates.append(update)
      }
    }
    return updates
  }

  /// From where a branch's move is judged; nowhere where it follows a remote's branch of its name. In
  /// a clone only what a remote has seen can be dropped: the rest is its owner's to write anew. Where
  /// nobody can tell what a remote has seen (a shallow clone, a damaged ref), all that stands counts
  /// as seen: topic branches may be written anew even so, and of the others the rules have the say.
  private func origins(
    of ref: RefName, _ old: ObjectID?, _ new: ObjectID, in place: Workplace, _ remotes: Remotes?
  ) throws(GitError) -> [ObjectID?] {
    guard let remotes, let branch = ref.branch else { return [old] }
    let arrived = remotes.trackingNames(of: branch).compactMap { arriving[$0.bytes] }
    guard let old else {
      if !arrived.isEmpty || !remotes.trackingRefs(of: branch).isEmpty { return [] }
      // A pull request's ref has no branch's name: who fetches it gives it one.
      let isFetched = try fetched(ref, branch, new, in: place, remotes).contains { line in
        line.name == branch || line.name == nil
      }
      return isFetched ? [] : [nil]
    }
    // The usual commit: only what is asked of every move is left to ask.
    let isNext = try place.repository.commit(new).parents.contains(old)
    do throws(GitError) {
      let tips = try remotes.trackingTips(of: branch) + arrived
      // A reset to what another remote has may drop what this one has seen.
      let isUpstream = try remotes.upstreamRef(of: branch)?.commit == new
      if isUpstream || arrived.contains(new) { return [] }
      if try isFetched(ref, branch, new, in: place, remotes) { return [] }
      if tips.isEmpty || isNext { return [new] }
      return try published(tips, from: old, to: new, in: place)
    } catch {
      return [isNext ? new : old]
    }
  }

  /// Whether the upstream's branch of this name is being fetched into a branch that is not checked out:
  /// into one that is, git does not fetch (git-fetch(1), `--update-head-ok`).
  private func isFetched(
    _ ref: RefName, _ branch: BranchName, _ new: ObjectID, in place: Workplace, _ remotes: Remotes
  ) throws(GitError) -> Bool {
    guard ref != place.head, let address = try remotes.upstreamAddress() else { return false }
    let source = FetchHead.source(address)
    return try fetched(ref, branch, new, in: place, remotes).contains { line in
      line.name == branch && line.source == source
    }
  }

  /// What is being fetched into a branch at this moment, to stand where it will stand.
  private func fetched(
    _ ref: RefName, _ branch: BranchName, _ new: ObjectID, in place: Workplace, _ remotes: Remotes
  ) throws(GitError) -> [FetchHead.Line] {
    try place.fetchHead.lines(into: ref, tracking: remotes.trackingNames(of: branch))
      .filter { $0.commit == new && !$0.isTag }
  }

  /// The newest commits of a branch that a remote has, too; the new one itself where there are none.
  /// Empty where the branch moves forward within what a remote has.
  private func published(
    _ tips: [ObjectID], from old: ObjectID, to new: ObjectID, in place: Workplace
  ) throws(GitError) -> [ObjectID?] {
    try place.repository.near(tips + [old, new]) { graph throws(GitError) in
      let (here, target) = (try graph.require(old), try graph.require(new))
      let isForward = try graph.isAncestor(here, of: target)
      var published: Set<Int> = []
      for tip in tips {
        let tip = try graph.require(tip)
        if isForward, try graph.isAncestor(target, of: tip) { return [] }
        published.formUnion(try graph.mergeBases(here, tip))
      }
      return published.isEmpty ? [new] : published.sorted().map { graph.id(of: $0) }
    }
  }

  /// Whether a loose ref goes away because `packed-refs` has it by now (git-pack-refs(1), `--prune`).
  ///
  /// Then nobody holds the lock of `packed-refs`: who deletes a ref takes it out of there, too, and
  /// holds the lock while hooks run (git, refs/files-backend.c, files_transaction_prepare).
  private func isPacking(
    _ line: UpdateLine, _ ref: RefName, in place: Workplace
  ) throws(GitError) -> Bool {
    guard let old = line.old else { return false }
    let common = place.repository.commonDirectory
    guard try PlainFile.read(common + "packed-refs.lock", limit: 0) == nil else { return false }
    return try place.repository.packedID(of: ref) == old
  }
}
