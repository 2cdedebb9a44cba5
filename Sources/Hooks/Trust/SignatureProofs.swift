public import GitModel
public import PolicyCore

/// The signatures that this very program has found right, kept in the repository beside the policies
/// that it has read: no program is started for them again.
public struct SignatureProofs: KeptSignatures {
  private let folder: CacheFolder
  private let program: ProgramIdentity?

  /// The proofs in a repository of the program that runs.
  public init(commonDirectory: String) {
    self.init(commonDirectory: commonDirectory, program: .running)
  }

  init(commonDirectory: String, program: ProgramIdentity?) {
    folder = CacheFolder(below: commonDirectory)
    self.program = program
  }

  /// The commits whose signatures this program found right, on this basis.
  public func found(on basis: [UInt8]) -> [ObjectID: String] {
    guard let program, let bytes = folder.read(Self.name(of: basis)),
      let record = SignatureRecord(file: bytes), record.program == program, record.basis == basis
    else { return [:] }
    let pairs = record.commits.flatMap { key, commits in commits.map { ($0, key) } }
    return Dictionary(pairs) { first, _ in first }
  }

  /// Keeps them, if the repository lets it; of very many, as many as a file has room for.
  public func keep(_ found: [ObjectID: String], on basis: [UInt8]) {
    guard let program else { return }
    let kept = found.prefix(SignatureRecord.mostCommits)
    let record = SignatureRecord(
      program: program, basis: basis,
      commits: Dictionary(grouping: kept) { $0.value }.mapValues { $0.map { $0.key } })
    folder.write(record.bytes, to: Self.name(of: basis))
  }

  private static func name(of basis: [UInt8]) -> String { "signatures-" + SHA1.hex(of: basis) }
}
