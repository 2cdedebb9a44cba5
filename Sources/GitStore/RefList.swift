internal import GitModel

/// All refs of a repository as they are stored, sorted by name: a loose ref hides the packed one.
struct RefList {
  /// One ref.
  struct Entry {
    let name: RefName
    let content: RefContent
    /// What the annotated tag behind the ref stands for, where that is known.
    let peeled: ObjectID?
  }

  private(set) var entries: [Entry] = []

  /// What each linked worktree has of its own: gitrepository-layout(5), `refs/bisect` and on.
  private static let ownFolders: Set = ["bisect", "rewritten", "worktree"]

  /// Reads the loose refs before the packed ones: a ref that is packed meanwhile is then seen twice,
  /// never missed.
  init(gitDirectory: String, commonDirectory: String) throws(GitError) {
    var loose = LooseRefs()
    if gitDirectory == commonDirectory {
      try loose.read(commonDirectory + "refs", prefix: "refs")
    } else {
      try loose.read(commonDirectory + "refs", prefix: "refs", passing: Self.ownFolders)
      for own in Self.ownFolders.sorted() {
        try loose.read(gitDirectory + "refs/\(own)", prefix: "refs/\(own)")
      }
    }
    let packed = try PackedRefs(commonDirectory: commonDirectory).all()
    entries.reserveCapacity(packed.count + loose.found.count)
    for ref in packed { try add(ref.name, .id(ref.id), ref.peeled) }
    // git sorts the file, and says so in it; nothing hangs on the word.
    let isSorted = zip(entries, entries.dropFirst()).allSatisfy { $0.name < $1.name }
    if !isSorted { entries.sort { $0.name < $1.name } }
    try merge(loose)
  }

  private mutating func merge(_ loose: LooseRefs) throws(GitError) {
    guard !loose.found.isEmpty else { return }
    let packed = entries
    entries = []
    for (name, content) in loose.found { try add(name, content, nil) }
    let own = entries.sorted { $0.name < $1.name }
    entries = []
    entries.reserveCapacity(packed.count + own.count)
    var next = 0
    for entry in own {
      while next < packed.count, packed[next].name < entry.name {
        entries.append(packed[next])
        next += 1
      }
      if next < packed.count, packed[next].name == entry.name { next += 1 }
      entries.append(entry)
    }
    entries += packed[next...]
  }

  private mutating func add(
    _ bytes: [UInt8], _ content: RefContent, _ peeled: ObjectID?
  ) throws(GitError) {
    guard let name = RefName(bytes: bytes) else {
      let shown = String(decoding: bytes, as: UTF8.self)
      throw GitError(
        .corrupt, "list refs", "'\(shown)' is no ref name",
        help: "remove or rename the ref that git check-ref-format refuses")
    }
    entries.append(Entry(name: name, content: content, peeled: peeled))
  }

  /// The ref that a name stands for in the end; `nil` where it leads nowhere, or round in a circle.
  /// Git follows as many steps: `SYMREF_MAXDEPTH` in its refs code.
  func target(of name: [UInt8]) -> Entry? {
    guard let entry = end(of: name).flatMap({ entry(named: $0.bytes) }) else { return nil }
    if case .symbolic = entry.content { return nil }
    return entry
  }

  /// The last ref that a name leads to, whether it stands or not; `nil` where it is no ref name.
  func end(of name: [UInt8]) -> RefName? {
    var name = name
    for _ in 0..<5 {
      guard let entry = entry(named: name), case .symbolic(let next) = entry.content else { break }
      name = next
    }
    return RefName(bytes: name)
  }

  private func entry(named name: [UInt8]) -> Entry? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].name.bytes.lexicographicallyPrecedes(name) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < entries.count && entries[low].name.bytes == name ? entries[low] : nil
  }
}
