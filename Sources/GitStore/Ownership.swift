internal import CLibrary
internal import GitModel

/// Whether a repository may be trusted: git-config(1), `safe.directory`.
///
/// Not left to libgit2: 1.5 knows no `*`, and what it reads of the environment is the process's.
struct Ownership {
  /// The folder that `safe.directory` must name.
  let folder: String
  /// The paths that must belong to the user; those that are not there do not count.
  let paths: [String]
  let environment: [String: String]

  /// Throws unless everything is the user's own, or the user trusts the folder.
  func check(against config: () throws(GitError) -> [String]) throws(GitError) {
    guard !paths.allSatisfy(isOwn), try !trusts(try config()) else { return }
    throw GitError(
      .unsafeOwner, "open repository", "'\(folder)' belongs to somebody else",
      help: "trust it: git config --global --add safe.directory \(quoted(folder))")
  }

  private func isOwn(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return errno == ENOENT }
    let user = geteuid()
    if status.st_uid == user { return true }
    // What git means by the user behind sudo: git(1), `safe.directory` and `SUDO_UID`.
    return user == 0 && environment["SUDO_UID"].flatMap(uid_t.init) == status.st_uid
  }

  /// An empty value takes back what came before; a path counts by where it leads.
  private func trusts(_ values: [String]) throws(GitError) -> Bool {
    let paths = ConfiguredPath(environment: environment)
    let resolved = resolvedPath(folder)
    var trusts = false
    for value in values {
      switch value {
      case "": trusts = false
      case "*": trusts = true
      case let value where value.hasSuffix("/*"):
        trusts = trusts || (folder + "/").hasPrefix(value.dropLast())
      default:
        if value != folder, resolvedPath(try paths.expanded(value)) != resolved { continue }
        trusts = true
      }
    }
    return trusts
  }

}

/// A path as a shell takes it; in quotes only where it needs them.
func quoted(_ path: String) -> String {
  let plain = path.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
  return plain
    ? path
    : "'"
      + path.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
}
