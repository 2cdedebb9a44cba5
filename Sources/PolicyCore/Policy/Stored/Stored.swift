/// A value with a compact binary form, for a cache.
///
/// The bytes say nothing of names or types: only the program that wrote them may read them.
package protocol Stored {
  /// Adds the value.
  func write(to bytes: inout StoredWriter)
  /// Reads the value; any bytes end in one or in an error.
  init(from bytes: inout StoredReader) throws(StoredError)
}

/// Why bytes are no stored value.
package enum StoredError: Error {
  /// They end before the value does.
  case ended
  /// What stands there cannot be.
  case malformed
}

/// A value that is stored as its properties, one after the other.
package protocol StoredFields: Stored {
  /// A value to read into.
  static var blank: Self { get }
  /// Passes every stored property, in an order of its own: the one list for both directions.
  mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure)
}

/// One direction in which fields are passed: writing leaves them alone, reading sets them.
package protocol StoredPass {
  /// What can go wrong on the way.
  associatedtype Failure: Error
  /// Passes one field.
  mutating func field(_ value: inout some Stored) throws(Failure)
}

extension StoredFields {
  package func write(to bytes: inout StoredWriter) {
    var copy = self
    copy.eachField(&bytes)
  }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    self = .blank
    try eachField(&bytes)
  }
}
