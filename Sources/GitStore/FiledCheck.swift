internal import GitModel

/// Holds commit-graph files against their checksums, and against the indexes of the packs.
///
/// Both take their time (2 ms a megabyte, 30 ns a commit) and touch nothing but files, so that a
/// thread of its own does it while the history is read.
final class FiledCheck {
  private struct Answer {
    var isRight = false
    var unlisted: [ObjectID] = []
  }

  private let work: Aside<Answer>

  /// A check of these files, whose objects are in these folders; it has not begun.
  init(of history: FiledHistory, in objectFolders: [String]) {
    work = Aside {
      guard history.endsWithItsHashes else { return Answer() }
      return Answer(isRight: true, unlisted: history.commits(notListedIn: objectFolders))
    }
  }

  /// Begins, unless it has.
  func begin() { work.begin() }

  /// The commits that the index of no pack lists, for the objects to be asked; `nil` where a file
  /// does not end with its hash. Waits for the answer.
  var unlisted: [ObjectID]? {
    guard let answer = work.answer, answer.isRight else { return nil }
    return answer.unlisted
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
    var position = 0
    for entry in 0..<index.count {
      let name = index.name(at: entry)
      position = self.position(from: position, notBelow: name)
      guard position < count else { return }
      if self.name(at: position) == name { body(position) }
    }
  }

  /// The first position from `start` on whose id is not below the name: in steps that double, since
  /// the other list may be longer by far or shorter.
  private func position(from start: Int, notBelow name: SHA1Name) -> Int {
    var (low, step) = (start, 1)
    while low + step - 1 < count, self.name(at: low + step - 1) < name {
      low += step
      step *= 2
    }
    var high = min(low + step - 1, count)
    while low < high {
      let middle = (low + high) / 2
      if self.name(at: middle) < name { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
