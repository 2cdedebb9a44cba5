internal import GitModel
package import PolicyCore

/// One file of the cache: a policy, and all that it rests on.
struct PolicyRecord {
  /// The program that read the policy: another may read the same text otherwise.
  var program: ProgramIdentity
  /// The file's own name: whoever may write to the folder can give it another.
  var name: String
  /// The files that it was read together with.
  var neighbours: [PolicyCache.Neighbour]
  /// The policy.
  var policy: Policy
}

extension PolicyRecord: KeptRecord {
  static let format = "policy cache 8\n"

  static var blank: PolicyRecord {
    PolicyRecord(program: .blank, name: "", neighbours: [], policy: .blank)
  }

  mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&program)
    try pass.field(&name)
    try pass.field(&neighbours)
    try pass.field(&policy)
  }
}

extension PolicyCache.Neighbour: StoredFields {
  package static var blank: Self { Self(path: "", blob: nil) }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&path)
    try pass.field(&blob)
  }
}
