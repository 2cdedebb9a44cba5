internal import CLibgit2
internal import GitModel

/// The files that a configuration file includes: git-config(1), "Includes".
///
/// libgit2 opens them as it reads the file: it would wait where one is a pipe, and cannot tell where
/// `~/` is, since the folder of the user's own configuration is kept from it (see LibGit2).
struct ConfigurationIncludes {
  let environment: [String: String]

  /// Git gives up at the same depth: config.c, `MAX_INCLUDE_DEPTH`.
  private static let deepest = 10

  /// Sees to it that libgit2 can read a configuration file, if there is one: throws where it, or a
  /// file that it includes on any condition, is no file, and tells libgit2 where `~/` is.
  func prepare(_ path: String) throws(GitError) { try prepare(path, depth: 0) }

  private func prepare(_ path: String, depth: Int) throws(GitError) {
    guard let file = try MappedFile.ifThere(path, "read configuration"),
      Self.mayInclude(file.bytes)
    else { return }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    for included in ConfigurationText.values(of: "path", inSections: "include", file.bytes) {
      guard depth < Self.deepest else {
        throw GitError(
          .failed, "read configuration", "'\(path)' is included more than \(Self.deepest) deep",
          help: "take its own include out: git config --file \(quoted(path)) --unset include.path")
      }
      let place = try self.place(of: included)
      try prepare(place.hasPrefix("/") ? place : folder + place, depth: depth + 1)
    }
  }

  /// Whether a section's name begins like `include`, in either case: most files need no closer look.
  private static func mayInclude(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var rest = bytes[...]
    while let bracket = rest.firstIndex(of: UInt8(ascii: "[")) {
      rest = rest[(bracket + 1)...]
      if rest.prefix(3).map({ $0 | 0x20 }).elementsEqual("inc".utf8) { return true }
    }
    return false
  }

  private func place(of included: String) throws(GitError) -> String {
    if included.hasPrefix("~/") {
      try tellHome(including: included)
    } else if included.hasPrefix("~") {
      // libgit2 looks for a folder of that name, and goes on without a word.
      throw GitError(
        .failed, "read configuration", "'\(included)', which is included, cannot be found here",
        help: "write the whole path into the configuration")
    }
    return try ConfiguredPath(environment: environment).expanded(included)
  }

  private func tellHome(including path: String) throws(GitError) {
    guard let home = environment["HOME"], !home.isEmpty else {
      throw GitError(
        .failed, "read configuration", "nobody can tell where '\(path)' is: HOME is not set",
        help: "write the whole path into the configuration")
    }
    _ = policy_set_search_path(GIT_CONFIG_LEVEL_GLOBAL.rawValue, home)
  }
}
