internal import GitModel

/// The members of an object that stands for evidence, taken one by one; what is left over is an error:
/// a member that is not understood may change what the others mean.
struct RecordMembers {
  private var left: [String: JSON] = [:]

  /// The members of a text that must be an object in JSON, of the one version that there is.
  init(text: [UInt8]) throws(RecordError) {
    let json: JSON
    do throws(JSONError) {
      json = try JSONReader.read(text)
    } catch {
      throw RecordError("it is no JSON: \(error.message) at byte \(error.offset)")
    }
    try self.init(json)
    guard try required("version") == .number("1") else {
      throw RecordError("its version is not 1; a newer policy may read it")
    }
  }

  /// The members of a value that must be an object.
  init(_ value: JSON) throws(RecordError) {
    guard let members = value.members else { throw RecordError("it is no JSON object") }
    for member in members { left[member.name] = member.value }
  }

  /// A member; `nil` where there is none.
  mutating func take(_ name: String) -> JSON? { left.removeValue(forKey: name) }

  /// Whether there is such a member.
  func has(_ name: String) -> Bool { left[name] != nil }

  /// A member that must be there.
  mutating func required(_ name: String) throws(RecordError) -> JSON {
    guard let value = take(name) else { throw RecordError("'\(name)' is missing") }
    return value
  }

  /// Text that is not empty and has at most `limit` bytes.
  mutating func text(_ name: String, limit: Int) throws(RecordError) -> String {
    guard let text = try required(name).string, !text.isEmpty else {
      throw RecordError("'\(name)' is no text")
    }
    guard text.utf8.count <= limit else {
      throw RecordError("'\(name)' has more than \(limit) bytes")
    }
    return text
  }

  /// Text that may be left out.
  mutating func optionalText(_ name: String, limit: Int) throws(RecordError) -> String? {
    left[name] == nil ? nil : try text(name, limit: limit)
  }

  /// An object's id.
  mutating func id(_ name: String) throws(RecordError) -> ObjectID {
    guard let id = ObjectID(hex: try text(name, limit: 64)), !id.isZero else {
      throw RecordError("'\(name)' is no object's id")
    }
    return id
  }

  /// A moment, in seconds since 1970.
  mutating func moment(_ name: String) throws(RecordError) -> Int64 {
    let text = try text(name, limit: 32)
    // In the one form in which it is written.
    guard let seconds = Timestamp.seconds(text), Timestamp.text(seconds) == text else {
      throw RecordError("'\(name)' is no moment such as 2026-01-31T12:00:00Z")
    }
    return seconds
  }

  /// A whole number that is not negative.
  mutating func count(_ name: String) throws(RecordError) -> Int {
    guard let number = try required(name).int, number >= 0 else {
      throw RecordError("'\(name)' is no whole number")
    }
    return number
  }

  /// Texts in their order, none of them empty.
  mutating func texts(_ name: String, limit: Int) throws(RecordError) -> [String] {
    guard let values = try required(name).array else { throw RecordError("'\(name)' is no list") }
    var texts: [String] = []
    for value in values {
      guard let text = value.string, !text.isEmpty, text.utf8.count <= limit else {
        throw RecordError("'\(name)' holds what is no text of at most \(limit) bytes")
      }
      texts.append(text)
    }
    return texts
  }

  /// A moment that may be left out.
  mutating func optionalMoment(_ name: String) throws(RecordError) -> Int64? {
    has(name) ? try moment(name) : nil
  }

  /// One of some words.
  mutating func word<Word: RawRepresentable<String>>(_ name: String) throws(RecordError) -> Word {
    guard let word = Word(rawValue: try text(name, limit: 64)) else {
      throw RecordError("'\(name)' is no word that is known")
    }
    return word
  }

  /// Throws where something is left.
  func end() throws(RecordError) {
    guard let name = left.keys.min() else { return }
    throw RecordError("'\(String(name.prefix(64)))' is no member that is known")
  }
}
