internal import CLibrary

/// Where a file of evidence lies, as far as whoever writes the judged tree can choose it.
struct EvidencePlace {
  /// The work tree without symbolic links and without a slash at its end; `nil` in a bare repository.
  private let workTree: String?
  /// The repository's folders, which no tree reaches.
  private let own: [String]
  /// Whether the folder around the repository's own `.git` holds no files of it: git-config(1),
  /// `core.bare`.
  private let isBare: Bool

  init(workTree: String?, gitDirectory: String, commonDirectory: String, isBare: Bool) {
    self.workTree = workTree.flatMap { Self.resolved($0) }
    own = [gitDirectory, commonDirectory].compactMap { Self.resolved($0) }
    self.isBare = isBare
  }

  /// Why the judged tree could say what stands at an absolute path, or which file that is; `nil` where
  /// it cannot. Every link on the way is followed by hand: one in the tree may lead out of it again.
  func fault(at path: String) -> String? {
    var (real, isThrough, links) = ("", false, 0)
    var names = Self.names(path)
    while let name = names.popLast() {
      if name == ".." {
        real = real.lastIndex(of: "/").map { String(real[..<$0]) } ?? ""
        continue
      }
      let entry = "\(real)/\(name)"
      if isInTree(entry) { isThrough = true }
      guard let target = Self.target(ofLink: entry) else {
        real = entry
        continue
      }
      links += 1
      // As many as the system follows: path_resolution(7).
      guard links <= 40 else { return "the way to the file goes round in a circle" }
      if target.hasPrefix("/") { real = "" }
      names += Self.names(target)
    }
    if isInTree(real) { return "the file lies in the judged tree" }
    return isThrough ? "the way to the file leads through the judged tree" : nil
  }

  /// The names in a path, the last one first.
  private static func names(_ path: String) -> [Substring] {
    path.split(separator: "/").filter { $0 != "." }.reversed()
  }

  /// What a symbolic link stands for; `nil` where none stands there.
  private static func target(ofLink path: String) -> String? {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &target, target.count)
    return count > 0
      ? String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }

  /// The nearest folder above decides: a work tree may lie in the repository's own folder, and that in
  /// a work tree.
  private func isInTree(_ real: String) -> Bool {
    var folder = real
    while !own.contains(folder), let slash = folder.lastIndex(of: "/") {
      folder = String(folder[..<slash])
      if folder == workTree || isMainTree(folder) || isLinkedTree(folder) { return true }
    }
    return false
  }

  /// Whether a folder's `.git` is this repository itself, as a linked work tree sees the main one.
  private func isMainTree(_ folder: String) -> Bool {
    !isBare && Self.resolved(folder + "/.git").map(own.contains) ?? false
  }

  /// Whether a folder's `.git` is a file that leads to this repository: gitrepository-layout(5),
  /// git-worktree(1).
  private func isLinkedTree(_ folder: String) -> Bool {
    guard let link = Self.start(of: folder + "/.git"), link.hasPrefix("gitdir: ") else {
      return false
    }
    let named = link.dropFirst(8).prefix { $0 != "\n" }
    let target = named.hasPrefix("/") ? String(named) : folder + "/" + named
    guard let target = Self.resolved(target) else { return false }
    return own.contains { target == $0 || target.hasPrefix($0 + "/") }
  }

  /// The first bytes of a regular file; `nil` where there is none.
  private static func start(of path: String) -> String? {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
      let file = fopen(path, "re")
    else { return nil }
    defer { fclose(file) }
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = fread(&chunk, 1, chunk.count, file)
    return String(decoding: chunk[..<count], as: UTF8.self)
  }

  /// The path without symbolic links; the root is an empty text.
  private static func resolved(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    let real = String(cString: found)
    return real == "/" ? "" : real
  }
}
