import GitModel
import PolicyCore
import PolicyFile
import TestSupport
import Testing

@testable import Hooks

@Suite("A parser that the cache spares")
struct SparingParserTests {
  /// A parser that counts how often it is asked.
  private final class CountingParser {
    var count = 0

    func parse(_ found: FoundText?) throws(HookFailure) -> Policy {
      count += 1
      guard let found else { return Policy() }
      let text = try ask { () throws(GitError) in try found.text() }
      do throws(PolicyFileError) {
        return try PolicyFile.parse(text, name: found.name) { path throws(PolicyFileError) in
          do throws(GitError) {
            if let bytes = try found.neighbour(path) { return bytes }
          } catch { throw PolicyFileError(file: path, message: error.message) }
          throw PolicyFileError(file: path, message: "there is no such file")
        }
      } catch { throw HookFailure(GitError(.failed, "parse", found.name)) }
    }
  }

  private static func found(
    _ text: String, _ tree: [String: String] = [:]
  ) throws -> FoundText {
    try FoundText(Array(text.utf8), name: "p.yml", source: "p.yml at main") {
      path throws(GitError) in
      tree[path].map { Array($0.utf8) }
    }
  }

  @Test("The same text is parsed once, and again when a file beside it changes")
  func neighbours() throws {
    let repository = try CachedRepository()
    let parser = CountingParser()
    func policy(_ tree: [String: String]) throws -> Policy {
      let text = "version: 1\nextends: a.yml\nbaseline: {file: known}\n"
      return try repository.cache().sparing(parser.parse)(try Self.found(text, tree))
    }
    let (base, known) = ("version: 1\nextends: trunk\n", "lock refs/heads/main -\n")
    let first = try policy(["a.yml": base, "known": known])
    #expect(first.baseline.known.count == 1)
    #expect(try policy(["a.yml": base, "known": known]) == first)
    #expect(parser.count == 1)
    #expect(try policy(["a.yml": base, "known": ""]).baseline.known.isEmpty)
    #expect(try policy(["a.yml": base + "mode: evaluate\n", "known": ""]).mode == .evaluate)
    #expect(parser.count == 3)
    #expect(throws: HookFailure.self) { _ = try policy(["known": ""]) }
  }

  @Test("The preset is parsed once")
  func preset() throws {
    let repository = try CachedRepository()
    let parser = CountingParser()
    for _ in 0..<3 { #expect(try repository.cache().sparing(parser.parse)(nil) == Policy()) }
    #expect(parser.count == 1)
  }

  @Test("What does not parse is never kept")
  func malformed() throws {
    let repository = try CachedRepository()
    let parser = CountingParser()
    for _ in 0..<2 {
      #expect(throws: HookFailure.self) {
        _ = try repository.cache().sparing(parser.parse)(Self.found("version: 2\n"))
      }
    }
    #expect(parser.count == 2)
    #expect(repository.files.isEmpty)
  }
}
