internal import GitModel

/// What libgit2 opens while it opens a repository: where something else than a file stands, it would
/// wait for ever or tell of another repository.
extension Place {
  /// How far up a repository is looked for; no path has as many folders.
  private static let highest = 256

  /// Throws where one of them is no file.
  func requireFiles() throws(GitError) {
    guard let found = try gitDirectory() else { return }
    let folder = found.hasSuffix("/") ? found : found + "/"
    var common = folder
    let link = folder + "commondir"
    if let file = try MappedFile.ifThere(link, "open repository") {
      let path = String(decoding: file.bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
      common = (path.hasPrefix("/") ? path : folder + path) + "/"
    }
    try ConfigurationIncludes(environment: environment).prepare(common + "config")
    switch FilePresence(folder + "HEAD") {
    case .folder, .other: throw .unreadable(folder + "HEAD", "open repository")
    case .absent, .file, .unreadable: break
    }
  }

  /// The repository's own folder, as far as it takes to look at its files; `nil` where there is none.
  private func gitDirectory() throws(GitError) -> String? {
    if isExact { return path }
    var base = path
    for _ in 0..<Self.highest {
      let inner = base + "/.git"
      switch FilePresence(inner) {
      case .folder: return inner
      case .file: return try linked(from: inner, in: base)
      case .other: throw .unreadable(inner, "open repository")
      case .absent, .unreadable: break
      }
      if case .folder = FilePresence(base + "/objects"), FilePresence(base + "/HEAD") != .absent {
        return base
      }
      guard resolvedPath(base) != "/" else { return nil }
      base += "/.."
    }
    return nil
  }

  /// Where the file `.git` of a linked work tree or a submodule leads: gitrepository-layout(5).
  private func linked(from file: String, in folder: String) throws(GitError) -> String? {
    guard let text = try MappedFile.ifThere(file, "open repository") else { return nil }
    let line = String(decoding: text.bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    guard line.hasPrefix("gitdir: ") else { return nil }
    // libgit2 takes blanks away that git keeps.
    let path = String(line.dropFirst("gitdir: ".count).drop { $0 == " " })
    return path.hasPrefix("/") ? path : "\(folder)/\(path)"
  }
}
