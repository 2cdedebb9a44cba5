internal import GitModel

extension CommitDemands: StoredFields {
  package static var blank: CommitDemands { CommitDemands() }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&subjectMax)
    try pass.field(&subjectMin)
    try pass.field(&bodyLineMax)
    try pass.field(&blankSecondLine)
    try pass.field(&patterns)
    try pass.field(&notPatterns)
    try pass.field(&conventional)
    try pass.field(&issue)
    try pass.field(&branchKey)
    try pass.field(&noFixupOn)
    try pass.field(&except)
    try pass.field(&exceptAuthors)
    try pass.field(&authorName)
    try pass.field(&authorEmail)
    try pass.field(&committerName)
    try pass.field(&committerEmail)
    try pass.field(&signOff)
    try pass.field(&trailers)
    try pass.field(&maxFuture)
    try pass.field(&maxAuthorLead)
    try pass.field(&maxCount)
    try pass.field(&restricted)
    try pass.field(&signed)
    try pass.field(&signers)
  }
}

extension CommitDemands.Derivation: Stored {}

extension CommitDemands.Conventional: StoredFields {
  package static var blank: Self { Self() }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&types)
    try pass.field(&scopes)
    try pass.field(&scopeRequired)
    try pass.field(&breakingMark)
  }
}

extension CommitDemands.SignOffDemand: StoredFields {
  package static var blank: Self { Self() }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&coAuthors)
    try pass.field(&committer)
  }
}

extension CommitDemands.RequiredTrailer: StoredFields {
  package static var blank: Self { Self(key: "") }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&key)
    try pass.field(&pattern)
  }
}

extension CommitDemands.RestrictedCommit: StoredFields {
  package static var blank: Self { Self(commit: .zero) }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&commit)
    try pass.field(&reason)
  }
}

extension Signer: StoredFields {
  package static var blank: Signer { Signer(name: "", key: .openPGP(fingerprint: "")) }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&name)
    try pass.field(&key)
    try pass.field(&on)
    try pass.field(&until)
    try pass.field(&isRevoked)
  }
}

/// A key is stored as the policy writes it, and read anew.
extension CheckerKey: Stored {
  package func write(to bytes: inout StoredWriter) { text.write(to: &bytes) }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    guard let key = CheckerKey(try String(from: &bytes)) else { throw .malformed }
    self = key
  }
}
