import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import Hooks

@Suite("The policy cache")
struct PolicyCacheTests {
  private static let keys: [PolicyCache.Key] = [
    .blob(.zero), .preset("story-flow"), .preset("trunk"),
  ]

  @Test("A policy that is kept comes back under its own key only", arguments: keys)
  func returns(key: PolicyCache.Key) throws {
    let repository = try CachedRepository()
    let cache = repository.cache()
    #expect(try cache.alone(key) == nil)
    cache.keep(try .sample(1), for: key)
    for other in Self.keys {
      #expect(try cache.alone(other) == (other == key ? .sample(1) : nil))
    }
    cache.keep(try .sample(2), for: key)
    #expect(try repository.cache().alone(key) == .sample(2))
    #expect(repository.files.count == 1)
  }

  @Test("A policy counts while every file that it was read with is as it was")
  func neighbours() throws {
    let repository = try CachedRepository()
    let (old, new) = (ObjectID.zero, try #require(ObjectID(bytes: Array(1...20))))
    let rests: [PolicyCache.Neighbour] = [
      .init(path: "a.yml", blob: old), .init(path: "b", blob: nil),
    ]
    repository.cache().keep(try .sample(), for: .blob(new), neighbours: rests)
    func policy(_ tree: [String: ObjectID]) throws(GitError) -> Policy? {
      try repository.cache().policy(for: .blob(new)) { path throws(GitError) in tree[path] }
    }
    #expect(try policy(["a.yml": old]) == .sample())
    #expect(try policy(["a.yml": new]) == nil)
    #expect(try policy([:]) == nil)
    #expect(try policy(["a.yml": old, "b": old]) == nil)
    #expect(throws: GitError.self) { _ = try repository.cache().alone(.blob(new)) }
  }

  @Test("What another program kept, or one that does not know itself, is no policy")
  func otherProgram() throws {
    let repository = try CachedRepository()
    repository.cache(of: nil).keep(try .sample(), for: .blob(.zero))
    #expect(repository.files.isEmpty)
    repository.cache().keep(try .sample(), for: .blob(.zero))
    #expect(try repository.cache(of: nil).alone(.blob(.zero)) == nil)
    let other = ProgramIdentity(facts: [1, 2, 4])
    #expect(try repository.cache(of: other).alone(.blob(.zero)) == nil)
    #expect(try repository.cache().alone(.blob(.zero)) == .sample())
  }

  @Test("The running program knows itself")
  func running() throws {
    let running = try #require(ProgramIdentity.running)
    #expect(running == ProgramIdentity.running)
    #expect(running != .blank)
    let repository = try CachedRepository()
    PolicyCache(commonDirectory: repository.folder.path).keep(try .sample(), for: .blob(.zero))
    let cache = PolicyCache(commonDirectory: repository.folder.path + "/")
    #expect(try cache.alone(.blob(.zero)) == .sample())
  }

  @Test("A file that was given another's name is a miss")
  func renamed() throws {
    let repository = try CachedRepository()
    repository.cache().keep(try .sample(1), for: .preset("trunk"))
    let file = try repository.file
    let bytes = try #require(repository.folder.read(file))
    let other = file.replacing("preset-trunk", with: ObjectID.zero.hex)
    #expect(other != file)
    repository.cache().keep(try .sample(2), for: .blob(.zero))
    try repository.folder.write(bytes, to: other)
    #expect(try repository.cache().alone(.blob(.zero)) == nil)
  }

  @Test("The cache stays small, and what was kept last stays")
  func isSmall() throws {
    let repository = try CachedRepository()
    let cache = repository.cache()
    for number: UInt8 in 0..<40 { cache.keep(try .sample(Int(number)), for: try .blob(number)) }
    #expect(repository.files.count == CacheFolder.mostFiles)
    #expect(try cache.alone(try .blob(0)) == nil)
    let kept = try (0..<40).filter { try cache.alone(try .blob($0)) != nil }
    #expect(kept.count == CacheFolder.mostFiles)
    for number in kept { #expect(try cache.alone(try .blob(number)) == .sample(Int(number))) }
  }

  @Test("Twenty hooks at once get the right policy or none, and leave no drafts")
  func concurrent() async throws {
    let repository = try CachedRepository()
    let path = repository.folder.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for hook in 0..<20 {
        group.addTask {
          let cache = PolicyCache(commonDirectory: path, program: CachedRepository.program)
          for round in 0..<30 {
            // More policies than the cache holds, so that writers and removers meet too.
            let number = (hook * 7 + round) % 24
            let key = try PolicyCache.Key.blob(UInt8(number))
            if let found = try cache.alone(key) {
              #expect(try found == .sample(number))
            } else {
              cache.keep(try .sample(number), for: key)
            }
            await Task.yield()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect((1...CacheFolder.mostFiles).contains(repository.files.count))
    #expect(repository.files.allSatisfy { $0.split(separator: ".").count == 2 })
  }
}
