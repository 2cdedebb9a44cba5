internal import GitModel
internal import GitStore
internal import PolicyCore
internal import Reports

/// The server's log of what landed on its branches: `policy/landings.jsonl` below the common git
/// directory, one JSON object a line, in the order in which the pushes ended.
///
/// Who adds to it holds the lock of `OpenPushes`.
struct LandingLog {
  /// How much of its end is looked through: some 100,000 landings.
  private static let limit = 16 << 20

  private let path: String

  /// The log of a repository.
  init(of repository: Repository) { path = repository.commonDirectory + "policy/landings.jsonl" }

  /// Adds a line for each of the moves that is not the last which the log tells of its ref since a
  /// moment: somebody else was faster then.
  func add(_ moves: [RefUpdate], since began: Int64, at time: Int64) throws(GitError) {
    guard !moves.isEmpty else { return }
    let told = try told(since: began)
    let lines = moves.map { Line(of: $0, at: time) }
      .filter { told[$0.ref]?.last?.isSameMove(as: $0) != true }
    // One write, so that the lines of pushes that end at once do not mix.
    if !lines.isEmpty { try PlainFile.append(lines.flatMap(\.bytes), to: path) }
  }

  /// Those of the moves that have happened since a moment, though nobody may have logged them: the ref
  /// stands there, or has gone on from there since.
  func happened(
    _ moves: [RefUpdate], since began: Int64, in repository: Repository
  ) throws(GitError) -> [RefUpdate] {
    let told = try told(since: began)
    var happened: [RefUpdate] = []
    for move in moves where move.old != move.new {
      let line = Line(of: move, at: began)
      let others = told[line.ref] ?? []
      let ref = try repository.ref(named: move.ref)
      let stands = move.new == nil ? ref == nil : ref?.commit == move.new
      let hasGoneOn =
        others.contains { $0.old == line.new } && !others.contains(where: line.isSameMove)
      if stands || hasGoneOn { happened.append(move) }
    }
    return happened
  }

  /// The lines since a moment, by their refs.
  private func told(since began: Int64) throws(GitError) -> [ArraySlice<UInt8>: [Line]] {
    let lines = try PlainFile.end(of: path, limit: Self.limit)
      .split(separator: UInt8(ascii: "\n")).compactMap(Line.init)
    return Dictionary(grouping: lines.filter { $0.time >= began }, by: \.ref)
  }

  /// A line of the log. What it says of the move holds no space: no name of a ref does.
  private struct Line {
    let bytes: [UInt8]
    let time: Int64
    /// As they are written, quotes, comma and all.
    let ref, old, new: ArraySlice<UInt8>

    /// The line for a move.
    init(of move: RefUpdate, at time: Int64) {
      let line: JSONValue = [
        "time": .int(Int(time)), "ref": .string(Escaped.utf8(move.ref.bytes)),
        "old": .optional(move.old?.hex), "new": .optional(move.new?.hex),
        "actor": .optional(move.actor),
      ]
      (bytes, self.time) = (line.line, time)
      ref = Self.field(.string(Escaped.utf8(move.ref.bytes)))
      (old, new) = (Self.field(.optional(move.old?.hex)), Self.field(.optional(move.new?.hex)))
    }

    private static func field(_ value: JSONValue) -> ArraySlice<UInt8> {
      value.line.dropLast() + [UInt8(ascii: ",")]
    }

    /// A line that was read; `nil` where it is none, as one that was cut off.
    init?(_ bytes: ArraySlice<UInt8>) {
      let fields = bytes.split(separator: UInt8(ascii: " "), maxSplits: 9)
      guard fields.count == 10,
        let time = Int64(String(decoding: fields[1].dropLast(), as: UTF8.self))
      else { return nil }
      (self.bytes, self.time) = (Array(bytes), time)
      (ref, old, new) = (fields[3], fields[5], fields[7])
    }

    func isSameMove(as other: Line) -> Bool { old == other.old && new == other.new }
  }
}
