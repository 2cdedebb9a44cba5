internal import GitModel
internal import PolicyCore

/// Reads `commits:` of a file whose every value has its shape, all but the names of branches.
struct CommitDemandsReader {
  private(set) var demands = CommitDemands()
  private(set) var problems: [PolicyFileError.Problem] = []

  init(_ node: YAMLNode?) {
    guard let node else { return }
    demands.subjectMax = node.integer("subject_max")
    demands.subjectMin = node.integer("subject_min")
    demands.bodyLineMax = node.integer("body_line_max")
    demands.blankSecondLine = node.flag("blank_second_line") ?? false
    demands.patterns = problems.patterns(node["pattern"])
    demands.notPatterns = problems.patterns(node["not_pattern"])
    demands.conventional = Self.conventional(node["conventional"])
    demands.issue = problems.pattern(node["issue"])
    demands.branchKey = problems.pattern(node["branch_key"])
    if node["except"] != nil {
      demands.except = node.texts("except").compactMap { CommitDemands.Derivation(rawValue: $0) }
    }
    demands.exceptAuthors = problems.patterns(node["except_authors"])
    demands.authorName = problems.patterns(node["author_name"])
    demands.authorEmail = problems.patterns(node["author_email"])
    demands.committerName = problems.patterns(node["committer_name"])
    demands.committerEmail = problems.patterns(node["committer_email"])
    demands.signOff = Self.signOff(node["signed_off"])
    demands.trailers = node.list("trailers").compactMap { trailer($0) }
    demands.maxFuture = node.text("max_future").flatMap(Duration.seconds)
    demands.maxAuthorLead = node.text("max_author_lead").flatMap(Duration.seconds)
    demands.maxCount = node.integer("max_count")
    demands.restricted = node.list("restricted").compactMap { Self.restricted($0) }
    demands.signed = node.flag("signed") ?? false
    let signers = SignerReader(node["signers"])
    demands.signers = signers.signers
    problems += signers.problems
    checkLengths(node)
  }

  private static func conventional(_ node: YAMLNode?) -> CommitDemands.Conventional? {
    guard let node else { return nil }
    if case .flag(let isWanted)? = node.scalar?.type { return isWanted ? .init() : nil }
    var conventional = CommitDemands.Conventional()
    if node["types"] != nil { conventional.types = node.texts("types") }
    conventional.scopes = node.texts("scopes")
    conventional.scopeRequired = node.flag("scope_required") ?? false
    conventional.breakingMark = node.flag("breaking_mark") ?? false
    return conventional
  }

  private static func signOff(_ node: YAMLNode?) -> CommitDemands.SignOffDemand? {
    guard let node else { return nil }
    if case .flag(let isWanted)? = node.scalar?.type { return isWanted ? .init() : nil }
    var demand = CommitDemands.SignOffDemand()
    demand.coAuthors = node.flag("co_authors") ?? false
    demand.committer = node.flag("committer") ?? false
    return demand
  }

  private mutating func trailer(_ node: YAMLNode) -> CommitDemands.RequiredTrailer? {
    guard let key = node.scalar?.text ?? node.text("key") else { return nil }
    return .init(key: key, pattern: problems.pattern(node["pattern"]))
  }

  private static func restricted(_ node: YAMLNode) -> CommitDemands.RestrictedCommit? {
    (node.scalar?.text ?? node.text("commit")).flatMap { ObjectID(hex: $0) }
      .map { .init(commit: $0, reason: node.text("reason")) }
  }

  private mutating func checkLengths(_ node: YAMLNode) {
    if let least = demands.subjectMin, let most = demands.subjectMax, least > most,
      let place = node["subject_min"]
    {
      problems.append(
        .init(
          "no subject has \(least) characters at least and \(most) at most", at: place.place,
          help: "swap them"))
    }
  }
}
