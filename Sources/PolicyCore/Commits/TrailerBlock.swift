/// A line such as `Signed-off-by: A U Thor <author@example.com>` at the end of a message.
public struct Trailer: Hashable, Sendable {
  /// What stands before the colon, in the case in which it was written.
  public let key: [UInt8]
  /// What stands behind it, in one line.
  public let value: [UInt8]

  /// Whether the key is this one, in whatever case.
  public func has(key other: String) -> Bool {
    key.equalsInAnyCase(other.utf8)
  }

  /// The address between `<` and `>` at the end of the value; `nil` where there is none.
  var email: ArraySlice<UInt8>? { value.last == UInt8(ascii: ">") ? address : nil }

  /// The last address between `<` and `>`, whatever stands behind it; `nil` where there is none.
  var address: ArraySlice<UInt8>? {
    guard let close = value.lastIndex(of: UInt8(ascii: ">")),
      let open = value[..<close].lastIndex(of: UInt8(ascii: "<"))
    else { return nil }
    return value[(open + 1)..<close]
  }
}

/// The trailers of a message, found as git-interpret-trailers(1) finds them with `--parse --no-divider`:
/// the algorithm of `trailer.c`, with which a test compares it over generated messages.
public struct TrailerBlock {
  /// The trailers in their order.
  public let trailers: [Trailer]
  /// The numbers, from 0, of the message's lines that they stand on.
  let lines: Set<Int>

  /// Lines that Git itself writes: a block that has one of them may hold other text, too.
  private static let generated = ["Signed-off-by: ", "(cherry picked from commit "]
    .map { Array($0.utf8) }
  private static let scissors = Array(
    "# ------------------------ >8 ------------------------\n".utf8)
  private static let conflicts = Array("Conflicts:\n".utf8)

  /// Finds the trailers of a message.
  public init(_ message: [UInt8]) {
    var text = message
    if text.last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
    (trailers, lines) = text.withUnsafeBufferPointer { text in
      let lines = Self.lines(of: text)
      let end = Self.end(of: lines)
      guard let start = Self.start(in: lines[..<end]) else { return ([], []) }
      return Self.trailers(in: lines[start..<end])
    }
  }

  /// Each line with its newline. No arrays' slices: each would count as an owner of the text.
  private static func lines(of text: UnsafeBufferPointer<UInt8>) -> [Line] {
    var (lines, place): ([Line], Int) = ([], 0)
    while place < text.count {
      let next = (text[place...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count - 1) + 1
      lines.append(text[place..<next])
      place = next
    }
    return lines
  }

  /// Where the message ends: before comments, blank lines and an old block of conflicts.
  private static func end(of lines: [Line]) -> Int {
    let cut = lines.firstIndex { $0.elementsEqual(scissors) } ?? lines.count
    var (ignored, isInConflicts): (Int?, Bool) = (nil, false)
    for (number, line) in lines[..<cut].enumerated() {
      if line.isComment || line.first == UInt8(ascii: "\n") {
        ignored = ignored ?? number
      } else if line.elementsEqual(conflicts) {
        (isInConflicts, ignored) = (true, ignored ?? number)
      } else if !(isInConflicts && line.first == UInt8(ascii: "\t")) {
        (ignored, isInConflicts) = (nil, false)
      }
    }
    return ignored ?? cut
  }

  /// Where the block begins: behind the last blank line, where all behind that is trailers, or a quarter
  /// of it and Git wrote one of them. `nil` where there is no block.
  private static func start(in lines: ArraySlice<Line>) -> Int? {
    let title = lines.firstIndex { !$0.isComment && $0.isBlankLine } ?? lines.endIndex
    var count = BlockCount()
    for (number, line) in lines.enumerated().reversed() where number >= title {
      if line.isComment {
        count.endContinuation()
      } else if line.isBlankLine {
        guard !count.isEmpty else { continue }
        count.endContinuation()
        return count.isBlock ? number + 1 : nil
      } else {
        count.add(line, isGenerated: generated.contains(where: line.starts(with:)))
      }
    }
    return nil
  }

  private static func trailers(
    in lines: ArraySlice<Line>
  ) -> (trailers: [Trailer], lines: Set<Int>) {
    var (found, numbers): ([(line: [UInt8], separator: Int)], Set<Int>) = ([], [])
    // Whether what goes on goes on with a trailer.
    var isOpen = false
    for (number, line) in zip(lines.indices, lines) {
      if isOpen, line.first?.isBlank == true {
        found[found.count - 1].line += line
        numbers.insert(number)
        continue
      }
      let separator = line.separator.flatMap { $0 > 0 ? $0 : nil }
      isOpen = separator != nil && !line.isComment
      guard let separator, isOpen else { continue }
      found.append((Array(line), separator))
      numbers.insert(number)
    }
    let trailers = found.map { line, separator in
      Trailer(
        key: Array(line[..<separator].trimmedBlanks),
        value: unfolded(line[(separator + 1)...].trimmedBlanks))
    }
    return (trailers, numbers)
  }

  /// A value in one line: what goes on begins behind one space.
  private static func unfolded(_ value: ArraySlice<UInt8>) -> [UInt8] {
    guard value.contains(UInt8(ascii: "\n")) else { return Array(value) }
    var (result, isFolded): ([UInt8], Bool) = ([], false)
    for byte in value {
      if byte == UInt8(ascii: "\n"), !isFolded {
        result.append(UInt8(ascii: " "))
        isFolded = true
      } else if !(isFolded && byte.isBlank) {
        result.append(byte)
        isFolded = false
      }
    }
    return Array(result.trimmedBlanks)
  }
}

/// A line of a message, which lasts as long as the message.
private typealias Line = Slice<UnsafeBufferPointer<UInt8>>

/// What was counted of a block, from its end up.
private struct BlockCount {
  private var trailers = 0
  private var others = 0
  /// Lines that go on with what stands above them.
  private var continuations = 0
  private var hasGenerated = false
  private(set) var isEmpty = true

  mutating func add(_ line: Line, isGenerated: Bool) {
    isEmpty = false
    if isGenerated {
      hasGenerated = true
    } else if line.first?.isBlank == true {
      continuations += 1
      return
    } else if (line.separator ?? 0) < 1 {
      others += 1
      endContinuation()
      return
    }
    trailers += 1
    continuations = 0
  }

  mutating func endContinuation() {
    others += continuations
    continuations = 0
  }

  var isBlock: Bool {
    hasGenerated && trailers * 3 >= others || trailers > 0 && others == 0
  }
}

extension Line {
  fileprivate var isComment: Bool { first == UInt8(ascii: "#") }

  fileprivate var isBlankLine: Bool { allSatisfy(\.isBlank) }

  /// How far before the colon the key ends; `nil` where no key stands there. Blanks may part them.
  fileprivate var separator: Int? {
    var hasBlank = false
    for (place, byte) in enumerated() {
      if byte == UInt8(ascii: ":") { return place }
      if !hasBlank, byte.isWord || byte == UInt8(ascii: "-") { continue }
      guard place > 0, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") else { return nil }
      hasBlank = true
    }
    return nil
  }
}
