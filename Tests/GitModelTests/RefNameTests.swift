import GitModel
import TestSupport
import Testing

@Suite struct RefNameTests {
  /// Every pair and triple of what the rules are about, inside names and at their edges.
  static let names: [String] = {
    let parts = [
      "a", ".", "..", "/", "//", "@", "{", "@{", "~", "^", ":", "?", "*", "[", "]", "\\", " ", "\t",
      "\u{7F}", ".lock", "lock", ".lock.", "-", "é", "\u{202E}", "\n", "refs", "HEAD",
    ]
    var names: [String] = ["", "refs/heads/main", "refs/heads/a.lock/b", "refs/heads/.lock"]
    for first in parts {
      names += [first, "refs/" + first, "refs/" + first + "/x", "refs/x" + first, first + "/x"]
      for second in parts {
        names += [first + second, "refs/x" + first + second, "refs/" + first + second + "x"]
      }
    }
    // What begins with a dash is an option to git.
    return names.filter { !$0.hasPrefix("-") }
  }()

  @Test("A name is well formed where git check-ref-format says so")
  func oracle() async throws {
    let folder = try TemporaryFolder()
    #expect(Self.names.count > 2_000)
    for chunk in stride(from: 0, to: Self.names.count, by: 400) {
      let names = Self.names[chunk..<min(chunk + 400, Self.names.count)]
      let script = "for name; do git check-ref-format \"$name\" && echo 1 || echo 0; done"
      let said = try await Program.run("sh", ["-c", script, "sh"] + names, in: folder.path).lines
      for (name, answer) in zip(names, said) {
        #expect((RefName(name) != nil) == (answer == "1"), "\(name.debugDescription)")
      }
      #expect(said.count == names.count)
    }
  }

  @Test("A NUL, which no program can be given, is refused")
  func nul() {
    #expect(RefName("refs/heads/main\0") == nil)
    #expect(RefName(bytes: Array("refs/heads/".utf8) + [0]) == nil)
    #expect(BranchName("a\0b") == nil)
  }

  @Test("Bytes that are not UTF-8 are kept")
  func bytes() {
    let bytes = Array("refs/heads/".utf8) + [0xFF, 0xE9]
    #expect(RefName(bytes: bytes)?.bytes == bytes)
    #expect(RefName(bytes: bytes)?.branch?.bytes == [0xFF, 0xE9])
  }

  @Test("A branch's name is what stands behind its folder")
  func branch() {
    #expect(RefName("refs/heads/a/b")?.branch?.text == "a/b")
    #expect(RefName("refs/tags/a")?.branch == nil)
    #expect(RefName("refs/remotes/origin/a/b")?.branch(ofRemote: "origin")?.text == "a/b")
    #expect(RefName("refs/remotes/origin2/a")?.branch(ofRemote: "origin") == nil)
    #expect(RefName("refs/remotes/up/stream/a")?.branch(ofRemote: "up/stream")?.text == "a")
    #expect(BranchName("a").flatMap { RefName(branch: $0) }?.text == "refs/heads/a")
    #expect(BranchName("a..b") == nil)
    #expect(BranchName("") == nil)
  }

  @Test("Names sort by their bytes")
  func order() throws {
    let sorted = [
      "refs/heads/A", "refs/heads/a", "refs/heads/a-b", "refs/heads/a/b", "refs/heads/é",
    ]
    #expect(sorted.reversed().compactMap { RefName($0) }.sorted().map(\.text) == sorted)
  }
}
