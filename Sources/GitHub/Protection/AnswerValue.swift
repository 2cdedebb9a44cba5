internal import Evidence

/// A value in an answer and its place there, so that what is wrong with it can be told.
struct AnswerValue {
  let json: JSON
  let path: String

  init(_ json: JSON, at path: String = "") { (self.json, self.path) = (json, path) }

  /// The value that a body holds.
  init(body: [UInt8]) throws(GitHubAnswer.Flaw) {
    do throws(JSONError) {
      self.init(try JSONReader.read(body))
    } catch {
      throw GitHubAnswer.Flaw("it is not JSON: \(error.message) at byte \(error.offset)")
    }
  }

  /// The members of an object, by name.
  func members() throws(GitHubAnswer.Flaw) -> [String: AnswerValue] {
    guard let members = json.members else { throw isElse("an object") }
    return Dictionary(
      members.map { ($0.name, AnswerValue($0.value, at: child($0.name))) },
      uniquingKeysWith: { first, _ in first })
  }

  /// A member; `nil` where it is absent or null.
  func member(_ name: String) throws(GitHubAnswer.Flaw) -> AnswerValue? {
    let found = try members()[name]
    return found?.json == .null ? nil : found
  }

  /// A member that must be there.
  func required(_ name: String) throws(GitHubAnswer.Flaw) -> AnswerValue {
    guard let found = try member(name) else {
      throw GitHubAnswer.Flaw("'\(child(name))' is missing")
    }
    return found
  }

  func elements() throws(GitHubAnswer.Flaw) -> [AnswerValue] {
    guard let elements = json.array else { throw isElse("a list") }
    return elements.enumerated().map { AnswerValue($1, at: "\(path)[\($0)]") }
  }

  func flag() throws(GitHubAnswer.Flaw) -> Bool {
    guard case .bool(let flag) = json else { throw isElse("true or false") }
    return flag
  }

  func integer() throws(GitHubAnswer.Flaw) -> Int {
    guard let value = json.int else { throw isElse("a whole number") }
    return value
  }

  func text() throws(GitHubAnswer.Flaw) -> String {
    guard let text = json.string else { throw isElse("text") }
    return text
  }

  private func child(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  private func isElse(_ expected: String) -> GitHubAnswer.Flaw {
    GitHubAnswer.Flaw("\(path.isEmpty ? "it" : "'\(path)'") is not \(expected)")
  }
}

extension JSON {
  /// A whole number.
  static func int(_ value: Int) -> JSON { .number(String(value)) }

  /// An object from pairs.
  static func object(_ pairs: [(String, JSON)]) -> JSON {
    .object(pairs.map { Member(name: $0.0, value: $0.1) })
  }

  /// The same value with the members of every object sorted by name: what two answers that mean the
  /// same have in common.
  var sorted: JSON {
    switch self {
    case .array(let elements): .array(elements.map(\.sorted))
    case .object(let members):
      .object(
        members.map { Member(name: $0.name, value: $0.value.sorted) }.sorted { $0.name < $1.name })
    default: self
    }
  }
}
