internal import GitModel
internal import PolicyCore

/// Turns a merged file, whose every value has its shape, into a policy.
struct PolicyReader {
  private static let mostProblems = 100

  private var problems: [PolicyFileError.Problem] = []
  private var longLived: [String] = []
  private var isLongLived: Set<String> = []

  static func read(
    _ root: YAMLNode, resolve: PolicySource.Resolve
  ) throws(PolicyFileError) -> Policy {
    var reader = PolicyReader()
    var policy = reader.policy(root)
    guard reader.problems.isEmpty else { throw PolicyFileError(reader.problems) }
    if let file = root["baseline"]?["file"], let path = file.scalar?.text {
      let path = PolicySource.normalized(path)
      policy.baseline.file = path
      let text: [UInt8]
      do throws(PolicyFileError) {
        text = try resolve(path)
      } catch {
        throw error.moved(to: file.place, before: "cannot read the baseline \(quoted(path)): ")
      }
      policy.baseline.known = Set(try KnownViolations.parse(text, name: path))
    }
    return policy
  }

  private mutating func policy(_ root: YAMLNode) -> Policy {
    var policy = Policy()
    policy.kinds = kinds(root["branches"])
    if let mode = root.word("mode", Policy.Mode.self) { policy.mode = mode }
    if let refs = root.word("other_refs", OtherRefs.self) { policy.otherRefs = refs }
    if let methods = root["merge_methods"]?.items {
      policy.mergeMethods = methods.compactMap {
        $0.scalar.flatMap { MergeMethod(rawValue: $0.text) }
      }
    }
    policy.baseline = baseline(root["baseline"])
    policy.exempt = root.list("exempt").compactMap { exemption($0) }
    policy.forksInto = branches(root["forks"]?["into"])
    for entry in root["rules"]?.entries ?? [] {
      policy.levels[entry.key] = entry.value.scalar.flatMap { Level(rawValue: $0.text) }
    }
    policy.waivers = root.list("waivers").compactMap { waiver($0) }
    policy.gates = gates(root["gates"])
    if let checks = root["checks"] { Self.read(checks, into: &policy) }
    policy.checkers = (root["checkers"]?.entries ?? []).compactMap { entry in
      entry.value.scalar.flatMap { CheckerKey($0.text) }.map { Checker(name: entry.key, key: $0) }
    }
    policy.override = root["override"].map { OverrideTerms($0) }
    let commits = CommitDemandsReader(root["commits"])
    policy.commits = commits.demands
    policy.commits.noFixupOn = branches(root["commits"]?["no_fixup_on"])
    problems += commits.problems
    policy.files = files(root["files"])
    policy.tags = (root["tags"]?.entries ?? []).compactMap { tagKind($0) }
    policy.github = GitHubSettings(root)
    return policy
  }

  private static func read(_ checks: YAMLNode, into policy: inout Policy) {
    policy.evidence = checks.list("evidence").compactMap { source in
      source.scalar?.text ?? source.text("file").map { "file:" + $0 }
    }
    policy.checksMaxAge = checks.text("max_age").flatMap(Duration.seconds)
    if let folder = checks.text("workflows") { policy.workflows = PolicySource.normalized(folder) }
  }

  private mutating func kinds(_ node: YAMLNode?) -> [Kind] {
    let entries = node?.entries ?? []
    var kinds: [Kind] = []
    for entry in entries {
      guard let glob = problems.glob(entry.key, at: entry.keyPlace) else { continue }
      kinds.append(Kind(glob, from: entry.value.text("from")))
    }
    longLived = kinds.filter(\.isLongLived).map(\.name)
    isLongLived = Set(longLived)
    for (index, entry) in entries.enumerated() where kinds.indices.contains(index) {
      fill(&kinds[index], from: entry.value)
    }
    return kinds
  }

  private mutating func fill(_ kind: inout Kind, from node: YAMLNode) {
    if let from = node["from"] { _ = branch(from) }
    kind.into = branches(node["into"])
    kind.landsNowhere = node["into"]?.items?.isEmpty ?? false
    kind.maxAge = node.text("max_age").flatMap(Duration.seconds)
    if let owes = node["owes"], let to = owes["to"].flatMap({ branch($0) }),
      let within = owes.text("within").flatMap(Duration.seconds)
    {
      kind.owes = Kind.Owed(to: to, within: within)
    }
    kind.protection = Protection(node)
    for (key, path) in Protection.patterns {
      kind.protection[keyPath: path] = problems.patterns(node[key])
    }
  }

  private mutating func baseline(_ node: YAMLNode?) -> Baseline {
    var baseline = Baseline()
    baseline.since = node?.text("since").flatMap(Instant.range)?.lowerBound
    baseline.commits = node?.ids("commits") ?? []
    return baseline
  }

  private mutating func exemption(_ node: YAMLNode) -> Exemption? {
    let name = node["name"] ?? node
    guard let text = name.scalar?.text else { return nil }
    let into = branches(node["into"])
    return problems.globbed(text, at: name.place) { text throws(GlobError) in
      try Exemption(text, into: into)
    }
  }

  private mutating func waiver(_ node: YAMLNode) -> Waiver? {
    guard let rule = node.text("rule"), let reason = node.text("reason") else { return nil }
    let ref = node["ref"].flatMap { node in node.scalar.map { ($0.text, node.place) } }
    return Waiver(
      rule: rule, ref: ref.flatMap { problems.glob($0.0, at: $0.1) }, commits: node.ids("commits"),
      reason: reason, until: node.text("until").flatMap(Instant.range)?.upperBound)
  }

  private mutating func gates(_ node: YAMLNode?) -> [Gate] {
    let reader = GateReader(node)
    problems += reader.problems
    for branch in reader.branches { _ = self.branch(branch) }
    return reader.gates
  }

  private mutating func files(_ node: YAMLNode?) -> FileDemands {
    let reader = FileReader(node)
    problems += reader.problems
    return reader.files
  }

  private mutating func tagKind(_ entry: YAMLNode.Entry) -> TagKind? {
    guard let glob = problems.glob(entry.key, at: entry.keyPlace) else { return nil }
    var kind = TagKind(glob)
    kind.names = problems.patterns(entry.value["pattern"])
    kind.on = branches(entry.value["on"])
    kind.annotated = entry.value.flag("annotated") ?? false
    kind.signed = entry.value.flag("signed") ?? false
    let signers = SignerReader(entry.value["signers"])
    kind.signers = signers.signers
    problems += signers.problems
    let (isFixed, fixed) = (entry.value.flag("immutable"), entry.value.text("immutable"))
    kind.keepsTags = isFixed ?? (fixed == "deletion")
    kind.pinsTags = isFixed ?? (fixed == "update")
    return kind
  }

  private mutating func branches(_ node: YAMLNode?) -> [String] {
    (node?.items ?? []).compactMap { branch($0) }
  }

  /// The long-lived branch that is named here.
  private mutating func branch(_ node: YAMLNode) -> String? {
    guard let name = node.scalar?.text else { return nil }
    if isLongLived.contains(name) { return name }
    guard problems.count < Self.mostProblems else { return nil }
    let known = longLived.isEmpty ? "none" : longLived.joined(separator: ", ")
    problems.append(
      .init(
        "\(quoted(name)) is no long-lived branch of this policy", at: node.place,
        help: didYouMean(name, among: longLived)
          ?? "name an exact key of branches: that has no 'from' (there are: \(shown(known)))"))
    return nil
  }
}
