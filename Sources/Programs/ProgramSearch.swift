internal import CLibrary

/// Finds programs as execvp(3) does, but never in a folder that is not absolute: that may be the
/// repository's.
package enum ProgramSearch {
  /// The absolute path of a program on PATH; `nil` where there is none.
  package static func path(of name: String, environment: [String: String]) -> String? {
    path(of: name, in: environment["PATH"] ?? "")
  }

  /// The absolute path of a program in the folders that a value of PATH lists.
  package static func path(of name: String, in folders: String) -> String? {
    folders.split(separator: ":").lazy
      .filter { $0.hasPrefix("/") }
      .map { folder in "\(folder)/\(name)" }
      .first(where: isProgram)
  }

  /// Whether a path leads to a file that may be run.
  package static func isProgram(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG
      && access(path, X_OK) == 0
  }
}
