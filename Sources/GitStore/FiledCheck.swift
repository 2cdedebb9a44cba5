internal import GitModel

/// Holds commit-graph files against their checksums, and against the indexes of the packs.
///
/// Both take their time (2 ms a megabyte, 30 ns a commit) and touch nothing but files, so that
/// threads of their own do it while the history is read.
final class FiledCheck {
  private let hashes: Aside<Bool>
  private let commits: Aside<[ObjectID]>

  /// A check of these files, whose objects are in these folders; it has not begun.
  init(of history: FiledHistory, in objectFolders: [String]) {
    hashes = Aside { history.endsWithItsHashes }
    commits = Aside { history.commits(notListedIn: objectFolders) }
  }

  /// Begins, unless it has.
  func begin() {
    hashes.begin()
    commits.begin()
  }

  /// The commits that the index of no pack lists, for the objects to be asked; `nil` where a file
  /// does not end with its hash. Waits for the answers.
  var unlisted: [ObjectID]? {
    guard hashes.answer == true else { return nil }
    return commits.answer
  }
}

extension FiledHistory {
  /// Whether each file ends with the hash of all before it: gitformat-commit-graph(5), "TRAILER".
  fileprivate var endsWithItsHashes: Bool {
    mapped.allSatisfy { file in
      let bytes = file.bytes
      guard bytes.count >= 20 else { return false }
      let hash = SHA1.digest(of: UnsafeRawBufferPointer(rebasing: bytes.dropLast(20)))
      return bytes.suffix(20).elementsEqual(hash)
    }
  }

  /// The commits of the files that the index of no pack lists.
  fileprivate func commits(notListedIn objectFolders: [String]) -> [ObjectID] {
    var listed = PositionSet(capacity: count)
    for folder in objectFolders {
      for index in PackIndex.all(in: folder + "/pack") {
        for layer in layers {
          layer.file.forEachPosition(listedIn: index) { position in
            _ = listed.insert(layer.positions.lowerBound + position)
          }
        }
      }
    }
    var unlisted: [ObjectID] = []
    for position in 0..<count where !listed.contains(position) { unlisted.append(id(at: position)) }
    return unlisted
  }
}

extension CommitGraphFile {
  /// Calls `body` with the position of each commit that the index lists. Both are in order, so that
  /// it is one walk along both; an index that is not loses its names, and the objects are asked.
  fileprivate func forEachPosition(listedIn index: PackIndex, _ body: (Int) -> Void) {
    var (position, entry) = (0, 0)
    while position < count, entry < index.count {
      let (own, other) = (name(at: position), index.name(at: entry))
      if own == other { body(position) }
      // No branch that would have to be guessed: which of them is ahead is as good as random.
      position += own <= other ? 1 : 0
      entry += other <= own ? 1 : 0
    }
  }
}
