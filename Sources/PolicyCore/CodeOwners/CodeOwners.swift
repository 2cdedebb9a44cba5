/// Who owns which paths: a `CODEOWNERS` file as GitHub reads it.
///
/// Source: docs.github.com, "About code owners". The last line whose pattern matches a path decides;
/// one without owners takes the path out of everybody's hands. Lines that GitHub cannot read are
/// passed over, and reported.
public struct CodeOwners: Sendable, Equatable {
  /// The places where GitHub looks for the file, in its order: the first that is there counts.
  public static let places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"]
  /// A larger file does not count.
  public static let mostBytes = 3 << 20

  /// One line: who owns what its pattern matches.
  public struct Line: Sendable, Equatable {
    /// The number, from 1.
    public let number: Int
    /// The pattern as the file has it.
    public let text: String
    /// The owners: `@user`, `@org/team` or an address.
    public let owners: [String]
    let pattern: CodeOwnersPattern
  }

  /// A line that GitHub passes over.
  public struct Problem: Sendable, Hashable {
    /// The number, from 1.
    public let line: Int
    /// What is wrong: lower case, without a period at the end.
    public let message: String
  }

  /// The lines that count, in the order of the file.
  public private(set) var lines: [Line] = []
  /// The lines that do not.
  public private(set) var problems: [Problem] = []

  /// Reads a file.
  public init(_ bytes: [UInt8]) {
    for (place, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      do throws(CodeOwnersPattern.Refusal) {
        let words = try Self.words(of: line)
        guard let text = words.first else { continue }
        let owners = words.dropFirst().map { String(decoding: $0, as: UTF8.self) }
        if let stranger = owners.first(where: { !Self.isOwner($0) }) {
          throw CodeOwnersPattern.Refusal(
            message: "'\(stranger)' is neither @user, @org/team nor an address")
        }
        lines.append(
          Line(
            number: place + 1, text: String(decoding: text, as: UTF8.self), owners: owners,
            pattern: try CodeOwnersPattern(text)))
      } catch {
        problems.append(Problem(line: place + 1, message: error.message))
      }
    }
  }

  /// The line that decides who owns a path; `nil` where none matches.
  public func line(for path: [UInt8]) -> Line? { lines.last { $0.pattern.matches(path) } }

  /// The owners of a path; empty where nobody owns it.
  public func owners(of path: [UInt8]) -> [String] { line(for: path)?.owners ?? [] }

  /// The words of a line up to a comment; what follows a backslash belongs to its word.
  private static func words(
    of line: ArraySlice<UInt8>
  ) throws(CodeOwnersPattern.Refusal) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    var rest = line
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "#") where word.isEmpty: return words
      case UInt8(ascii: "\\"):
        if rest.first == UInt8(ascii: "#"), words.isEmpty, word.isEmpty {
          throw CodeOwnersPattern.Refusal(message: "a '\\' does not make a pattern of a '#' here")
        }
        word.append(byte)
        // The end of a line as DOS writes it is no part of a word.
        if let next = rest.first, next != 13 { word.append(rest.removeFirst()) }
      case 9...13, 32:
        if !word.isEmpty { words.append(word) }
        word = []
      default: word.append(byte)
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  private static func isOwner(_ word: String) -> Bool {
    let parts = word.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let name = parts.last, !name.isEmpty else { return false }
    guard parts[0].isEmpty else { return true }
    let names = name.split(separator: "/", omittingEmptySubsequences: false)
    return names.count <= 2 && names.allSatisfy { !$0.isEmpty }
  }
}
