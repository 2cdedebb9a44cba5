internal import Evidence
internal import GitHub
internal import GitModel
internal import GitStore

/// Brings the ledger to a remote and from it, with the real git. Nothing is ever forced.
struct LedgerSharing {
  let remote: String
  private let git: GitCommand
  private let repository: Repository
  private let tracking: RefName
  private let seen: RefName

  /// Sharing with a remote.
  init(with remote: String, of repository: Repository, git: GitCommand) throws(Stop) {
    guard let tracking = RefName(Ledger.ref(ofRemote: remote)),
      let seen = RefName(Ledger.ref(seenOf: remote))
    else {
      throw Stop.usage("there is no remote '\(remote)'", help: "see git remote")
    }
    (self.remote, self.tracking, self.seen) = (remote, tracking, seen)
    (self.git, self.repository) = (git, repository)
  }

  /// Fetches to where the remote's ledger is remembered. Throws where the remote has lost it, or has
  /// another than it had.
  func fetch() throws(OverrideError) {
    let there = try self.tip()
    let known = try tip(of: tracking)
    let remembered = try tip(of: seen) ?? known
    guard there != nil else {
      if remembered == nil { return }
      throw rewound("has no ledger any more")
    }
    guard there != known || there != remembered else { return }
    let answer = try run([
      "fetch", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", remote,
      Ledger.fetchRefspec(ofRemote: remote),
    ])
    guard answer.status == 0 else {
      // git says what it did with each ref in its own words, and ends with 1 where it refused one.
      if answer.errors.contains("non-fast-forward") || answer.errors.contains("rejected") {
        throw rewound("has another ledger than it had")
      }
      throw failure("fetch", answer)
    }
    guard let now = try tip(of: tracking) else { throw failure("fetch", answer) }
    try remember(now)
  }

  /// Remembers what was seen of the remote. Throws where it has less than it had.
  private func remember(_ now: ObjectID) throws(OverrideError) {
    let before = try tip(of: seen)
    let isWhole = try OverrideError.asking { () throws(GitError) in
      guard let before else { return true }
      return try repository.isAncestor(before, of: now)
    }
    guard isWhole else { throw rewound("has another ledger than it had") }
    guard before != now else { return }
    _ = try OverrideError.asking { () throws(GitError) in
      try repository.move(seen, from: before, to: now, because: "policy: see ledger")
    }
  }

  private func tip(of ref: RefName) throws(OverrideError) -> ObjectID? {
    try OverrideError.asking { () throws(GitError) in try repository.tip(of: ref) }
  }

  /// Pushes the own ledger, and sees that the remote has it. `merge` joins what others pushed meanwhile,
  /// and says whether something was missing here.
  func publish(_ merge: () throws(OverrideError) -> Bool) throws(OverrideError) {
    let push = RefPush(ref: Ledger.ref, remote: remote, tracking: tracking)
    let outcome = try push.run(
      git: { words throws(OverrideError) in try run(words) },
      tip: { ref throws(OverrideError) in try tip(of: ref) },
      bring: { () throws(OverrideError) in
        try fetch()
        return try merge()
      })
    switch outcome {
    case .nothing: break
    case .done(let tip, _):
      guard try self.tip() == tip else {
        throw OverrideError(
          .failed, "'\(remote)' took the ledger and does not have it",
          help: "look: git ls-remote \(remote) \(Ledger.ref)")
      }
      try remember(tip)
    case .failed(let verb, let answer): throw failure(verb, answer)
    case .overtaken:
      throw OverrideError(
        .unknown, "others push to \(remote) all the time", help: "run it again")
    }
  }

  /// Where the remote's ledger stands; `nil` where it has none.
  private func tip() throws(OverrideError) -> ObjectID? {
    let answer = try run(["ls-remote", "--refs", "--quiet", remote, Ledger.ref])
    guard answer.status == 0 else { throw failure("ls-remote", answer) }
    for line in String(decoding: answer.output, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: "\t")
      if words.count == 2, words[1] == Ledger.ref { return ObjectID(hex: String(words[0])) }
    }
    return nil
  }

  private func rewound(_ message: String) -> OverrideError {
    OverrideError(
      .refused, "'\(remote)' \(message): entries were taken back",
      help: Ledger.cure(ofRemote: remote))
  }

  private func failure(_ verb: String, _ answer: GitCommand.Answer) -> OverrideError {
    let said = answer.errors.split(separator: "\n").first.map(String.init)
    return OverrideError(
      .unknown, "git \(verb): \(Secrets.hidden(in: said ?? "no answer"))",
      help: "see that the remote can be reached: git ls-remote \(remote)")
  }

  private func run(_ arguments: [String]) throws(OverrideError) -> GitCommand.Answer {
    do throws(Stop) {
      return try git.run(arguments)
    } catch {
      throw OverrideError(.unknown, error.lines.first ?? "", help: error.lines.last ?? "")
    }
  }
}
