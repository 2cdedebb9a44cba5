internal import CLibrary
internal import GitModel

/// A path in the configuration: git-config(1), "pathname".
struct ConfiguredPath {
  let environment: [String: String]
  /// Where the system lists its users: passwd(5).
  var userList = "/etc/passwd"

  /// The path with `~/` and `~user/` as the folders that they stand for. Throws where nobody knows the
  /// folder.
  func expanded(_ path: String) throws(GitError) -> String {
    guard path.hasPrefix("~") else { return path }
    let user = path.dropFirst().prefix { $0 != "/" }
    let rest = path.dropFirst(1 + user.count)
    if user.isEmpty {
      guard let home = environment["HOME"], !home.isEmpty else {
        throw unknown(path, "HOME is not set")
      }
      return home + rest
    }
    guard let home = home(of: user) else { throw unknown(path, "no user '\(user)' is listed") }
    return home + rest
  }

  private func unknown(_ path: String, _ reason: String) -> GitError {
    GitError(
      .failed, "read configuration", "nobody can tell where '\(path)' is: \(reason)",
      help: "write the whole path into the configuration")
  }

  #if canImport(Darwin)
    private func home(of user: Substring) -> String? {
      getpwnam(String(user)).flatMap { $0.pointee.pw_dir }.map { String(cString: $0) }
    }
  #else
    /// By the list alone: a static program cannot ask the other services that the system may name.
    private func home(of user: Substring) -> String? {
      guard let list = MappedFile(userList) else { return nil }
      for line in list.bytes.split(separator: UInt8(ascii: "\n")) {
        let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard fields.count == 7, fields[0].elementsEqual(user.utf8), !fields[5].isEmpty else {
          continue
        }
        return String(validating: fields[5], as: UTF8.self)
      }
      return nil
    }
  #endif
}
