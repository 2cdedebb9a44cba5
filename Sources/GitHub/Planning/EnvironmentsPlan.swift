internal import Evidence
public import PolicyCore
internal import Reports

/// What differs between the environments and secrets that a policy wants and those that are there.
public struct EnvironmentsPlan: Sendable {
  /// The differences, one a line; a line that says so where there are none.
  public private(set) var words: [String] = []
  /// The calls that make the environments what is wanted.
  public private(set) var calls: [GitHubCall] = []
  /// What no call can mend: a secret has a value that nobody here knows.
  public private(set) var obstacles: [String] = []
  /// What could not be read; nothing is planned of it.
  public private(set) var failures: [GitHubFailure] = []
  private let isExact: Bool

  /// Whether everything that could be read is as it should be.
  public var isKept: Bool { calls.isEmpty && obstacles.isEmpty }

  /// Reads what is there and plans the rest; with `exact`, also what takes back what is stricter.
  public init(_ settings: GitHubSettings, by reader: ProtectionReader, exact: Bool = false) {
    isExact = exact
    for wanted in settings.environments {
      attempt { plan throws(GitHubFailure) in try plan.compare(wanted, reader) }
    }
    if !settings.secrets.isEmpty {
      attempt { plan throws(GitHubFailure) in
        try plan.require(settings.secrets, in: nil, reader)
      }
    }
    if isKept, failures.isEmpty, words.isEmpty {
      words = ["environments and secrets: as the policy wants them"]
    }
  }

  /// Looks at one part: what another one hides does not hide this.
  private mutating func attempt(
    _ part: (inout EnvironmentsPlan) throws(GitHubFailure) -> Void
  ) {
    guard failures.last?.isFinal != true else { return }
    do throws(GitHubFailure) { try part(&self) } catch { failures.append(error) }
  }

  private mutating func compare(
    _ wanted: GitHubSettings.Environment, _ reader: ProtectionReader
  ) throws(GitHubFailure) {
    let live = try reader.environment(wanted.name)
    var comparison = EnvironmentComparison(wanted.name, live, isExact: isExact)
    comparison.compare(wanted)
    let people = try wanted.reviewers.map { people throws(GitHubFailure) in
      try reader.reviewers(people)
    }
    comparison.compare(reviewers: people)
    words += comparison.words
    if comparison.isChanged {
      calls += LiveEnvironment.calls(
        from: live, to: comparison.new, named: wanted.name, in: reader.repository)
    }
    guard !wanted.secrets.isEmpty else { return }
    if live != nil {
      try require(wanted.secrets, in: wanted.name, reader)
    } else {
      missing(wanted.secrets, in: wanted.name, reader.repository)
    }
  }

  /// Secrets of an environment, or of the repository where none is named.
  private mutating func require(
    _ names: [String], in environment: String?, _ reader: ProtectionReader
  ) throws(GitHubFailure) {
    let place = environment.map { ["environments", $0, "secrets"] } ?? ["actions", "secrets"]
    let there = try reader.secrets(in: place)
    var absent = names.filter { !there.contains($0.uppercased()) }
    if environment == nil, !absent.isEmpty {
      let shared = try reader.sharedSecrets()
      absent.removeAll { shared.contains($0.uppercased()) }
    }
    missing(absent, in: environment, reader.repository)
  }

  private mutating func missing(
    _ names: [String], in environment: String?, _ repository: GitHubRepository
  ) {
    let owner = environment.map { "environment '\($0)'" } ?? "the repository"
    let place = environment.map { " --env \(GitHubCall.shellWord($0))" } ?? ""
    let lines = names.map {
      "secret \($0) of \(owner) is missing: gh secret set \($0)\(place) --repo \(repository)"
    }
    words += lines
    obstacles += lines
  }
}

/// An environment as it is and as a policy wants it. What the policy does not ask is stricter, and stays
/// unless the policy is all that is wanted.
private struct EnvironmentComparison {
  private(set) var new: LiveEnvironment
  private(set) var words: [String] = []
  private(set) var isChanged = false
  private let name: String
  private let isExact: Bool

  init(_ name: String, _ live: LiveEnvironment?, isExact: Bool) {
    (self.name, self.isExact, new) = (name, isExact, live ?? LiveEnvironment())
    if live == nil { differ("it", "absent", "there") }
  }

  mutating func compare(_ wanted: GitHubSettings.Environment) {
    let wait = wanted.waitTimer ?? 0
    if wait != new.wait {
      if differ("wait_timer", "\(new.wait)", "\(wait)", isStricter: new.wait > wait) {
        new.wait = wait
      }
    }
    if wanted.preventSelfReview != new.preventsSelfReview {
      let (now, then) = ("\(new.preventsSelfReview)", "\(wanted.preventSelfReview)")
      if differ("prevent_self_review", now, then, isStricter: new.preventsSelfReview) {
        new.preventsSelfReview = wanted.preventSelfReview
      }
    }
    let branches = wanted.branches.map(Set.init)
    guard branches != new.branches || (branches == nil && new.isForProtected) else { return }
    let now = new.branches.map(Self.list) ?? (new.isForProtected ? "protected ones" : "every")
    if differ("branches", now, branches.map(Self.list) ?? "every", isStricter: branches == nil) {
      (new.branches, new.isForProtected) = (branches, false)
    }
  }

  mutating func compare(reviewers wanted: [LiveEnvironment.Reviewer]?) {
    let asked = Set(wanted ?? [])
    guard asked != Set(new.reviewers) else { return }
    let (now, then) = (Set(new.reviewers.map(\.name)), Set(asked.map(\.name)))
    if differ("reviewers", Self.list(now), Self.list(then), isStricter: wanted == nil) {
      new.reviewers = asked.sorted { $0.name < $1.name }
    }
  }

  /// Says what differs, and whether it is to be changed.
  @discardableResult
  private mutating func differ(
    _ key: String, _ now: String, _ then: String, isStricter: Bool = false
  ) -> Bool {
    let isKept = isStricter && !isExact
    let end = isStricter ? (isKept ? ", which is stricter, and kept" : ", which is stricter") : ""
    words.append("environment '\(name)': \(key): \(now), wanted \(then)\(end)")
    if !isKept { isChanged = true }
    return !isKept
  }

  private static func list(_ names: Set<String>) -> String {
    names.isEmpty ? "none" : names.sorted().joined(separator: ", ")
  }
}
