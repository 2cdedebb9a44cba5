import PolicyCore
import Testing

/// What docs.github.com, "About code owners", says of each example.
@Suite struct CodeOwnersTests {
  /// The documentation's example of a file, without most of its comments.
  static let documented = """
    # This is a comment.
    # Each line is a file pattern followed by one or more owners.
    *       @global-owner1 @global-owner2
    *.js    @js-owner #This is an inline comment.
    *.go docs@example.com
    *.txt @octo-org/octocats
    /build/logs/ @doctocat
    docs/*  docs@example.com
    apps/ @octocat
    /docs/ @doctocat
    /scripts/ @doctocat @octocat
    **/logs @octocat
    /apps/ @octocat
    /apps/github
    """

  @Test(
    "The documentation's file gives each path the owners that it says",
    arguments: [
      ("README.md", "@global-owner1 @global-owner2"),
      ("lib/deep/x.c", "@global-owner1 @global-owner2"),
      ("src/a.js", "@js-owner"),
      ("cmd/main.go", "docs@example.com"),
      ("a/b/note.txt", "@octo-org/octocats"),
      ("build/logs/today", "@octocat"),
      ("sub/build/other/today", "@global-owner1 @global-owner2"),
      ("docs/getting-started.md", "@doctocat"),
      ("docs/build-app/troubleshooting.md", "@doctocat"),
      ("x/docs/a.md", "@global-owner1 @global-owner2"),
      ("x/apps/y/z.c", "@octocat"),
      ("scripts/run.sh", "@doctocat @octocat"),
      ("deeply/nested/logs/x", "@octocat"),
      ("logs/x", "@octocat"),
      ("apps/one/x", "@octocat"),
      ("apps/github/x", ""),
      ("apps/github", ""),
    ])
  func documentedExample(path: String, owners: String) {
    let file = CodeOwners(Array(Self.documented.utf8))
    #expect(file.problems.isEmpty)
    #expect(file.owners(of: Array(path.utf8)).joined(separator: " ") == owners)
  }

  @Test(
    "A pattern alone matches what the documentation says",
    arguments: [
      ("/build/logs/", "build/logs/a", true), ("/build/logs/", "build/logs/a/b", true),
      ("/build/logs/", "x/build/logs/a", false), ("/build/logs/", "build/logs", false),
      ("docs/*", "docs/getting-started.md", true),
      ("docs/*", "docs/build-app/troubleshooting.md", false),
      ("apps/", "apps/x", true), ("apps/", "a/b/apps/x/y", true), ("apps/", "apps", false),
      ("**/logs", "build/logs/x", true), ("**/logs", "scripts/logs", true),
      ("**/logs", "deeply/nested/logs/x", true),
      ("/apps/github", "apps/github", true), ("/apps/github", "apps/githubber", false),
      // "CODEOWNERS paths are case sensitive."
      ("/Docs/", "docs/x", false),
      ("*", ".github/CODEOWNERS", true), ("*.js", "a.js.map", false),
      ("a\\ b/", "a b/x", true), ("*.c++", "x.c++", true), ("*.c++", "x.ccc", false),
      ("a?c", "abc", true), ("a?c", "a/c", false), ("a.c", "abc", false),
      ("src/**/test", "src/test", true), ("src/**/test", "src/a/b/test/x", true),
      ("src/**/test", "src/atest", false), ("/src/**", "src/a/b", true), ("/src/**", "src", false),
    ])
  func pattern(text: String, path: String, matches: Bool) {
    let file = CodeOwners(Array("\(text) @a".utf8))
    #expect(file.problems.isEmpty)
    #expect((file.line(for: Array(path.utf8)) != nil) == matches)
  }

  @Test(
    "What GitHub cannot read is passed over and told with its line",
    arguments: [
      ("!docs/ @a", "'!'"), ("docs/[ab].md @a", "class"), ("[Section] @a", "class"),
      ("^[Optional] @a", "class"), ("*.txt docs@", "'docs@'"), ("*.txt @", "'@'"),
      ("*.txt alice", "'alice'"), ("*.txt @a/b/c", "'@a/b/c'"), ("*.txt @@a", "'@@a'"),
      ("/ @a", "nothing"), ("\\#notes @a", "'#'"), ("***/x @a", "'***'"),
    ])
  func invalid(line: String, told: String) throws {
    let file = CodeOwners(Array("* @all\n\n\(line)\n".utf8))
    let problem = try #require(file.problems.first)
    #expect(problem.line == 3)
    #expect(problem.message.contains(told), "\(problem.message)")
    #expect(file.lines.map(\.number) == [1])
    #expect(file.owners(of: Array("docs/a.md".utf8)) == ["@all"])
  }

  @Test("Blank lines, comments, tabs and line ends of DOS are no rules and no problems")
  func blanks() {
    let file = CodeOwners(Array("\r\n  \t\n# x @a\n  # y\n*.c\t@a\r\n*.h @b # @c\r\n".utf8))
    #expect(file.problems.isEmpty)
    #expect(file.lines.map(\.owners) == [["@a"], ["@b"]])
    #expect(file.owners(of: Array("x.c".utf8)) == ["@a"])
  }

  @Test("Bytes that are no text give an answer, never a trap")
  func hostile() {
    for bytes: [UInt8] in [
      [], [0], [0xFF, 0xFE], [0x5C], [0x2A, 0x20, 0x40], Array(repeating: 0x2A, count: 5000),
      Array("a\0b @x".utf8), Array("\u{202E}x @a".utf8), Array("\\ @a".utf8), Array("\\".utf8),
    ] {
      let file = CodeOwners(bytes)
      _ = file.owners(of: Array("a/b".utf8))
      _ = file.owners(of: [0xFF, 0x2F, 0])
    }
  }

  @Test("A path that is no text is matched as bytes")
  func bytes() {
    let file = CodeOwners(Array("/src/ @a\n".utf8))
    #expect(file.owners(of: Array("src/".utf8) + [0xE9, 0x2E, 0x63]) == ["@a"])
  }
}
