extension Bool: Stored {
  package func write(to bytes: inout StoredWriter) { bytes.write(byte: self ? 1 : 0) }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    switch try bytes.byte() {
    case 0: self = false
    case 1: self = true
    default: throw .malformed
    }
  }
}

extension UInt8: Stored {
  package func write(to bytes: inout StoredWriter) { bytes.write(byte: self) }

  package init(from bytes: inout StoredReader) throws(StoredError) { self = try bytes.byte() }
}

extension Int64: Stored {
  package func write(to bytes: inout StoredWriter) {
    bytes.write(number: UInt64(bitPattern: self))
  }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    self.init(bitPattern: try bytes.number())
  }
}

extension Int: Stored {
  package func write(to bytes: inout StoredWriter) { Int64(self).write(to: &bytes) }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    guard let value = Int(exactly: try Int64(from: &bytes)) else { throw .malformed }
    self = value
  }
}

extension String: Stored {
  package func write(to bytes: inout StoredWriter) { bytes.write(counted: utf8) }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    self.init(decoding: try bytes.counted(), as: UTF8.self)
  }
}

extension Optional: Stored where Wrapped: Stored {
  package func write(to bytes: inout StoredWriter) {
    (self != nil).write(to: &bytes)
    self?.write(to: &bytes)
  }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    self = try Bool(from: &bytes) ? try Wrapped(from: &bytes) : nil
  }
}

extension Array: Stored where Element: Stored {
  package func write(to bytes: inout StoredWriter) {
    bytes.write(number: UInt64(count))
    for element in self { element.write(to: &bytes) }
  }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    self.init()
    for _ in 0..<(try bytes.count()) { append(try Element(from: &bytes)) }
  }
}

extension Set: Stored where Element: Stored & Comparable {
  package func write(to bytes: inout StoredWriter) { sorted().write(to: &bytes) }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    self.init(try [Element](from: &bytes))
  }
}

extension Dictionary: Stored where Key: Stored & Comparable, Value: Stored {
  package func write(to bytes: inout StoredWriter) {
    bytes.write(number: UInt64(count))
    for (key, value) in sorted(by: { $0.key < $1.key }) {
      key.write(to: &bytes)
      value.write(to: &bytes)
    }
  }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    self.init()
    for _ in 0..<(try bytes.count()) {
      let key = try Key(from: &bytes)
      self[key] = try Value(from: &bytes)
    }
  }
}

/// A value with a few cases is stored as the number of its case.
extension Stored where Self: CaseIterable & Equatable {
  package func write(to bytes: inout StoredWriter) {
    bytes.write(
      number: UInt64(Self.allCases.enumerated().first { $0.element == self }?.offset ?? 0))
  }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    let number = try bytes.number()
    guard let value = Self.allCases.enumerated().first(where: { $0.offset == number })?.element
    else { throw .malformed }
    self = value
  }
}
