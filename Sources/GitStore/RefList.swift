internal import GitModel

/// All refs of a repository as they are stored, sorted by name: a loose ref hides the packed one.
struct RefList {
  private(set) var entries: [RefEntry] = []

  /// Reads the loose refs before the packed ones: a ref that is packed meanwhile is then seen twice,
  /// never missed.
  init(gitDirectory: String, commonDirectory: String) throws(GitError) {
    var loose = LooseRefs()
    if gitDirectory == commonDirectory {
      try loose.read(commonDirectory + "refs", prefix: "refs")
    } else {
      try loose.read(commonDirectory + "refs", prefix: "refs", passing: RefFolders.own)
      for own in RefFolders.own.sorted() {
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

  /// A ref that git would not have made.
  static func noName(_ bytes: [UInt8]) -> GitError {
    let shown = String(decoding: bytes, as: UTF8.self)
    return GitError(
      .corrupt, "list refs", "'\(shown)' is no ref name",
      help: "remove or rename the ref that git check-ref-format refuses")
  }

  private mutating func add(
    _ bytes: [UInt8], _ content: RefContent, _ peeled: ObjectID?
  ) throws(GitError) {
    guard let name = RefName(bytes: bytes) else { throw Self.noName(bytes) }
    entries.append(RefEntry(name: name, content: content, peeled: peeled))
  }
}

extension RefList: StoredRefs {
  func entry(named name: [UInt8]) -> RefEntry? {
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
