internal import CLibrary
public import GitModel
public import GitStore
internal import PolicyCore

/// The commit-graph files that this very program has held against the objects, kept in the repository
/// beside the policies that it has read.
///
/// What is not believed, or cannot be kept, is found out again, which takes as long as reading all of
/// history.
public struct GraphProofs: ProvenFiles {
  private let folder: CacheFolder
  private let program: ProgramIdentity?

  /// The proofs in a repository of the program at a path, by default of this one.
  public init(commonDirectory: String, reader: String? = nil) {
    self.init(
      commonDirectory: commonDirectory,
      program: reader.map { .of(Array($0.utf8CString)) } ?? .running)
  }

  init(commonDirectory: String, program: ProgramIdentity?) {
    folder = CacheFolder(below: commonDirectory)
    self.program = program
  }

  /// Whether this program found the file right before.
  public func contains(_ hash: ObjectID) -> Bool {
    guard let proof = proof(of: hash) else { return false }
    return folder.read(Self.name(of: hash)) == proof
  }

  /// Keeps that it did, if the repository lets it.
  public func insert(_ hash: ObjectID) {
    guard let proof = proof(of: hash) else { return }
    folder.write(proof, to: Self.name(of: hash))
  }

  private static func name(of hash: ObjectID) -> String { "graph-\(hash.hex)" }

  /// What the file holds: nobody who only brings a folder along knows what tells the program from
  /// every other one.
  private func proof(of hash: ObjectID) -> [UInt8]? {
    guard var program else { return nil }
    var (writer, format, hash) = (StoredWriter(), "graph proof 1\n", hash)
    writer.field(&format)
    writer.field(&program)
    writer.field(&hash)
    return writer.bytes
  }
}
