extension Escaped {
  /// The message of a GitHub workflow command, which may have several lines.
  ///
  /// Source: escapeData in actions/toolkit, packages/core/src/command.ts.
  public static func workflowData(_ text: String) -> String {
    replacing(text) { scalar in
      switch scalar {
      case "%", "\r", "\n": "%" + hex(scalar.value, 2).uppercased()
      default: nil
      }
    }
  }

  /// A property of a GitHub workflow command, such as its title.
  ///
  /// Source: escapeProperty in actions/toolkit, packages/core/src/command.ts.
  public static func workflowProperty(_ text: String) -> String {
    replacing(text) { scalar in
      switch scalar {
      case "%", "\r", "\n", ":", ",": "%" + hex(scalar.value, 2).uppercased()
      default: nil
      }
    }
  }

  /// One line of character data or of an attribute's value in XML 1.0.
  ///
  /// What XML cannot hold at all (section 2.2), `text` has made visible.
  public static func xml(_ text: String) -> String {
    replacing(self.text(text)) { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&apos;"
      default: nil
      }
    }
  }

  /// One line of running text in GitHub's Markdown, in a table too.
  ///
  /// GitHub makes links of `@name` and `#1` after it has read the Markdown, and so also where they
  /// are written as entities: a character without width keeps them apart.
  public static func markdown(_ text: String) -> String {
    replacing(self.text(text)) { scalar in
      switch scalar {
      case "@", "#": entity(scalar) + "&#8203;"
      default: isPlain(scalar) ? nil : entity(scalar)
      }
    }
  }

  /// One line in GitHub's Markdown, set as code: to be copied, never linked.
  public static func markdownCode(_ text: String) -> String {
    "<code>" + replacing(self.text(text)) { isPlain($0) ? nil : entity($0) } + "</code>"
  }

  /// A path as a relative URI (RFC 3986, section 3.3).
  public static func uri(_ path: [UInt8]) -> String {
    path.reduce(into: "") { result, byte in
      let scalar = Unicode.Scalar(byte)
      if isAlphanumeric(scalar) || "-._~/".utf8.contains(byte) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "%" + hex(UInt32(byte), 2).uppercased()
      }
    }
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    isAlphanumeric(scalar) || !scalar.isASCII || " -/,.()=+".unicodeScalars.contains(scalar)
  }

  private static func entity(_ scalar: Unicode.Scalar) -> String { "&#\(scalar.value);" }

  private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }

  private static func replacing(
    _ text: String, _ replacement: (Unicode.Scalar) -> String?
  ) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let other = replacement(scalar) {
        result.append(contentsOf: other.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
