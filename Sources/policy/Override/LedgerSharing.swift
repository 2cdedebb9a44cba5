internal import Evidence
internal import GitHub
internal import GitModel
internal import GitStore
internal import PolicyCore

/// Brings the ledger to a remote and from it, with the real git. Nothing is ever forced.
struct LedgerSharing {
  let remote: String
  /// Whether a remote's ledger that went another way than what was seen of it is taken in: it is to be
  /// joined with that.
  private let joins: Bool
  private let git: GitCommand
  private let repository: Repository
  private let tracking: RefName
  private let seen: RefName

  /// Sharing with a remote.
  init(
    with remote: String, of repository: Repository, git: GitCommand, joins: Bool = false
  ) throws(Stop) {
    guard let tracking = RefName(Ledger.ref(ofRemote: remote)),
      let seen = RefName(Ledger.ref(seenOf: remote))
    else {
      throw Stop.usage("there is no remote '\(remote)'", help: "see git remote")
    }
    (self.remote, self.tracking, self.seen) = (remote, tracking, seen)
    (self.git, self.repository, self.joins) = (git, repository, joins)
  }

  /// Fetches to where the remote's ledger is remembered. Throws where the remote has lost it, or has
  /// another than it had.
  func fetch() throws(OverrideError) {
    let there = try self.tip()
    let known = try tip(of: tracking)
    let remembered = try tip(of: seen) ?? known
    guard let there else {
      if remembered == nil { return }
      throw try rewound("has no ledger any more", at: nil)
    }
    try bringAlways()
    guard there != known || there != remembered else { return }
    let answer = try run([
      "fetch", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", remote,
      Ledger.fetchRefspec(ofRemote: remote),
    ])
    guard answer.status == 0 else {
      // git says what it did with each ref in its own words, and ends with 1 where it refused one.
      if answer.errors.contains("non-fast-forward") || answer.errors.contains("rejected") {
        return try takeIn(there, from: known)
      }
      throw failure("fetch", answer)
    }
    guard let now = try tip(of: tracking) else { throw failure("fetch", answer) }
    try remember(now)
  }

  /// Takes a ledger for the remote's that does not follow what was known of it, where that is wanted and
  /// something in it is new: what git refused to fetch is here all the same. What was known stays
  /// remembered.
  private func takeIn(_ there: ObjectID, from known: ObjectID?) throws(OverrideError) {
    let other = try rewound("has another ledger than it had", at: there)
    guard joins, try !isBehind(there) else { throw other }
    if let known { try remember(known) }
    _ = try OverrideError.asking { () throws(GitError) in
      try repository.move(tracking, from: known, to: there, because: "policy: join ledgers")
    }
  }

  /// Remembers what was seen of the remote. Throws where it has less than it had.
  private func remember(_ now: ObjectID) throws(OverrideError) {
    let before = try tip(of: seen)
    let isWhole = try OverrideError.asking { () throws(GitError) in
      guard let before else { return true }
      return try repository.isAncestor(before, of: now)
    }
    guard isWhole else {
      if joins, try !isBehind(now) { return }
      throw try rewound("has another ledger than it had", at: now)
    }
    guard before != now else { return }
    _ = try OverrideError.asking { () throws(GitError) in
      try repository.move(seen, from: before, to: now, because: "policy: see ledger")
    }
  }

  /// Lets every fetch bring the ledger from now on, and says so: what is here would be taken for all
  /// there is, however old.
  private func bringAlways() throws(OverrideError) {
    let (key, refspec) = ("remote.\(remote).fetch", Ledger.fetchRefspec(ofRemote: remote))
    let isDone = try OverrideError.asking { () throws(GitError) in
      if try repository.fetchesAll(of: Ledger.ref, from: remote) { return true }
      return try repository.ownConfig(key) == refspec
    }
    guard !isDone else { return }
    let words = ["config", "--add", key, refspec]
    let answer = try run(words)
    Stream.complain([
      answer.status == 0
        ? "note: every fetch from '\(remote)' brings the ledger of overrides from now on: \(key)"
        : "note: no fetch from '\(remote)' brings the ledger of overrides: "
          + "\(failure("config", answer).message)"
    ])
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
      try bringAlways()
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

  /// Whether a remote that stands there has nothing that was not seen of it.
  private func isBehind(_ there: ObjectID) throws(OverrideError) -> Bool {
    var known = try tip(of: seen)
    if known == nil { known = try tip(of: tracking) }
    guard let known else { return false }
    return try OverrideError.asking { () throws(GitError) in
      try repository.isAncestor(there, of: known)
    }
  }

  private func rewound(
    _ message: String, at there: ObjectID?
  ) throws(OverrideError) -> OverrideError {
    var isOld = true
    if let there { isOld = try isBehind(there) }
    return OverrideError(
      .refused, "'\(remote)' \(message): entries were taken back",
      help: Ledger.cure(ofRemote: remote, isBehind: isOld))
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

extension LedgerSharing {
  /// Fetches the ledger of a session's remote, where the policy speaks of overrides or one is here.
  static func fetch(for session: Session, under policy: Policy) throws {
    let repository = session.view.repository
    let signatures = Signatures(of: policy, environment: session.environment)
    let ledger = Ledger(repository, signatures: signatures, now: session.now)
    guard try policy.override != nil || ledger.isHere() else { return }
    try session.view.requireRemote()
    guard let remote = session.view.remote else { return }
    let git = try GitCommand(environment: session.environment)
    try LedgerSharing(with: remote, of: repository, git: git).fetch()
  }
}
