internal import GitModel
internal import PolicyCore

/// What a file of evidence says.
struct FileEvidence {
  private(set) var checks: [CheckResult] = []
  private(set) var reviews: [Review] = []
  private(set) var deployments: [Deployment] = []
  /// The landings; `nil` where the file does not tell them apart.
  private(set) var landings: [(branch: BranchName, landing: Landing)]?

  /// Reads a file. Throws the first thing in it that is not understood: it may have been a failure.
  init(_ file: EvidenceFile) throws(RecordError) {
    let standing = file.fault.map { Standing.claim(why: $0) } ?? .proof
    var members = try RecordMembers(text: file.bytes)
    checks = try Self.entries("checks", of: &members) { entry throws(RecordError) in
      try Self.check(&entry, standing)
    }
    reviews = try Self.entries("reviews", of: &members) { entry throws(RecordError) in
      Review(
        reviewer: try entry.text("reviewer", limit: 256), state: try entry.word("state"),
        commit: try entry.id("commit"), at: try entry.optionalMoment("submitted_at"),
        source: "file", standing: standing)
    }
    deployments = try Self.entries("deployments", of: &members) { entry throws(RecordError) in
      Deployment(
        environment: try entry.text("environment", limit: 256),
        isSuccess: try entry.text("state", limit: 64) == "success", commit: try entry.id("commit"),
        at: try entry.optionalMoment("updated_at"), source: "file", standing: standing)
    }
    if members.has("landings") {
      landings = try Self.entries("landings", of: &members) { entry throws(RecordError) in
        try Self.landing(&entry)
      }
      guard standing.isProof else {
        throw RecordError("\(file.fault ?? ""), and landings count only where it does not")
      }
    }
    try members.end()
  }

  private static func check(
    _ entry: inout RecordMembers, _ standing: Standing
  ) throws(RecordError) -> CheckResult {
    CheckResult(
      context: try entry.text("context", limit: 1024),
      app: try entry.optionalText("app", limit: 256),
      form: entry.has("form") ? try entry.word("form") : .check,
      conclusion: try entry.word("conclusion"), commit: try entry.id("commit"),
      tree: entry.has("tree") ? try entry.id("tree") : nil,
      at: try entry.optionalMoment("completed_at"), source: "file", standing: standing)
  }

  private static func landing(
    _ entry: inout RecordMembers
  ) throws(RecordError) -> (branch: BranchName, landing: Landing) {
    let name = try entry.text("branch", limit: 1024)
    guard let branch = BranchName(name) else { throw RecordError("'branch' is no branch's name") }
    return (
      branch,
      Landing(
        old: entry.has("old") ? try entry.id("old") : nil, new: try entry.id("new"),
        at: try entry.optionalMoment("at"), actor: try entry.optionalText("actor", limit: 256))
    )
  }

  /// The entries of a list that may be left out, each read to its last member.
  private static func entries<Entry>(
    _ name: String, of members: inout RecordMembers,
    _ read: (inout RecordMembers) throws(RecordError) -> Entry
  ) throws(RecordError) -> [Entry] {
    guard let list = members.take(name) else { return [] }
    guard let elements = list.array else { throw RecordError("'\(name)' is no list") }
    var entries: [Entry] = []
    for (number, element) in elements.enumerated() {
      do throws(RecordError) {
        var entry = try RecordMembers(element)
        entries.append(try read(&entry))
        try entry.end()
      } catch {
        throw RecordError("\(name)[\(number)]: \(error.message)")
      }
    }
    return entries
  }
}
