internal import GitModel
package import PolicyCore

/// One file of the cache: a policy, and all that it rests on.
struct PolicyRecord {
  /// What a file begins with; it changes with the order of the fields.
  private static let format = "policy cache 7\n"

  /// The program that read the policy: another may read the same text otherwise.
  var program: ProgramIdentity
  /// The file's own name: whoever may write to the folder can give it another.
  var name: String
  /// The files that it was read together with.
  var neighbours: [PolicyCache.Neighbour]
  /// The policy.
  var policy: Policy
}

extension PolicyRecord {
  /// The record that a file holds; `nil` where the file is damaged or in another form.
  init?(file: [UInt8]) {
    let contents = file.dropLast(Checksum.byteCount)
    guard Checksum(of: contents).bytes[...] == file[contents.endIndex...] else { return nil }
    var reader = StoredReader(contents)
    self = .blank
    var format = ""
    do throws(StoredError) {
      try reader.field(&format)
      guard format == Self.format else { return nil }
      try eachField(&reader)
    } catch { return nil }
    guard reader.isAtEnd else { return nil }
  }

  /// The file.
  var bytes: [UInt8] {
    var (writer, copy, format) = (StoredWriter(), self, Self.format)
    writer.field(&format)
    copy.eachField(&writer)
    return writer.bytes + Checksum(of: writer.bytes[...]).bytes
  }
}

extension PolicyRecord: StoredFields {
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
