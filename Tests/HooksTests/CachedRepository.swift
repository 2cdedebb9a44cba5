import FoundationEssentials
import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import Hooks

/// A folder that stands for a repository, with its cache.
struct CachedRepository: ~Copyable {
  static let program = ProgramIdentity(facts: [1, 2, 3])

  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The cache, as a program sees it.
  func cache(of program: ProgramIdentity? = Self.program) -> PolicyCache {
    PolicyCache(commonDirectory: folder.path, program: program)
  }

  /// The names of the cache's files.
  var files: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/policy/cache"))?.sorted()
      ?? []
  }

  /// The path of the one file in the cache, from the folder.
  var file: String {
    get throws {
      let files = files
      try #require(files.count == 1)
      return "policy/cache/\(files[0])"
    }
  }

  /// The mode of a file.
  func mode(of file: String) throws -> Int {
    let facts = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + file)
    return try #require(facts[.posixPermissions] as? Int)
  }

  /// Changes the mode of a file.
  func setMode(_ mode: Int, of file: String) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: folder.path + "/" + file)
  }
}

extension PolicyCache {
  /// What the cache has, where no neighbour is asked for.
  func alone(_ key: Key) throws(GitError) -> Policy? {
    try policy(for: key) { path throws(GitError) in
      throw GitError(.failed, "read tree", "nobody asks for '\(path)'")
    }
  }
}

extension PolicyCache.Key {
  /// A key for each number.
  static func blob(_ number: UInt8) throws -> Self {
    .blob(try #require(ObjectID(bytes: [UInt8](repeating: number, count: 20))))
  }
}

extension Policy {
  /// A policy for each number.
  static func sample(_ number: Int = 0) throws -> Policy {
    var policy = Policy()
    policy.kinds = [Kind(try Glob("story-\(number)-*"), from: "develop", into: ["develop"])]
    policy.levels = ["lock": .off]
    return policy
  }
}
