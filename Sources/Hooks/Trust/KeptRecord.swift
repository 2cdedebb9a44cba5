internal import PolicyCore

/// What one file of the cache holds: a format, the fields, and a sum that tells them from damaged ones.
protocol KeptRecord: StoredFields {
  /// What a file begins with; it changes with the order of the fields.
  static var format: String { get }
}

extension KeptRecord {
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
