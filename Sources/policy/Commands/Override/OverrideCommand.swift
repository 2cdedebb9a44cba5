internal import ArgumentParser
internal import GitHub
internal import GitModel
internal import PolicyCore
internal import PolicyFile

/// `policy override`: protection that is lifted in an emergency, and put back.
struct OverrideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "override",
    abstract: "Lift protection in an emergency, and put it back exactly as it was.",
    discussion: """
      Without --apply nothing is done: the calls are shown. Every override is written down in the \
      ledger, refs/policy/ledger, before the first call, and the ledger alone is enough to end it.
      """,
    subcommands: [
      OverrideBegin.self, OverrideRestore.self, OverrideApprove.self, OverrideRemediated.self,
      OverrideStatus.self, OverrideLog.self, OverrideVerify.self, OverrideSync.self,
    ])
}

/// How calls are made and shown.
struct LeaseOptions: ParsableArguments {
  @Flag(help: "Do it: write it down, make the calls, and read back what they did.")
  var apply = false

  @Option(help: "The form.")
  var format = AnswerFormat.text
}

/// Which branch is about to have another protection, and why.
struct LeaseCause: ParsableArguments {
  @Option(help: ArgumentHelp("The branch.", valueName: "name"))
  var branch = "main"

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason = ""

  @Option(help: ArgumentHelp("The issue that says what has happened.", valueName: "url"))
  var issue: String?

  /// What is asked for. Throws where git could not have a branch of this name: git-check-ref-format(1).
  func request(_ purpose: Lease.Purpose, for duration: String) throws(Stop) -> LeaseRequest {
    guard BranchName(branch) != nil else {
      throw .usage("'\(branch)' is no branch's name", help: "name it as git branch shows it")
    }
    var request = LeaseRequest(
      purpose, of: branch, reason: reason, for: try CommandSpan.seconds(duration))
    request.issue = issue
    return request
  }
}

/// `policy override begin`: lifts the least.
struct OverrideBegin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "begin", abstract: "Lift part of a branch's protection for a while.",
    discussion: """
      What may be lifted: \(Relaxation.forms.joined(separator: ", ")).
      --apply wants the approver's word: a comment on the issue that quotes the digest that is shown \
      without it, or policy override approve.
      --create-issue opens the issue, and lifts nothing but where the requester may approve.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Doing") var options: LeaseOptions
  @OptionGroup var cause: LeaseCause

  @Option(help: ArgumentHelp("What to lift (repeatable).", valueName: "what"))
  var relax: [String]

  @Flag(help: "Show the issue that --issue would name; with --apply, open it.")
  var createIssue = false

  @Option(help: ArgumentHelp("Who approves it.", valueName: "login"))
  var approver: String?

  @Option(name: .customLong("for"), help: ArgumentHelp("How long: 30m, 2h.", valueName: "time"))
  var duration = "1h"

  @Option(
    help: ArgumentHelp("Until when what it leaves behind is repaired.", valueName: "date"))
  var remediateBy: String?

  @Option(help: ArgumentHelp("How what it leaves behind is repaired.", valueName: "text"))
  var plan: String?

  func run() throws {
    var request = try cause.request(.override, for: duration)
    for word in relax {
      guard let relaxation = Relaxation(word) else {
        throw Stop.usage(
          "'\(Secrets.hidden(in: word))' is nothing that can be lifted",
          help: didYouMean(word, among: Relaxation.forms)
            ?? Relaxation.forms.joined(separator: ", "))
      }
      request.relaxations.append(relaxation)
    }
    request.approver = approver
    request.remediateBy = try remediateBy.map(CommandDate.seconds)
    request.plan = plan
    if options.apply, source.policyFile != nil || source.policyRef != nil {
      throw Stop.usage(
        "who may approve is what the remote's default branch says, and no other policy",
        help: "leave out --policy and --policy-ref, or --apply")
    }
    let office = LeaseOffice(desk: try OverrideDesk(source, asks: true), format: options.format)
    if createIssue {
      guard let opened = try office.openIssue(for: request, applying: options.apply) else { return }
      request.issue = opened
    }
    try office.begin(request, applying: options.apply)
  }

  func validate() throws {
    guard !createIssue || cause.issue == nil else {
      throw ValidationError("Name an issue or open one: --issue or --create-issue.")
    }
  }
}

/// `policy override restore`: puts back what stood.
struct OverrideRestore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "End an override: put back what stood before it.",
    discussion: """
      It works in any clone, after any crash, and as often as you like. What others changed meanwhile \
      stays, unless the override was about it; both are told.
      Where GitHub still has what an override lifted that is closed in the ledger, it ends with 1; \
      --lease puts that back, too.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Doing") var options: LeaseOptions

  @Option(help: ArgumentHelp("The override (default: the open one).", valueName: "id"))
  var lease: String?

  @Option(help: ArgumentHelp("The branch of the override.", valueName: "name"))
  var branch: String?

  @Flag(help: "Wait for its end, then put back what stood (with --apply).")
  var watch = false

  @Flag(help: "Only what is past its end, all of it; nothing where nothing is.")
  var overdue = false

  func run() throws {
    let office = LeaseOffice(desk: try OverrideDesk(source), format: options.format)
    if overdue { return try office.endOverdue(applying: options.apply) }
    if watch {
      guard options.apply else {
        throw Stop.usage("--watch does nothing without --apply", help: "add --apply")
      }
      try office.wait(for: lease, .override, branch: branch)
    }
    try office.end(
      lease, .override, branch: branch, applying: options.apply, unattended: watch)
  }
}

/// `policy freeze`: lets nothing land.
struct Freeze: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "freeze",
    abstract: "Let nothing land on a branch for a while: lock it, for administrators too.")

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Doing") var options: LeaseOptions
  @OptionGroup var cause: LeaseCause

  @Option(name: .customLong("for"), help: ArgumentHelp("How long: 4h, 2d.", valueName: "time"))
  var duration = "1d"

  func run() throws {
    try LeaseOffice(desk: try OverrideDesk(source), format: options.format).begin(
      try cause.request(.freeze, for: duration), applying: options.apply)
  }
}

/// `policy thaw`: ends a freeze.
struct Thaw: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "thaw",
    abstract: "End a freeze: put back what stood before it.")

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Doing") var options: LeaseOptions

  @Option(help: ArgumentHelp("The freeze (default: the open one).", valueName: "id"))
  var lease: String?

  @Option(help: ArgumentHelp("The branch of the freeze.", valueName: "name"))
  var branch: String?

  func run() throws {
    try LeaseOffice(desk: try OverrideDesk(source), format: options.format).end(
      lease, .freeze, branch: branch, applying: options.apply)
  }
}
