import GitModel
import TestSupport
import Testing

@testable import GitStore

/// A repository in a folder of its own, made by the real git.
struct Fixture {
  let folder: TemporaryFolder
  /// The repository's folder below the temporary one.
  let name: String

  var path: String { folder.path + "/" + name }

  /// An empty repository. The folder must outlive whatever is opened in it: a suite keeps it.
  init(
    _ options: String..., in folder: TemporaryFolder, named name: String = "repo"
  ) async throws {
    (self.folder, self.name) = (folder, name)
    try await Git.run(["init", "-q", "-b", "main"] + options + [name], in: folder.path)
  }

  /// What another git command made at this place.
  init(at name: String, in folder: TemporaryFolder) {
    (self.folder, self.name) = (folder, name)
  }

  /// A clone of this one, over the protocol that a network clone would use.
  func cloned(_ options: String..., named name: String = "clone") async throws -> Fixture {
    try await Git.run(
      ["clone", "-q"] + options + ["file://\(path)", name], in: folder.path)
    return Fixture(at: name, in: folder)
  }

  /// Runs git inside; the lines that it prints.
  @discardableResult
  func git(_ arguments: String..., input: [UInt8] = []) async throws -> [String] {
    try await Git.run(arguments, in: path, input: input).lines
  }

  /// Runs git inside; the first line that it prints.
  @discardableResult
  func id(_ arguments: String..., input: [UInt8] = []) async throws -> ObjectID {
    let line = try await Git.run(arguments, in: path, input: input).lines.first
    return try #require(line.flatMap { ObjectID(hex: $0) }, "\(arguments)")
  }

  /// Commits a file on the branch that is checked out.
  @discardableResult
  func commit(_ content: String, to file: String = "file") async throws -> ObjectID {
    try write(content, to: file)
    try await git("add", "--all")
    try await git("commit", "-q", "-m", "write \(file)", "--allow-empty")
    return try await id("rev-parse", "HEAD")
  }

  /// Stores a commit that no porcelain would make.
  func store(commit text: String) async throws -> ObjectID {
    try await id(
      "hash-object", "-t", "commit", "-w", "--stdin", "--literally", input: Array(text.utf8))
  }

  /// Runs lines of sh inside.
  func shell(_ lines: String) async throws {
    let answer = try await Program.run("sh", ["-ec", lines], in: path)
    try #require(answer.status == 0, "\(answer.errors)")
  }

  func write(_ text: String, to file: String) throws { try write(text.utf8, to: file) }

  func write(_ bytes: some Collection<UInt8>, to file: String) throws {
    try folder.write(bytes, to: name + "/" + file)
  }

  func read(_ file: String) -> [UInt8]? { folder.read(name + "/" + file) }

  /// Opens the repository as somebody does who stands in it. Commit-graph files are read however
  /// small they are.
  func open(_ environment: [String: String] = [:]) throws(GitError) -> Repository {
    try Repository.open(at: path, environment: hermetic(environment)).readingEveryFile
  }

  /// Opens the repository that the environment names.
  func openByEnvironment(_ environment: [String: String]) throws(GitError) -> Repository {
    try Repository.open(at: nil, environment: hermetic(environment)).readingEveryFile
  }

  private func hermetic(_ changes: [String: String]) -> [String: String] {
    HermeticEnvironment.variables(home: folder.path).merging(changes) { $1 }
  }

  /// Takes a loose object away.
  func remove(_ id: ObjectID) throws {
    try folder.remove("\(objects)/\(id.hex.prefix(2))/\(id.hex.dropFirst(2))")
  }

  /// The objects' folder, below the temporary one.
  var objects: String {
    folder.read("\(name)/HEAD") == nil ? "\(name)/.git/objects" : "\(name)/objects"
  }
}

extension Repository {
  /// The repository, with no commit-graph file too small to be read.
  var readingEveryFile: Repository {
    fewCommits = 0
    return self
  }
}

/// The cause of the error that `body` throws; `nil` where it throws none.
func cause(_ body: () throws(GitError) -> some Any) -> GitError.Cause? {
  error(body)?.cause
}

/// The error that `body` throws; `nil` where it throws none.
func error(_ body: () throws(GitError) -> some Any) -> GitError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error
  }
}

extension CommitGraph {
  /// Each commit with its parents, as `git rev-list --parents` prints them.
  var lines: Set<String> {
    Set(
      (0..<count).map { commit in
        ([commit] + parents(of: commit)).map { id(of: $0).hex }.joined(separator: " ")
      })
  }
}
