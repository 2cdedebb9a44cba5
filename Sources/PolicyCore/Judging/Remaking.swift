internal import GitModel

/// How the commits that an update brings are made anew, whatever is checked out where that is typed.
struct Remaking {
  /// The update that brings them.
  let update: RefUpdate
  /// Begins a cure that cannot be typed where it is read.
  let place: String
  /// Checks the branch out.
  let checkout: String
  /// Publishes it anew, where that is to follow.
  let publishing: String
  /// What `git rebase` needs to be told, or nothing where the branch is checked out before it.
  private let operand: String?
  private let hasMerges: Bool
  private let rewritable: Set<ObjectID>?
  /// What a rebase of all that the update brings begins behind, and what fetches that first; `nil` where
  /// nobody knows.
  let beginning: (fetch: String, base: String)?
  /// What the update brings, newest first; `nil` where it is yet to be made.
  private let brought: (commits: [Int], graph: CommitGraph)?
  private let subjects = Subjects()
  private let changes = ChangedPaths()

  fileprivate init(_ update: RefUpdate, in scene: Scene) throws(GitError) {
    (self.update, place) = (update, scene.placeOfCure)
    let pushed = scene.source(of: update)
    guard update.moment != .commit, let name = update.head?.branch ?? pushed ?? update.branch else {
      (checkout, publishing, operand, hasMerges, rewritable) = ("", "", nil, false, nil)
      (beginning, brought) = (nil, nil)
      return
    }
    if update.moment == .push, pushed == nil, let new = update.new {
      // What is pushed is no branch here.
      let commit = String(new.hex.prefix(12))
      checkout = "git switch --detach \(commit)"
      (publishing, operand) = ("; then push HEAD", commit)
    } else {
      let around = try scene.rewriting(name, in: update)
      checkout = around.checkout ?? "git switch \(Words.shell(name))"
      publishing = around.publishing
      operand = around.checkout == nil ? Words.shell(name) : nil
    }
    let graph = try scene.graph()
    let commits = try scene.newCommitsOnce(in: update)
    brought = (commits, graph)
    beginning = try scene.beginning(of: update, bringing: commits, in: graph)
    hasMerges = commits.contains { graph.parentCount(of: $0) > 1 }
    rewritable = try scene.rewritable(in: update).map { Set($0.map { graph.id(of: $0) }) }
  }

  /// A rebase of the branch, from `base` on. What is to be published after it is not.
  func rebase(_ options: String, from base: String) -> String {
    let command = "git rebase \(options)\(hasMerges ? " --rebase-merges" : "") \(base)"
    return operand.map { "\(command) \($0)" } ?? "\(checkout) && \(command)"
  }

  /// A rebase of the branch that stops at a commit, and what is done there.
  func stop(
    at parents: [ObjectID], _ verb: String, _ options: String, _ command: String
  ) -> String {
    // A merge is no line that could be edited: git-rebase(1), "Rebasing merges".
    let word = parents.count > 1 ? "break behind it" : "edit"
    let base = parents.first?.hex ?? "--root"
    return "\(place)\(verb) (say \(word)): \(rebase(options, from: base)); then: "
      + "\(command) && git rebase --continue\(publishing)"
  }

  /// A rewriting of the branch that mends the index of each commit behind another one, without a stop.
  func filter(from base: ObjectID?, _ command: String) -> String {
    let filter = Words.shell("git --literal-pathspecs \(command)")
    // It ends with a checkout of what it has made, which has the file no more.
    return "\(place)in each commit, and in the work tree (copy the file first): \(checkout) "
      + "&& FILTER_BRANCH_SQUELCH_WARNING=1 "
      + Brought.Commit.fromTop("filter-branch --force --index-filter \(filter) ")
      + (base.map { "\($0)..HEAD" } ?? "HEAD") + publishing
  }

  /// What becomes of a path behind a commit that the update brings.
  enum Fate { case kept, changedInLine, changedAmongMerges }

  /// What the commits behind one of those that the update brings make of a path, as far as they are to be
  /// made anew with it.
  func fate(
    of path: [UInt8], behind commit: ObjectID, in history: any History
  ) throws(GitError) -> Fate {
    guard update.moment != .standing, let (commits, graph) = brought,
      let start = graph.index(of: commit)
    else { return .kept }
    var (behind, isLine): (Set<Int>, Bool) = ([start], graph.parentCount(of: start) < 2)
    var isChanged = false
    for next in commits.reversed() {
      let parents = graph.parents(of: next)
      guard parents.contains(where: behind.contains) else { continue }
      behind.insert(next)
      isLine = isLine && parents.count < 2
      let paths = try changes.paths(of: graph.id(of: next), in: history)
      isChanged = isChanged || paths.contains(path)
    }
    guard isChanged else { return .kept }
    return isLine ? .changedInLine : .changedAmongMerges
  }

  /// Whether `git rebase --autosquash` finds the commit that another one's subject names behind a mark
  /// among those that the update brings: one before it whose subject is that or begins so, or whose id does.
  ///
  /// Source: git's sequencer.c, `todo_list_rearrange_squash`.
  func bringsTarget(of commit: ObjectID, in history: any History) throws(GitError) -> Bool {
    guard let (commits, graph) = brought, let own = graph.index(of: commit) else { return false }
    let known = try subjects.all(of: commits, graph, in: history)
    guard let place = known.firstIndex(where: { $0.commit == own }) else { return false }
    let name = CommitText.withoutMarks(known[place].subject)
    return known[(place + 1)...].contains { other in
      other.subject.starts(with: name)
        || name.count >= 4 && graph.id(of: other.commit).hex.utf8.starts(with: name)
    }
  }

  /// What is another where a commit is made anew.
  enum Part { case author, date, other }

  /// How a commit is made anew, with another message or other people.
  func amending(
    _ commit: Commit, _ verb: String, mending mended: Part, first: String, amending: String,
    option: String
  ) -> String {
    guard update.moment != .commit else {
      guard commit.id == update.new else {
        return "give the merge up: git merge --abort; then, on the branch that was to come in, "
          + verb
      }
      var option = option
      // Git would take the committer: git-commit(1), `--author`.
      if mended != .author, commit.hasOtherAuthor {
        let author = Signature.person(commit.author.name, commit.author.email)
        option = " --author=\(Words.shell(author))" + option
      }
      return "\(verb): \(first)git commit --edit --file "
        + "\"$(git rev-parse --git-path COMMIT_EDITMSG)\"\(option); where you gave --all, --allow-empty"
        + (mended == .date ? "" : ", --date") + " or --amend, with that"
    }
    // A commit that changes nothing is not made anew without it; any other is as before.
    let command = "\(first)git commit --amend --allow-empty\(amending)\(option)"
    // What a remote has may have moved on since.
    guard commit.id == update.new, operand != nil else {
      return stop(at: commit.parents, verb, "--interactive", command)
    }
    return "\(place)\(verb): \(checkout) && \(command)\(publishing)"
  }

  /// What is said of a commit that may not be made anew; `nil` where it may.
  func waiver(of rule: String, for commit: ObjectID) -> String? {
    guard let rewritable, !rewritable.contains(commit), let branch = update.branch else {
      return nil
    }
    return "it is published, and may not be rewritten; where that is accepted, the policy says so: "
      + "waivers: [{rule: \(rule), ref: \(Words.shell(branch)), commits: [\(commit)], reason: WHY}]"
  }
}

/// The paths that commits change, each read once for all findings.
private final class ChangedPaths {
  private var known: [ObjectID: Set<[UInt8]>] = [:]

  func paths(of commit: ObjectID, in history: any History) throws(GitError) -> Set<[UInt8]> {
    if let paths = known[commit] { return paths }
    let paths = Set(try history.paths(changedBy: commit))
    known[commit] = paths
    return paths
  }
}

/// The subjects of what an update brings, newest first without merges, read once for all findings.
private final class Subjects {
  private var known: [(commit: Int, subject: [UInt8])]?

  func all(
    of commits: [Int], _ graph: CommitGraph, in history: any History
  ) throws(GitError) -> [(commit: Int, subject: [UInt8])] {
    if let known { return known }
    let read = try commits.filter { graph.parentCount(of: $0) < 2 }.map {
      commit throws(GitError) in
      (commit, Array(CommitText(try history.commit(graph.id(of: commit))).subject))
    }
    known = read
    return read
  }
}

extension Scene {
  /// What a rebase of the commits that an update brings begins behind, and what fetches that first: where
  /// the branch stood, unless it left that or brings besides what has landed; then, and where it did not
  /// stand, the branch that it is cut from.
  fileprivate func beginning(
    of update: RefUpdate, bringing commits: [Int], in graph: CommitGraph
  ) throws(GitError) -> (fetch: String, base: String)? {
    guard update.moment != .standing, let name = kind(in: update)?.from else {
      return update.old.map { ("", $0.hex) }
    }
    if let old = update.old, let start = graph.index(of: old),
      let tip = update.new.flatMap(graph.index)
    {
      let line = graph.reachable(from: [tip])
      let ahead = line.subtracting(graph.reachable(from: [start]))
      if line.contains(start), ahead.count == commits.count { return ("", old.hex) }
    }
    let from = branch(named: name)
    return (
      Words.fetch([from].compactMap(\.self), in: self),
      try from.map(place(of:)) ?? Words.shell(name)
    )
  }

  /// How what an update brings is made anew, which several rules ask one after the other.
  func remaking(of update: RefUpdate) throws(GitError) -> Remaking {
    if let known = remakingAnswer, known.update == update { return known }
    let remaking = try Remaking(update, in: self)
    remakingAnswer = remaking
    return remaking
  }

  /// The commits of a branch that stays as it is which no remote has yet, and of a push to one those that
  /// no other such branch has; `nil` where all may be rewritten.
  func rewritable(in update: RefUpdate) throws(GitError) -> Set<Int>? {
    guard kind(in: update)?.allowsForcePushes == false else { return nil }
    // What a merge queue lands, nobody has yet.
    if update.moment == .landing { return update.head == nil ? [] : nil }
    if update.moment == .push { return try unshared(in: update) }
    guard update.moment == .standing, let name = update.branch,
      let known = branch(name).map(asWhereCured), known.remote != nil
    else { return nil }
    guard known.ref.branch != nil, let there = known.published?.tip, let tip = update.new else {
      return []
    }
    let graph = try graph()
    return Set(
      try graph.commits(
        reachableFrom: [try graph.require(tip)], notFrom: [try graph.require(there)]))
  }

  private func unshared(in update: RefUpdate) throws(GitError) -> Set<Int>? {
    let others: [LongLivedBranch]
    // A branch that cannot be read takes no cure away.
    do throws(GitError) { others = try longLived() } catch { return nil }
    let shared = others.filter { $0.branch.name != update.branch && !$0.kind.allowsForcePushes }
    return Set(
      try newCommitsOnce(in: update).filter { commit in
        !shared.contains { $0.published.contains(commit) }
      })
  }
}
