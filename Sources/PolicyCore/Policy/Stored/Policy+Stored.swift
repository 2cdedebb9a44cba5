package import GitModel

extension Policy: StoredFields {
  package static var blank: Policy { Policy() }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&mode)
    try pass.field(&baseline)
    try pass.field(&kinds)
    try pass.field(&mergeMethods)
    try pass.field(&exempt)
    try pass.field(&forksInto)
    try pass.field(&otherRefs)
    try pass.field(&levels)
    try pass.field(&waivers)
    try pass.field(&gates)
    try pass.field(&evidence)
    try pass.field(&checksMaxAge)
    try pass.field(&workflows)
    try pass.field(&checkers)
    try pass.field(&files)
    try pass.field(&tags)
    try pass.field(&github)
    try pass.field(&override)
    try pass.field(&commits)
    try pass.field(&isContradictory)
  }
}

extension Policy.Mode: Stored {}
extension MergeMethod: Stored {}
extension OtherRefs: Stored {}
extension Level: Stored {}

extension Baseline: StoredFields {
  package static var blank: Baseline { Baseline() }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&since)
    try pass.field(&commits)
    try pass.field(&file)
    try pass.field(&known)
  }
}

extension KnownViolation: Stored, Comparable {
  /// By rule, then ref, then commit; a violation without one comes first.
  public static func < (left: KnownViolation, right: KnownViolation) -> Bool {
    if left.rule != right.rule { return left.rule < right.rule }
    if left.ref != right.ref { return left.ref < right.ref }
    guard let commit = right.commit else { return false }
    return left.commit.map { $0 < commit } ?? true
  }

  package func write(to bytes: inout StoredWriter) {
    rule.write(to: &bytes)
    ref.write(to: &bytes)
    commit.write(to: &bytes)
  }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    self.init(
      rule: try String(from: &bytes), ref: try String(from: &bytes),
      commit: try ObjectID?(from: &bytes))
  }
}

extension Exemption: Stored {
  package func write(to bytes: inout StoredWriter) {
    name.write(to: &bytes)
    into.write(to: &bytes)
  }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    let (name, into) = (try String(from: &bytes), try [String](from: &bytes))
    do throws(GlobError) { try self.init(name, into: into) } catch { throw .malformed }
  }
}

extension Waiver: StoredFields {
  package static var blank: Waiver { Waiver(rule: "", reason: "") }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&rule)
    try pass.field(&ref)
    try pass.field(&commits)
    try pass.field(&reason)
    try pass.field(&until)
  }
}

extension Checker: Stored {
  package func write(to bytes: inout StoredWriter) {
    name.write(to: &bytes)
    key.write(to: &bytes)
  }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    self.init(name: try String(from: &bytes), key: try CheckerKey(from: &bytes))
  }
}

extension OverrideTerms: StoredFields {
  package static var blank: OverrideTerms { OverrideTerms() }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&approvers)
    try pass.field(&maxDuration)
    try pass.field(&remediationWithin)
    try pass.field(&selfApproval)
    try pass.field(&knownFlaws)
  }
}

extension OverrideTerms.Approver: StoredFields {
  package static var blank: Self { Self(login: "") }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&login)
    try pass.field(&key)
  }
}

extension ObjectID: Stored {
  package func write(to bytes: inout StoredWriter) { bytes.write(counted: self.bytes) }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    let bytes = try bytes.counted()
    // A baseline may have thousands, and the way for any collection takes 2 µs for each.
    if bytes.count == 20 {
      self = bytes.withUnsafeBytes { ObjectID(sha1: $0, at: 0) }
    } else {
      guard let id = ObjectID(bytes: bytes) else { throw .malformed }
      self = id
    }
  }
}

/// A glob is stored as its text and compiled anew.
extension Glob: Stored {
  package func write(to bytes: inout StoredWriter) { text.write(to: &bytes) }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    let text = try String(from: &bytes)
    do throws(GlobError) { try self.init(text) } catch { throw .malformed }
  }
}
