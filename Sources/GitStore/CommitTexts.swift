internal import GitModel

/// The texts of commits that were read for their parents and will be asked for again, each of them: to
/// unpack them is most of the work.
final class CommitTexts {
  /// A project's worth; what comes after that is read again.
  private static let most = 96 << 20
  private static let chunkSize = 1 << 20

  private var chunks: [[UInt8]] = []
  private var places: [ObjectID: (chunk: Int, range: Range<Int>)] = [:]

  /// Keeps a commit's text, while there is room.
  func keep(_ text: UnsafeRawBufferPointer, of id: ObjectID) {
    guard text.count <= Self.chunkSize else { return }
    if chunks.last.map({ $0.count + text.count > Self.chunkSize }) ?? true {
      guard chunks.count * Self.chunkSize < Self.most else { return }
      chunks.append([])
      chunks[chunks.count - 1].reserveCapacity(Self.chunkSize)
    }
    let last = chunks.count - 1
    places[id] = (last, chunks[last].count..<chunks[last].count + text.count)
    chunks[last] += text
  }

  /// Calls `body` with a commit's text; `nil` where it was not kept.
  func withText<Result>(
    of id: ObjectID, _ body: (UnsafeRawBufferPointer) throws(GitError) -> Result
  ) throws(GitError) -> Result? {
    guard let (chunk, range) = places[id] else { return nil }
    return try chunks[chunk].withUnsafeBufferPointer { bytes throws(GitError) in
      try body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[range])))
    }
  }
}
