import PolicyCore
import TestSupport
import Testing

/// "A CODEOWNERS file uses a pattern that follows most of the same rules used in gitignore files"
/// (docs.github.com, "About code owners"): Git itself says what a pattern matches.
@Suite struct CodeOwnersPatternTests {
  /// Patterns that mean the same to both. `x/*` does not, since Git ignores what is in an ignored
  /// folder; nor `a**/b`, of which Git matches the `a` by itself and then sees `**/` at the start.
  static let patterns = [
    "*", "a", "/a", "a/", "/a/", "a/b", "/a/b", "a/b/", "**/a", "**/a/b", "a/**", "/a/**", "a/**/b",
    "**/a/", "*.c", "/*.c", "a*", "a?", "?", "a/*.c", "a/b*", "a**", "a**b", "**a", "**", "**/",
    "/**",
    "a/**b", "x.c", "\\a", "a\\*", "a+b", "a.b", "(a)", "{a,b}", "a|b", "$a", "^a", "a$",
    "a\\?",
  ]

  static let paths = [
    "a", "b", "ab", "aab", "a/a", "a/b", "b/a", "a/b/c", "b/a/c", "a/x/b", "a/x/y/b", "x/a/b",
    "x.c",
    "a/x.c", "a/b/x.c", "a/x/y.c", "b/a/b/c", "ax/b", "a/xb", "x/y/z", "a*", "a?", "a+b", "aab/c",
    "a.b", "axb", "(a)", "{a,b}", "a|b", "$a", "^a", "a$", "A", ".a", "a/.c",
  ]

  @Test("A pattern matches the paths that Git says it does", arguments: patterns)
  func oracle(pattern: String) async throws {
    let folder = try TemporaryFolder()
    try await Git.run(["init", "--quiet"], in: folder.path)
    try folder.write("\(pattern)\n".utf8, to: ".git/info/exclude")
    let answer = try await Program.run(
      "git", ["check-ignore", "--no-index", "--stdin"], in: folder.path,
      input: Array((Self.paths.joined(separator: "\n") + "\n").utf8))
    let git = Set(answer.lines)
    let file = CodeOwners(Array("\(pattern) @owner\n".utf8))
    #expect(file.problems.isEmpty)
    for path in Self.paths {
      #expect((file.line(for: Array(path.utf8)) != nil) == git.contains(path), "\(path)")
    }
  }
}
