internal import FoundationEssentials
internal import PolicyCore
internal import Workflows

/// The workflow files of a work tree, read as those of a commit are.
struct WorkflowFolder {
  /// Where GitHub looks for them.
  static let path = ".github/workflows"
  /// The reader takes less, and says so of a file that has one byte more.
  private static let sizeLimit = 1 << 20

  /// What the files say.
  let checks: WorkflowChecks
  /// The files that cannot be read, with the place and the reason.
  let problems: [String]

  /// Reads the files of a folder below the top of a work tree, in the order of their names.
  init(_ folder: String = Self.path, in top: String) {
    var files: [WorkflowFile] = []
    var unread: [String] = []
    do {
      let path = top + folder
      let names =
        File.exists(path) ? try FileManager.default.contentsOfDirectory(atPath: path) : []
      for name in names.sorted() where WorkflowFile.isNamed(Array(name.utf8)) {
        do throws(File.Failure) {
          let text = try File.read("\(path)/\(name)", limit: Self.sizeLimit)
          files.append(WorkflowFile(path: WorkflowPath(folder + "/" + name), text: text))
        } catch {
          unread.append("\(folder)/\(name): cannot be read: \(error.reason)")
        }
      }
    } catch {
      unread.append("\(folder): cannot be read")
    }
    checks = WorkflowFiles.checks(of: files)
    problems =
      unread + checks.problems.map { "\($0.path):\($0.line):\($0.column): \($0.message)" }
  }

  /// Whether a workflow starts for a branch; `nil` where nobody can tell.
  func runs(on branch: String) -> Bool? {
    if checks.start(for: branch) { return true }
    // Without workflows the checks may come from anywhere; an unread one may run.
    return checks.workflows.isEmpty || !problems.isEmpty ? nil : false
  }
}
