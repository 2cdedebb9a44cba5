internal import GitModel

/// The texts of commits that were read for their parents and will be asked for again, each of them: to
/// unpack them is most of the work.
final class CommitTexts {
  private static let chunkSize = 1 << 16

  /// How many bytes are kept; what comes after that is read again.
  private let most: Int
  private var chunks: [[UInt8]] = []
  private var places: [ObjectID: (chunk: Int, range: Range<Int>)] = [:]

  /// Room for so many bytes, by default for a project's worth.
  init(most: Int = 96 << 20) { self.most = most }

  /// Keeps a commit's text, once, while there is room.
  func keep(_ text: UnsafeRawBufferPointer, of id: ObjectID) {
    guard text.count <= Self.chunkSize, places[id] == nil else { return }
    if chunks.last.map({ $0.count + text.count > Self.chunkSize }) ?? true {
      guard chunks.count * Self.chunkSize < most else { return }
      chunks.append([])
      chunks[chunks.count - 1].reserveCapacity(Self.chunkSize)
    }
    let last = chunks.count - 1
    places[id] = (last, chunks[last].count..<chunks[last].count + text.count)
    chunks[last] += text
  }

  /// A commit's text; `nil` where it was not kept.
  func text(of id: ObjectID) -> Text? {
    places[id].map { Text(chunk: chunks[$0.chunk], range: $0.range) }
  }

  /// Where a commit's text stands.
  struct Text {
    fileprivate let chunk: [UInt8]
    fileprivate let range: Range<Int>

    /// Calls `body` with the text.
    func withBytes<Result>(
      _ body: (UnsafeRawBufferPointer) throws(GitError) -> Result
    ) throws(GitError) -> Result {
      try chunk.withUnsafeBufferPointer { bytes throws(GitError) in
        try body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[range])))
      }
    }
  }
}
