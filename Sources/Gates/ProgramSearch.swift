#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Finds the program that a command names, as execvp(3) would.
enum ProgramSearch {
  /// The program's path: beside the folder where the name holds a slash, else on PATH. A folder on PATH
  /// that is not absolute is not searched: whoever may write to the repository could fill it.
  static func path(of name: String, in folder: String, environment: [[UInt8]]) -> [UInt8]? {
    if name.contains("/") {
      let path = name.hasPrefix("/") ? name : folder + "/" + name
      return isProgram(path) ? Array(path.utf8) : nil
    }
    let opening = Array("PATH=".utf8)
    let entry = environment.last { $0.starts(with: opening) }
    let folders = entry.map { String(decoding: $0.dropFirst(opening.count), as: UTF8.self) } ?? ""
    for folder in folders.split(separator: ":") where folder.hasPrefix("/") {
      let path = "\(folder)/\(name)"
      if isProgram(path) { return Array(path.utf8) }
    }
    return nil
  }

  private static func isProgram(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
  }
}
