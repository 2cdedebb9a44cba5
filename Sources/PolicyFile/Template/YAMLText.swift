internal import PolicyCore

/// Writes text as a YAML scalar that reads as this text and nothing else.
enum YAMLText {
  /// The scalar: plain where that is safe in any place, else between double quotes.
  static func scalar(_ text: String) -> String { isPlain(text) ? text : escaped(text) }

  /// The texts as a list in one line.
  static func list(_ texts: [String]) -> String {
    "[" + texts.map(scalar).joined(separator: ", ") + "]"
  }

  /// A required check.
  static func check(_ check: Protection.RequiredCheck) -> String {
    let context = scalar(check.context)
    return check.app.map { "{context: \(context), app: \(scalar($0))}" } ?? context
  }

  /// Users and teams as members of a map, `users: [bob], teams: [core]`; those who are not named are left
  /// out.
  static func people(_ people: Protection.Pushers) -> String {
    [("users", people.users), ("teams", people.teams)].filter { !$0.1.isEmpty }
      .map { "\($0.0): \(list($0.1))" }.joined(separator: ", ")
  }

  private static func isPlain(_ text: String) -> Bool {
    // A hidden file's name begins with a dot.
    guard let first = text.unicodeScalars.drop(while: { $0 == "." }).first, isLetter(first),
      text.unicodeScalars.allSatisfy({ isLetter($0) || "-_./".unicodeScalars.contains($0) })
    else { return false }
    return CoreType(plain: text) == .text
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
  }

  private static func escaped(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case " "..."~": result.unicodeScalars.append(scalar)
      case _ where scalar.properties.isAlphabetic && scalar.value < 0xE000:
        result.unicodeScalars.append(scalar)
      case _ where scalar.properties.isEmojiPresentation: result.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16)
        result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      }
    }
    return result + "\""
  }
}
