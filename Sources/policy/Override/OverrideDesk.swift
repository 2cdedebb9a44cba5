internal import Evidence
internal import GitHub
internal import GitModel
internal import GitStore
internal import PolicyCore
internal import Reports

/// What every command about overrides works with: the repository, its policy, its ledger, GitHub.
struct OverrideDesk {
  let session: Session
  let policy: Policy
  let ledger: Ledger
  let signatures: Signatures
  private let git: GitCommand
  private let remote: String?
  private let start = ContinuousClock.now

  /// The present, which goes on while it is waited.
  var now: Int64 { session.now + (ContinuousClock.now - start).components.seconds }

  /// `asks` says that who works here asks for something: then what is here alone names no approvers.
  init(_ source: SourceOptions, asks: Bool = false) throws {
    session = try Session(source)
    policy = try PolicySearch(session, source, isPublished: asks)
      .policy(for: .standing(only: [])).policy
    git = try GitCommand(environment: session.environment)
    try session.view.requireRemote()
    remote = session.view.remote
    signatures = Signatures(of: policy, environment: session.environment)
    ledger = Ledger(
      session.view.repository, signatures: signatures, known: policy.override?.knownFlaws ?? [],
      now: session.now)
  }

  /// What the policy says of overrides. Throws where it says nothing; a freeze asks nobody.
  func terms(for purpose: Lease.Purpose) throws(Stop) -> OverrideTerms {
    if purpose == .freeze { return policy.override ?? OverrideTerms() }
    guard let terms = policy.override else {
      throw Stop(
        .broken,
        [
          "error: the policy says nothing of overrides: nobody may approve one",
          "help: add to it: override: {approvers: [LOGIN], max_duration: 4h}",
        ])
    }
    return terms
  }

  /// GitHub, as the remote's address names the repository; for who ends something, or begins it.
  func keeper(isEnd: Bool = false) throws -> GitHubKeeper {
    let connection = try self.connection()
    return GitHubKeeper(of: connection.repository, client: connection.client) { branch in
      cure(ofMissing: branch, isEnd: isEnd)
    }
  }

  /// The repository at GitHub, and who asks there.
  func connection() throws -> GitHubConnection {
    try GitHubConnection(session.view, environment: session.environment)
  }

  /// Who works here, where GitHub is not asked: the committer's name.
  func person() throws -> String {
    let line = String(decoding: try git.committer(), as: UTF8.self)
    let name = line.prefix { $0 != "<" }.split(separator: " ").joined(separator: " ")
    return name.isEmpty ? "nobody" : name
  }

  /// The ledger as everybody sees it; `login` is who writes. Where the remote's went another way, it is
  /// refused, or taken in to be joined.
  func journal(
    login: String, needsRemote: Bool, joins: Bool = false
  ) throws -> RepositoryJournal {
    RepositoryJournal(
      ledger, by: try author(login, mustSign: true), sharing: try self.sharing(joins: joins),
      needs: needsRemote ? .everything : .noRewind
    ) { now }
  }

  /// The ledger for who ends what is open: without a signature where there must be none, and from what is
  /// here whatever became of the remote's.
  func closingJournal(login: String) throws -> RepositoryJournal {
    RepositoryJournal(
      ledger, by: try author(login, mustSign: false), sharing: try self.sharing(), needs: .nothing
    ) { now }
  }

  private func author(_ login: String, mustSign: Bool) throws -> LedgerAuthor {
    let identity = try git.committer()
    func author(_ key: SigningKey?) -> LedgerAuthor {
      LedgerAuthor(
        login: login, identity: identity, key: key, environment: session.environment)
    }
    if mustSign { return author(try signingKey()) }
    do {
      let signing = author(try signingKey())
      try signing.checkSigning()
      return signing
    } catch let error as GitError {
      Stream.complain(["note: the entries are not signed: \(error.message)", "help: \(error.help)"])
    } catch let stop as Stop {
      Stream.complain(["note: the entries are not signed"] + stop.lines)
    }
    return author(nil)
  }

  /// The key that git signs commits with; `nil` where it is not set up to sign: git-config(1),
  /// `commit.gpgSign`.
  private func signingKey() throws -> SigningKey? {
    let repository = session.view.repository
    guard try repository.flag("commit.gpgsign") == true else { return nil }
    guard let text = try repository.config("user.signingKey"), !text.isEmpty,
      let key = SigningKey(
        userSigningKey: text, format: try repository.config("gpg.format"),
        top: repository.workTree ?? repository.gitDirectory,
        home: session.environment["HOME"])
    else {
      throw Stop.usage(
        "git is set up to sign commits, and policy cannot tell with which key",
        help: "name it: git config user.signingKey KEY")
    }
    return key
  }

  private func sharing(joins: Bool = false) throws(Stop) -> LedgerSharing? {
    guard let remote else { return nil }
    return try LedgerSharing(
      with: remote, of: session.view.repository, git: git, joins: joins)
  }

  /// Fetches the remote's ledger where there is one; why it could not. One that was rewound is refused,
  /// but where something is only to be ended.
  func fetch(isEnd: Bool = false) throws -> OverrideError? {
    guard let sharing = try self.sharing() else { return nil }
    do throws(OverrideError) {
      try sharing.fetch()
      return nil
    } catch {
      guard isEnd || error.cause != .refused else { throw Stop(error) }
      return error
    }
  }

  /// Why the remote's ledger was not fetched, for people.
  static func words(of missed: OverrideError?) -> [String] {
    guard let missed else { return [] }
    return ["note: the remote's ledger was not read: \(missed.message)", "help: \(missed.help)"]
  }

  /// The ledger that is here. Throws where it was changed, or cannot be read whole.
  func soundContent(_ content: LedgerContent) throws(Stop) -> LedgerContent {
    if let flaw = content.book.flaws.first { throw Stop(flaw) }
    try requireWhole(content)
    return content
  }

  /// What is wrong with the ledger, for people. It keeps nobody from ending what is open: whoever may
  /// push an entry could keep protection lifted.
  func flaws(in content: LedgerContent) -> [String] {
    content.book.flaws.map { "note: the ledger cannot be relied on: \($0.words)" }
      + content.doubts.flatMap {
        ["note: the ledger cannot be read whole: \($0.words)", "help: \($0.help)"]
      }
  }

  /// Throws where what is not known of the ledger may be a lease: an entry that is here, or what of the
  /// remote was `missed`.
  func requireWhole(
    _ content: LedgerContent, _ missed: OverrideError? = nil
  ) throws(Stop) {
    if let doubt = content.doubts.first { throw Stop(doubting: doubt) }
    guard let missed else { return }
    throw Stop(
      .unknown,
      [
        "unknown: what is open cannot be told, as the remote's ledger was not read: "
          + missed.message, "help: \(missed.help)",
      ])
  }

  /// The lease of an id, or of the first digits of one; without, the only open one of a purpose. Throws
  /// where the entry that began it was changed: its end rests on what that says.
  func lease(
    _ id: String?, _ purpose: Lease.Purpose, branch: String?, in content: LedgerContent,
    _ missed: OverrideError? = nil
  ) throws(Stop) -> LeaseRecord {
    let record = try find(id, purpose, branch: branch, in: content, missed)
    if let flaw = content.book.flaws.first(where: { $0.entry == record.entry }) {
      throw Stop(flaw)
    }
    if let doubt = content.doubts.first(where: { $0.entry == record.entry }) {
      throw Stop(doubting: doubt)
    }
    return record
  }

  private func find(
    _ id: String?, _ purpose: Lease.Purpose, branch: String?, in content: LedgerContent,
    _ missed: OverrideError?
  ) throws(Stop) -> LeaseRecord {
    let known = content.records.filter { $0.lease.purpose == purpose }
    if let id {
      let found = known.filter { $0.lease.id.hasPrefix(id) }
      guard found.count == 1, let record = found.first else {
        if found.isEmpty { try requireWhole(content, missed) }
        throw .usage(
          "\(found.isEmpty ? "no" : "more than one") \(purpose.rawValue) has the id '\(id)'",
          help: "see policy override log")
      }
      return record
    }
    let open = known.filter { record in
      record.lease.closed == nil && (branch == nil || record.lease.branch == branch)
    }
    guard open.count == 1, let record = open.first else {
      if open.isEmpty { try requireWhole(content, missed) }
      throw .usage(
        open.isEmpty
          ? "no \(purpose.rawValue) is open"
          : "more than one is open: \(open.map(\.lease.id).joined(separator: ", "))",
        help: open.isEmpty ? "see policy override log" : "name one: --lease ID")
    }
    return record
  }
}

extension Stop {
  /// What is wrong with the ledger.
  fileprivate init(_ flaw: LeaseBook.Flaw) {
    self.init(
      .broken,
      ["error: the ledger cannot be relied on: \(flaw.words)", "help: \(flaw.help)"])
  }

  /// What cannot be told of the ledger.
  fileprivate init(doubting doubt: LeaseBook.Flaw) {
    self.init(
      .unknown,
      ["unknown: the ledger cannot be read whole: \(doubt.words)", "help: \(doubt.help)"])
  }

  /// Why an override does not begin, or does not end.
  init(_ error: OverrideError) {
    let script = error.script.split(separator: "\n").map(String.init)
    let help = ["help: \(error.help)"] + script
    switch error.cause {
    case .unknown: self.init(.unknown, ["unknown: \(error.message)"] + help)
    case .refused, .failed: self.init(.broken, ["error: \(error.message)"] + help)
    }
  }
}
