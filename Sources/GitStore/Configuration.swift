internal import CLibgit2
internal import GitModel

/// The configuration that git would read: git-config(1), "Files" and "Environment".
///
/// libgit2 looks neither at `GIT_CONFIG_GLOBAL` and its like nor, before 1.8, at `config.worktree`:
/// the files are found here, and libgit2 parses them.
struct Configuration {
  /// One setting: its key in git's own form, see ``ConfigurationFile/folded(_:)``.
  private struct Entry {
    let key: String
    let value: String
    /// Whether the repository itself says it.
    let isOwn: Bool
  }

  /// The most general first. Asked again and again, they are read once.
  private let entries: [Entry]

  /// What the system, the user and the command line say: what a repository cannot write.
  static func trusted(
    for repository: OpaquePointer, _ environment: [String: String]
  ) throws(GitError) -> Configuration {
    let files = ConfigurationFile.trusted(environment)
    try prepare(files, environment)
    return try read(files, for: repository, environment)
  }

  /// All that counts in a repository.
  static func whole(
    of repository: OpaquePointer, gitDirectory: String, commonDirectory: String,
    _ environment: [String: String]
  ) throws(GitError) -> Configuration {
    let files =
      try ConfigurationFile.trusted(environment)
      + local(of: repository, gitDirectory: gitDirectory, commonDirectory: commonDirectory)
    // The repository's own file was looked at before it was opened.
    try prepare(files.filter { $0.level != GIT_CONFIG_LEVEL_LOCAL }, environment)
    return try read(files, for: repository, environment)
  }

  /// What the repository itself says, and nobody else.
  var own: Configuration { Configuration(entries: entries.filter(\.isOwn)) }

  /// The same as it is now, whatever was read before.
  static func own(
    of repository: OpaquePointer, gitDirectory: String, commonDirectory: String
  ) throws(GitError) -> Configuration {
    let files = try local(
      of: repository, gitDirectory: gitDirectory, commonDirectory: commonDirectory)
    return try read(files, for: repository, [:])
  }

  /// The repository's own files; that of the work tree only where git reads it, too.
  private static func local(
    of repository: OpaquePointer, gitDirectory: String, commonDirectory: String
  ) throws(GitError) -> [ConfigurationFile] {
    let common = ConfigurationFile(path: commonDirectory + "config", level: GIT_CONFIG_LEVEL_LOCAL)
    // A level of its own came with libgit2 1.8; above the repository's is all that matters.
    let own = ConfigurationFile(
      path: gitDirectory + "config.worktree", level: GIT_CONFIG_LEVEL_APP)
    guard FilePresence(own.path) != .absent,
      try read([common], for: repository, [:]).flag("extensions.worktreeconfig") == true
    else { return [common] }
    return [common, own]
  }

  private static func prepare(
    _ files: [ConfigurationFile], _ environment: [String: String]
  ) throws(GitError) {
    let includes = ConfigurationIncludes(environment: environment)
    for file in files { try includes.prepare(file.path) }
  }

  private static func read(
    _ files: [ConfigurationFile], for repository: OpaquePointer, _ environment: [String: String]
  ) throws(GitError) -> Configuration {
    let overriding = try ConfigurationFile.overriding(environment)
    let files = files.filter { FilePresence($0.path) != .absent }
    var entries: [Entry] = []
    if !files.isEmpty {
      let live = try Handle<ConfigurationKind>("read configuration") { git_config_new(&$0) }
      for file in files {
        try call("read configuration") {
          git_config_add_file_ondisk(live.object, file.path, file.level, repository, 0)
        }
      }
      var iterator: OpaquePointer?
      try call("read configuration") { git_config_iterator_new(&iterator, live.object) }
      defer { git_config_iterator_free(iterator) }
      var found: UnsafeMutablePointer<git_config_entry>?
      while try step("read configuration", { git_config_next(&found, iterator) }) {
        guard let entry = found?.pointee, let key = entry.name else { continue }
        let isOwn = [GIT_CONFIG_LEVEL_LOCAL, GIT_CONFIG_LEVEL_APP].contains(entry.level)
        // A key without `=` means true: git-config(1), "Syntax".
        let value = entry.value.map { String(cString: $0) } ?? "true"
        entries.append(Entry(key: String(cString: key), value: value, isOwn: isOwn))
      }
    }
    return Configuration(
      entries: entries + overriding.map { Entry(key: $0.key, value: $0.value, isOwn: false) })
  }

  /// The value of a key, the last one where there are several; `nil` where it is not set.
  func value(_ key: String) throws(GitError) -> String? { try values(key).last }

  /// All values of a key, the most general first.
  func values(_ key: String) throws(GitError) -> [String] {
    guard !key.utf8.contains(0) else {
      throw GitError(.failed, "read configuration", "the key holds a NUL")
    }
    let folded = ConfigurationFile.folded(key).utf8
    // As git compares them: two forms of one letter are two keys.
    return entries.filter { $0.key.utf8.elementsEqual(folded) }.map(\.value)
  }

  /// The subsections of a section in which one of these is set, sorted: `origin` for
  /// `remote.origin.url`.
  func subsections(of section: String, with names: [String]) -> [String] {
    let start = "\(section)."
    var found: [String] = []
    for entry in entries where entry.key.hasPrefix(start) {
      for name in names where entry.key.hasSuffix(".\(name)") {
        let subsection = String(entry.key.dropFirst(start.count).dropLast(name.count + 1))
        if !found.contains(subsection) { found.append(subsection) }
      }
    }
    return found.sorted()
  }

  /// Whether a key is set to a form of true; `nil` where it is not set.
  func flag(_ key: String) throws(GitError) -> Bool? {
    guard let value = try value(key) else { return nil }
    switch value.lowercased() {
    case "true", "yes", "on", "1": return true
    case "false", "no", "off", "0", "": return false
    default:
      throw GitError(
        .failed, "read configuration", "'\(key)' is '\(value)', which is neither true nor false",
        help: "set it right: git config \(key) true")
    }
  }
}

/// A configuration file and how much it outranks others.
struct ConfigurationFile {
  let path: String
  let level: git_config_level_t

  /// The files of the system and the user: git-config(1), `GIT_CONFIG_SYSTEM`, `GIT_CONFIG_GLOBAL`,
  /// `GIT_CONFIG_NOSYSTEM`.
  static func trusted(_ environment: [String: String]) -> [ConfigurationFile] {
    var files: [ConfigurationFile] = []
    if ["", "0", "false", "no", "off"].contains(environment["GIT_CONFIG_NOSYSTEM"] ?? "") {
      let path = environment["GIT_CONFIG_SYSTEM"] ?? "/etc/gitconfig"
      files.append(ConfigurationFile(path: path, level: GIT_CONFIG_LEVEL_SYSTEM))
    }
    if let path = environment["GIT_CONFIG_GLOBAL"] {
      files.append(ConfigurationFile(path: path, level: GIT_CONFIG_LEVEL_GLOBAL))
      return files.filter { !["", "/dev/null"].contains($0.path) }
    }
    let home = environment["HOME"]
    let base = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    if let base = base ?? home.map({ "\($0)/.config" }) {
      files.append(ConfigurationFile(path: "\(base)/git/config", level: GIT_CONFIG_LEVEL_XDG))
    }
    if let home {
      files.append(ConfigurationFile(path: "\(home)/.gitconfig", level: GIT_CONFIG_LEVEL_GLOBAL))
    }
    return files.filter { $0.path != "/dev/null" }
  }

  /// The values of `GIT_CONFIG_COUNT`, `GIT_CONFIG_KEY_<n>` and `GIT_CONFIG_VALUE_<n>`.
  static func overriding(
    _ environment: [String: String]
  ) throws(GitError) -> [(key: String, value: String)] {
    guard let text = environment["GIT_CONFIG_COUNT"], !text.isEmpty else { return [] }
    var pairs: [(key: String, value: String)] = []
    guard let count = Int(text), (0...10_000).contains(count) else {
      throw GitError(
        .failed, "read configuration", "GIT_CONFIG_COUNT is '\(text)', which is no count",
        help: "run policy without it: env -u GIT_CONFIG_COUNT policy …")
    }
    for number in 0..<count {
      guard let key = environment["GIT_CONFIG_KEY_\(number)"],
        let value = environment["GIT_CONFIG_VALUE_\(number)"]
      else {
        throw GitError(
          .failed, "read configuration", "GIT_CONFIG_KEY_\(number) or its value is missing",
          help: "run policy without it: env -u GIT_CONFIG_COUNT policy …")
      }
      pairs.append((folded(key), value))
    }
    return pairs
  }

  /// A key's section and name are the same in either case; what stands between them is not.
  static func folded(_ key: String) -> String {
    guard let first = key.utf8.firstIndex(of: UInt8(ascii: ".")),
      let last = key.utf8.lastIndex(of: UInt8(ascii: "."))
    else { return key.lowercased() }
    return "\(key[..<first].lowercased())\(key[first..<last])\(key[last...].lowercased())"
  }
}
