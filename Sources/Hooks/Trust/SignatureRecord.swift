internal import GitModel
internal import PolicyCore

/// One file of the cache: the signatures that were right where the same things are trusted.
struct SignatureRecord {
  /// More commits than fit into a file are not kept.
  static let mostCommits = 500_000

  /// The program that found them right.
  var program: ProgramIdentity
  /// All that the answers rest on.
  var basis: [UInt8]
  /// The commits by the text of the key that signed them: there are few keys, and some are long.
  var commits: [String: [ObjectID]]
}

extension SignatureRecord: KeptRecord {
  static let format = "signature proofs 2\n"

  static var blank: SignatureRecord {
    SignatureRecord(program: .blank, basis: [], commits: [:])
  }

  mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&program)
    try pass.field(&basis)
    try pass.field(&commits)
  }
}
