import GitModel
import GitStore
import PolicyCore
import TestSupport
import Testing

@testable import Evidence

/// A repository made by the real git, with keys made by the real ssh-keygen beside it.
struct EvidenceFixture {
  static let identity = Array("C O Mitter <committer@example.com> 1767614400 +0000".utf8)
  static let now: Int64 = 1_767_700_800

  let folder: TemporaryFolder
  var path: String { folder.path + "/repo" }

  init() async throws {
    folder = try TemporaryFolder()
    try await Git.run(["init", "-q", "-b", "main", "repo"], in: folder.path)
  }

  var environment: [String: String] {
    HermeticEnvironment.variables(home: folder.path)
  }

  func open() throws -> Repository { try Repository.open(at: path, environment: environment) }

  @discardableResult
  func git(_ arguments: String...) async throws -> [String] {
    try await Git.run(arguments, in: path).lines
  }

  func id(_ arguments: String...) async throws -> ObjectID {
    let line = try await Git.run(arguments, in: path).lines.first
    return try #require(line.flatMap { ObjectID(hex: $0) })
  }

  /// Makes a commit with a file of its own, and tells its tree too.
  func commit(_ message: String = "Work", file: String = "file") async throws -> Tested {
    try folder.write(message.utf8, to: "repo/" + file)
    try await git("add", "--all")
    try await git("commit", "-q", "--allow-empty", "-m", message)
    return Tested(
      commit: try await id("rev-parse", "HEAD"), tree: try await id("rev-parse", "HEAD^{tree}"))
  }

  /// A new SSH key in a file of this name; the public key.
  func key(_ name: String, type: String = "ed25519") async throws -> CheckerKey {
    let result = try await Program.run(
      "ssh-keygen", ["-q", "-t", type, "-N", "", "-C", name, "-f", folder.path + "/" + name],
      in: folder.path)
    try #require(result.status == 0, "\(result.errors)")
    let text = String(decoding: try #require(folder.read(name + ".pub")), as: UTF8.self)
    return try #require(CheckerKey(String(text.dropLast())))
  }

  /// A record of a check on a commit.
  func record(
    _ subject: Tested, _ context: String = "build",
    _ conclusion: CheckResult.Conclusion = .success, at: Int64 = 1_767_614_400
  ) -> CheckRecord {
    CheckRecord(
      commit: subject.commit, tree: subject.tree, context: context, conclusion: conclusion,
      completedAt: at)
  }

  /// The record, signed with the key in a file of this name.
  func signed(_ record: CheckRecord, with key: String) throws -> CheckRecord {
    var record = record
    record.signature = try Signatures(by: [], environment: environment).sign(
      record.signedText, with: .file(folder.path + "/" + key), for: CheckRecord.namespace)
    return record
  }

  /// Adds records to the notes.
  func add(_ records: [CheckRecord]) throws {
    try CheckNotes(open()).add(records, identity: Self.identity)
  }

  /// What the notes tell of a commit, by the signatures of these checkers.
  func results(
    on tested: Tested, by checkers: [Checker], changing changes: [String: String] = [:]
  ) throws -> [CheckResult] {
    try results(on: tested.subject, by: checkers, changing: changes)
  }

  /// What the notes tell of a commit, by the signatures of these checkers.
  func results(
    on subject: EvidenceSubject, by checkers: [Checker],
    changing changes: [String: String] = [:]
  ) throws -> [CheckResult] {
    let signatures = Signatures(
      by: checkers, environment: environment.merging(changes) { $1 })
    return try NotesSource(open(), signatures: signatures, now: Self.now).checks(on: [subject])
  }
}

/// A commit that is here.
struct Tested {
  let commit: ObjectID
  let tree: ObjectID

  /// What a source is asked about.
  var subject: EvidenceSubject { EvidenceSubject(commit: commit, tree: tree) }
}

/// The error that `body` throws; `nil` where it throws none.
func error(_ body: () throws -> some Any) -> GitError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? GitError
  }
}
