internal import PolicyCore

/// Text from a repository, made harmless for where it goes: one function for each such place.
///
/// Whoever names a branch or writes a commit chooses these bytes. The functions build on each other:
/// `text` first takes away what no reader can see, the others what their syntax would act on.
public enum Escaped {
  /// The bytes as text, each that is not UTF-8 as `\xNN`.
  public static func utf8(_ bytes: some Collection<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    let bytes = Array(bytes)
    var result = String.UnicodeScalarView()
    var parser = Unicode.UTF8.ForwardParser()
    var source = bytes.makeIterator()
    var position = 0
    while true {
      switch parser.parseScalar(from: &source) {
      case .valid(let encoded):
        result.append(UTF8.decode(encoded))
        position += encoded.count
      case .error(let length):
        for byte in bytes[position..<position + length] {
          result.append(contentsOf: "\\x\(hex(UInt32(byte), 2))".unicodeScalars)
        }
        position += length
      case .emptyInput: return String(result)
      }
    }
  }

  /// One line for a terminal or a log: controls, what reorders text and what has no width are shown
  /// as what they are.
  public static func text(_ text: String) -> String {
    var result = text
    if result.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7f }) {
      var visible = String.UnicodeScalarView()
      for scalar in text.unicodeScalars {
        if scalar.isHidden {
          visible.append(contentsOf: name(of: scalar).unicodeScalars)
        } else {
          visible.append(scalar)
        }
      }
      result = String(visible)
    }
    // GitHub's runner takes '##[command]' for a command wherever it stands in a line
    // (actions/runner, ActionCommand.TryParse).
    return result.utf8.contains(UInt8(ascii: "#"))
      ? result.replacing("##[", with: "#\\x23[") : result
  }

  /// One line for a terminal or a log, from bytes.
  public static func text(_ bytes: some Collection<UInt8>) -> String { text(utf8(bytes)) }

  private static func name(of scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default:
      switch scalar.value {
      case ..<0x80: "\\x\(hex(scalar.value, 2))"
      case ..<0x1_0000: "\\u\(hex(scalar.value, 4))"
      default: "\\U\(hex(scalar.value, 8))"
      }
    }
  }

  static func hex(_ value: UInt32, _ digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
