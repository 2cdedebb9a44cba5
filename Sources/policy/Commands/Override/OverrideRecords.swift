internal import ArgumentParser
internal import Evidence
internal import GitHub
internal import GitModel
internal import PolicyCore
internal import Reports

/// `policy override status`: what is open, and what is overdue.
struct OverrideStatus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show the leases that are open, or owe repairs.",
    discussion: "Exit status: 0 nothing is overdue, 1 something is, 2 unknown.")

  @OptionGroup(title: "Source") var source: SourceOptions

  @Option(help: "The form.")
  var format = AnswerFormat.text

  func run() throws {
    let review = try LedgerReview(source)
    let now = review.now
    let standing = review.content.records.filter {
      $0.lease.closed == nil || $0.lease.owesRemediation(at: now)
        || ($0.lease.remediateBy != nil && $0.lease.remediated == nil)
    }
    try review.show(standing, as: format, otherwise: "no lease is open")
    throw ExitCode(
      (review.isOverdue ? ExitStatus.broken : review.status).rawValue)
  }
}

/// `policy override log`: everything that was ever lifted.
struct OverrideLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Show every lease of the ledger, with its calls.",
    discussion: """
      --github adds what GitHub has kept of the last month and what no lease covers: pushes that rules \
      let through for who pushed, direct pushes to branches that only pull requests may change, changed \
      rulesets, and what is lifted though its override is closed.
      Exit status: 0 shown, 1 the ledger was changed, or rules were passed by without a lease or are \
      lifted after one, 2 unknown.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions

  @Option(help: "The form.")
  var format = AnswerFormat.text

  @Flag(help: "Add what GitHub tells of rules that were passed by without a lease.")
  var github = false

  func run() throws {
    let review = try LedgerReview(source)
    let trail = try github ? review.trail() : nil
    try review.show(
      review.content.records, as: format, otherwise: "the ledger has no leases",
      with: trail)
    if trail?.isBroken == true { throw ExitCode(ExitStatus.broken.rawValue) }
    if trail?.isWhole == false, review.status == .kept {
      throw ExitCode(ExitStatus.unknown.rawValue)
    }
    throw ExitCode(review.status.rawValue)
  }
}

/// `policy override verify`: whether the ledger is whole.
struct OverrideVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verify every entry of the ledger: order, chain, clock, signature.",
    discussion: "Exit status: 0 it is whole, 1 it is not, 2 unknown.")

  @OptionGroup(title: "Source") var source: SourceOptions

  func run() throws {
    let review = try LedgerReview(source)
    try Stream.output.write(review.verification.shown)
    throw ExitCode(review.status.rawValue)
  }
}

/// `policy override sync`: brings the ledger to the remote and from it.
struct OverrideSync: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Fetch the remote's ledger, join it with the own one, and push it.",
    discussion: """
      Nothing is forced: a remote whose ledger was rewound is refused; one that went another way is \
      joined with what was seen of it.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions

  func run() throws {
    let desk = try OverrideDesk(source)
    try LeaseOffice.translated {
      let journal = try desk.journal(login: try desk.person(), needsRemote: true, joins: true)
      _ = try journal.read()
      try journal.join()
      try journal.publish()
      let count = try journal.read().entries.count
      try Stream.output.write("both have \(count) \(count == 1 ? "entry" : "entries")\n")
    }
  }
}

/// `policy override approve`: an approver's signed word.
struct OverrideApprove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Approve an override, by a signed entry of the ledger.",
    discussion: """
      It is signed with --sign, else policy.signingKey, else git's user.signingKey, and counts where \
      the policy lists the key: override: {approvers: [{login: LOGIN, key: …}]}.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions

  @Argument(help: "The digest of what is approved, as override begin shows it.")
  var digest: String

  @Option(name: .customLong("as"), help: ArgumentHelp("The approver.", valueName: "login"))
  var login: String

  @Option(help: ArgumentHelp("The key that signs.", valueName: "key"))
  var sign: String?

  func run() throws {
    guard digest.utf8.count == 64, digest.allSatisfy({ "0123456789abcdef".contains($0) }) else {
      throw Stop.usage("'\(digest)' is no digest", help: "copy the 64 digits of override begin")
    }
    let desk = try OverrideDesk(source)
    let usual = try SigningKey.usual(
      in: desk.session.view.repository, home: desk.session.environment["HOME"])
    guard let key = sign.map({ SigningKey($0) }) ?? usual else {
      throw Stop.usage("no key is named that signs it", help: "name one: --sign KEY")
    }
    let text = LeaseApproval.text(approving: digest, by: login)
    try LeaseOffice.translated {
      let signature = try desk.signatures.sign(text, with: key, for: LeaseApproval.namespace)
      guard
        case .by(let found) = try desk.signatures.signer(
          of: text, signature, for: LeaseApproval.namespace),
        found.contains(where: { $0.name.lowercased() == login.lowercased() })
      else {
        throw Stop.usage(
          "the policy does not list this key for approver '\(login)'",
          help: "list it: override: {approvers: [{login: \(login), key: …}]}")
      }
      let journal = try desk.journal(login: login, needsRemote: true)
      _ = try journal.read()
      try journal.write(
        .approve(LeaseApproval(digest: digest, approver: login, signature: signature))
      ) { _ in nil }
      try journal.publish()
      try Stream.output.write("'\(login)' approves \(digest)\n")
    }
  }
}

/// `policy override remediated`: says that what an override left behind is repaired.
struct OverrideRemediated: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remediated", abstract: "Write down that what an override left behind is repaired."
  )

  @OptionGroup(title: "Source") var source: SourceOptions

  @Option(help: ArgumentHelp("The override.", valueName: "id"))
  var lease: String

  @Option(help: ArgumentHelp("What was repaired, and where.", valueName: "text"))
  var note: String

  func run() throws {
    let desk = try OverrideDesk(source)
    guard !Secrets.isIn(note, environment: desk.session.environment) else {
      throw Stop.usage(
        "the note holds what looks like a token, and the ledger is kept for ever",
        help: "say it without: --note TEXT")
    }
    try LeaseOffice.translated {
      let journal = try desk.journal(login: try desk.person(), needsRemote: true)
      let content = try journal.read()
      Stream.complain(desk.flaws(in: content))
      let record = try desk.lease(lease, .override, branch: nil, in: content)
      guard record.lease.closed != nil else {
        throw Stop.usage(
          "override \(record.lease.id) is still open",
          help: "end it first: \(record.lease.endCommand)")
      }
      try journal.write(.remediated(lease: record.lease.id, note: note)) { _ in nil }
      try journal.publish()
      try Stream.output.write("override \(record.lease.id) is repaired\n")
    }
  }
}
