internal import PolicyCore

/// What is recorded of a gate on a commit, as it is drawn: `gate coverage passed 93.5 on B`.
struct DrawnGate: Sendable {
  let name: String
  /// How the gate ended.
  let word: Word
  let value: Double?
  let label: String

  /// What can be recorded.
  enum Word: String, CaseIterable, Sendable {
    /// It passed, and the result is proof.
    case passed
    /// It did not, and the result is proof.
    case failed
    /// It passed, as somebody claims.
    case claimed
  }
}

extension Drawing {
  mutating func readGate(_ reader: inout StatementReader) throws(DrawingError) {
    try reader.expect("gate")
    let name = try reader.word("a gate's name").text
    let place = reader.place
    guard let word = DrawnGate.Word(rawValue: try reader.word("how it ended").text) else {
      let known = DrawnGate.Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw DrawingError("a gate ends with one of: \(known)", at: place)
    }
    var value: Double?
    if !reader.take("on") {
      let number = try reader.word("a number")
      guard let found = Number.value(number.text) else {
        throw DrawingError("'\(number.text)' is no number", at: number.place)
      }
      value = found
      try reader.expect("on")
    }
    gates.append(
      DrawnGate(name: name, word: word, value: value, label: try commitLabel(&reader)))
  }
}
