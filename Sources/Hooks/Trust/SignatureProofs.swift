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
    guard let opening = opening(basis), let bytes = folder.read(Self.name(of: basis)),
      bytes.starts(with: opening), bytes.count >= opening.count + Checksum.byteCount
    else { return [:] }
    let body = bytes[opening.count...].dropLast(Checksum.byteCount)
    guard Checksum(of: body).bytes == Array(bytes.suffix(Checksum.byteCount)) else { return [:] }
    var reader = StoredReader(body)
    do throws(StoredError) {
      let found = try [ObjectID: String](from: &reader)
      return reader.isAtEnd ? found : [:]
    } catch {
      return [:]
    }
  }

  /// Keeps them, if the repository lets it.
  public func keep(_ found: [ObjectID: String], on basis: [UInt8]) {
    guard let opening = opening(basis) else { return }
    var (writer, found) = (StoredWriter(), found)
    writer.field(&found)
    let body = writer.bytes
    folder.write(opening + body + Checksum(of: body[...]).bytes, to: Self.name(of: basis))
  }

  private static func name(of basis: [UInt8]) -> String {
    let digest = basis.withUnsafeBytes { SHA1.digest(of: $0) }
    return "signatures-" + (ObjectID(bytes: digest) ?? .zero).hex
  }

  /// What the file begins with: nobody who only brings a folder along knows what tells the program from
  /// every other one.
  private func opening(_ basis: [UInt8]) -> [UInt8]? {
    guard var program else { return nil }
    var (writer, format) = (StoredWriter(), "signature proofs 1\n")
    var basis = basis.map { Int($0) }
    writer.field(&format)
    writer.field(&program)
    writer.field(&basis)
    return writer.bytes
  }
}
