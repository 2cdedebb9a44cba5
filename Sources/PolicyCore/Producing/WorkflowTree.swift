internal import GitModel

/// The workflow files of a commit's tree, or of the tree that a pull request makes.
struct WorkflowTree {
  /// The files, by path.
  private(set) var files: [WorkflowFile] = []
  /// The paths of files that both sides of a pull request have changed, each in its own way.
  private(set) var conflicts: [WorkflowPath] = []

  /// Nobody has so many; reading more would take a hook's or a runner's memory.
  private static let mostFiles = 1_000
  private static let mostBytes = 64 << 20
  /// GitHub takes less; the reader says so of what is between.
  private static let mostBytesOfFile = 8 << 20

  private let folder: String
  private let history: any History
  private var bytes = 0

  /// The files of a commit, or those of them whose names GitHub does not take for workflows'.
  init(
    folder: String, of commit: ObjectID, disabled: Bool = false, in history: any History
  ) throws(GitError) {
    (self.folder, self.history) = (folder, history)
    let isWanted = disabled ? WorkflowFile.wasNamed : WorkflowFile.isNamed
    for name in try names(in: commit, where: isWanted) { try add(name, from: commit) }
  }

  /// The files of what a pull request would merge, file by file: GitHub runs what stands in the merge
  /// of both sides.
  ///
  /// Source: docs.github.com, "Events that trigger workflows": `pull_request`, `GITHUB_REF`.
  init(
    folder: String, merging head: ObjectID, into base: ObjectID, since ancestor: ObjectID?,
    in history: any History
  ) throws(GitError) {
    (self.folder, self.history) = (folder, history)
    for name in Set(try names(in: head) + names(in: base)).sorted(by: Self.precedes) {
      let path = Array("\(folder)/".utf8) + name
      switch try history.side(of: path, merging: head, into: base, since: { ancestor }) {
      case .head: try add(name, from: head)
      case .base: try add(name, from: base)
      case .neither: conflicts.append(WorkflowPath(path))
      }
    }
  }

  private func names(
    in commit: ObjectID, where isWanted: ([UInt8]) -> Bool = WorkflowFile.isNamed
  ) throws(GitError) -> [[UInt8]] {
    let names = try history.files(in: Array(folder.utf8), of: commit).filter(isWanted)
    guard names.count <= Self.mostFiles else {
      throw Self.tooMuch("'\(folder)' holds \(names.count) workflow files")
    }
    return names
  }

  private mutating func add(_ name: [UInt8], from commit: ObjectID) throws(GitError) {
    let path = Array("\(folder)/".utf8) + name
    // A submodule of such a name is no file.
    guard let text = try history.file(path, in: commit, limit: Self.mostBytesOfFile) else { return }
    bytes += text.count
    guard bytes <= Self.mostBytes else {
      throw Self.tooMuch("the workflow files have more than 64 MiB")
    }
    files.append(WorkflowFile(path: WorkflowPath(path), text: text))
  }

  private static func tooMuch(_ message: String) -> GitError {
    GitError(
      .failed, "read workflows", message, help: "take away what is no workflow from the folder")
  }

  private static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.lexicographicallyPrecedes(right)
  }
}
