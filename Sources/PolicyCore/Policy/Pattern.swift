internal import CRE2

/// A regular expression in RE2's syntax, as GitHub and GitLab use it: matching takes time linear in
/// the text, whatever the pattern.
public final class Pattern: Sendable {
  /// The expression.
  public let text: String
  private let compiled: Compiled

  /// Compiles an expression. Throws what RE2 says of it.
  public init(_ text: String) throws(PatternError) {
    self.text = text
    compiled = try Compiled(text)
  }

  /// Whether the expression matches somewhere in the text.
  public func matches(_ text: [UInt8]) -> Bool { compiled.matches(text) }

  /// How many groups the expression captures.
  public var groupCount: Int { compiled.groupCount }

  /// What the first group holds in the last match of a line; `nil` where nothing matches, where the
  /// group takes no part in that match, and where there are 10,000 matches.
  public func lastCapture(in text: [UInt8]) -> [UInt8]? { compiled.lastCapture(in: text) }
}

/// Why an expression does not compile, in RE2's words.
public struct PatternError: Error, Equatable {
  /// RE2's message.
  public let message: String
}

extension Pattern: Equatable {
  /// Patterns are equal when their texts are.
  public static func == (left: Pattern, right: Pattern) -> Bool { left.text == right.text }
}

/// The sole owner of one compiled expression. RE2 objects may be used from any thread (re2.h).
private struct Compiled: ~Copyable, Sendable {
  // An address, not a pointer: pointers are not Sendable, and RE2 promises what Sendable means.
  private let address: UInt

  init(_ text: String) throws(PatternError) {
    var text = text
    let made = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cre2_compile($0.baseAddress, $0.count) }
    }
    if let error = cre2_error(made) {
      let message = String(cString: error)
      cre2_free(made)
      throw PatternError(message: message)
    }
    address = UInt(bitPattern: made)
  }

  deinit { cre2_free(OpaquePointer(bitPattern: address)) }

  func matches(_ text: [UInt8]) -> Bool {
    text.withUnsafeBytes { bytes in
      cre2_matches(
        OpaquePointer(bitPattern: address), bytes.bindMemory(to: CChar.self).baseAddress,
        bytes.count) == 1
    }
  }

  var groupCount: Int { Int(cre2_groups(OpaquePointer(bitPattern: address))) }

  func lastCapture(in text: [UInt8]) -> [UInt8]? {
    guard groupCount > 0 else { return nil }
    return text.withUnsafeBytes { bytes in
      let base = bytes.bindMemory(to: CChar.self).baseAddress
      var (match, group, offset) = ([-1, -1], [-1, -1], 0)
      var captured: [UInt8]?
      // Each match takes time linear in the rest of the text: more of them than this is no line of
      // output, but an attack on our time.
      var left = 10_000
      while offset <= bytes.count,
        cre2_find(
          OpaquePointer(bitPattern: address), base, bytes.count, offset, &match, &group) == 1
      {
        left -= 1
        guard left > 0 else { return nil }
        let isThere = group[0] >= 0 && group[0] <= group[1] && group[1] <= bytes.count
        captured = isThere ? Array(bytes[group[0]..<group[1]]) : nil
        // An empty match must not be found again.
        offset = max(match[1], match[0] + 1, offset + (match[1] > offset ? 0 : 1))
      }
      return captured
    }
  }
}
