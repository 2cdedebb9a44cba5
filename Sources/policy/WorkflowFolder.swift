internal import FoundationEssentials
internal import Workflows

/// The workflow files of a work tree.
struct WorkflowFolder {
  static let path = ".github/workflows"
  /// Larger ones GitHub does not run.
  private static let sizeLimit = 1 << 20

  private(set) var workflows: [Workflow] = []
  /// The files that cannot be read, with the reason.
  private(set) var problems: [String] = []

  /// Reads the files below the top of a work tree, in the order of their names.
  init(in top: String) {
    let folder = top + Self.path
    guard File.exists(folder) else { return }
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      for name in names.sorted() where name.hasSuffix(".yml") || name.hasSuffix(".yaml") {
        read("\(Self.path)/\(name)", in: top)
      }
    } catch {
      problems.append("\(Self.path) cannot be read")
    }
  }

  private mutating func read(_ path: String, in top: String) {
    do {
      let text = try File.read(top + path, limit: Self.sizeLimit)
      guard text.count <= Self.sizeLimit, let text = String(validating: text, as: UTF8.self) else {
        problems.append("\(path) is not text, or is over 1 MiB")
        return
      }
      workflows.append(try WorkflowReader.read(text, path: path))
    } catch let error as WorkflowError {
      problems.append(error.description)
    } catch {
      problems.append("\(path) cannot be read")
    }
  }

  /// Whether a workflow runs for a branch; `nil` where nobody can tell.
  func runs(on branch: String) -> Bool? {
    if workflows.contains(where: { $0.runs(on: branch) }) { return true }
    // Without workflows the checks may come from anywhere; an unread one may run.
    return workflows.isEmpty || !problems.isEmpty ? nil : false
  }
}
