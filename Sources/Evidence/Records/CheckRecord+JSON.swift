internal import GitModel
internal import PolicyCore

/// Why a line, or an entry, is no record.
public struct RecordError: Error, Equatable {
  /// What is wrong, in lower case.
  public let message: String

  init(_ message: String) { self.message = message }
}

extension CheckRecord {
  /// The longest line. The longest signature that is known, of RSA with 16,384 bits, has 6 KB.
  public static let longestLine = 32 << 10

  /// The record that a line is.
  public init(line: [UInt8]) throws(RecordError) {
    guard line.count <= Self.longestLine else {
      throw RecordError("it has \(line.count) bytes, more than \(Self.longestLine)")
    }
    var members = try RecordMembers(text: line)
    let commit = try members.id("commit")
    self.init(
      commit: commit, tree: try members.id("tree"),
      context: try members.text("context", limit: 1024),
      conclusion: try members.word("conclusion"), completedAt: try members.moment("completed_at"))
    guard conclusion != .pending else { throw RecordError("'conclusion' is 'pending'") }
    app = try members.optionalText("app", limit: 256)
    url = try members.optionalText("url", limit: 4096)
    signature = try members.optionalText("signature", limit: 16 << 10)
    if let value = members.take("metric") {
      guard case .number(let digits) = value, digits.utf8.count <= 40,
        Double(digits)?.isFinite == true
      else { throw RecordError("'metric' is no number") }
      metric = digits
    }
    try members.end()
  }

  /// The record in its one form.
  var json: JSON {
    var members: [JSON.Member] = []
    func add(_ name: String, _ value: JSON?) {
      if let value { members.append(JSON.Member(name: name, value: value)) }
    }
    add("version", .number("1"))
    add("commit", .string(commit.hex))
    add("tree", .string(tree.hex))
    add("context", .string(context))
    add("app", app.map { .string($0) })
    add("conclusion", .string(conclusion.rawValue))
    add("completed_at", .string(Timestamp.text(completedAt)))
    add("metric", metric.map { .number($0) })
    add("url", url.map { .string($0) })
    add("signature", signature.map { .string($0) })
    return .object(members)
  }
}
