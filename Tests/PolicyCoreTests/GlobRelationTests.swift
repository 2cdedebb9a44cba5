import PolicyCore
import Testing

/// How the names of two patterns lie to each other, held against names.
@Suite struct GlobRelationTests {
  @Test(
    "Two patterns overlap, or one is within the other, as people would say",
    arguments: [
      ("v*", "v1", true, false), ("v1", "v*", true, true), ("v*", "*-rc", true, false),
      ("v*", "w*", false, false), ("v*", "**/*", true, true), ("**/*", "v*", true, false),
      ("a/*", "*", false, false), ("a/**/*", "a/*", true, false), ("a/*", "a/**/*", true, true),
      ("[a-c]x", "[^a-c]x", false, false), ("[ab]", "[a-c]", true, true), ("?", "*", true, true),
      ("v\\*", "v*", true, true), ("é*", "?x", true, false), ("[^/]", "?", true, true),
      // No name ends in a slash or has two in a row.
      ("a/*", "a/?*", true, true), ("a/*/b", "a/?*/b", true, true), ("*", "?*", true, true),
    ])
  func known(left: String, right: String, overlaps: Bool, isWithin: Bool) throws {
    let (left, right) = (try Glob(left), try Glob(right))
    #expect(left.overlaps(right) == overlaps)
    #expect(right.overlaps(left) == overlaps)
    #expect(left.isWithin(right) == isWithin)
  }

  /// All names of refs with these characters.
  private static let names: [[UInt8]] = {
    var (names, last): ([[UInt8]], [[UInt8]]) = ([], [[]])
    for _ in 0..<4 {
      last = last.flatMap { name in
        "abz/".utf8.compactMap { byte in
          byte == UInt8(ascii: "/") && (name.isEmpty || name.last == byte) ? nil : name + [byte]
        }
      }
      names += last.filter { $0.last != UInt8(ascii: "/") }
    }
    return names
  }()

  @Test("What is said of two patterns is so of all names")
  func exhaustive() throws {
    let pieces = ["a", "b", "*", "?", "[ab]", "[^a]", "/", "**/"]
    let globs = try (pieces + pieces.flatMap { first in pieces.map { first + $0 } }).map {
      try Glob($0)
    }
    let matched = globs.map { glob in Self.names.map(glob.matches) }
    for (left, own) in zip(globs, matched) {
      for (right, others) in zip(globs, matched) {
        let pairs = zip(own, others)
        try #require(
          left.overlaps(right) == pairs.contains { $0 && $1 }, "\(left.text) \(right.text)")
        try #require(
          left.isWithin(right) == pairs.allSatisfy { !$0 || $1 }, "\(left.text) \(right.text)")
      }
    }
  }

  @Test("Patterns that were made to hang are given up")
  func hostile() throws {
    // Which of the last characters are an 'a' and which a 'b' has to be remembered.
    let tail = String(repeating: "?", count: 40)
    let (left, right) = (try Glob("*a\(tail)"), try Glob("*[ab]\(tail)"))
    #expect(left.isWithin(right) == nil)
    #expect(left.overlaps(right) == true)
  }
}
