internal import GitModel

extension CommitHeader {
  /// A line's seconds since 1970; 0 where no number stands there, or one that no date has: a graph
  /// needs some number, and so does git's own (`parse_commit_date`). A judgement about time asks
  /// `signature`, which tells 1970 from no date.
  static func seconds(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) -> Int64 {
    guard let start = startOfDate(bytes, line) else { return 0 }
    return number(bytes, start..<line.upperBound)?.value ?? 0
  }

  /// `NAME <EMAIL> SECONDS ZONE`, parted as git parts it (`split_ident_line` in ident.c): the address ends
  /// at the first `>`, and the date begins behind the last one. Throws where the line has no address or no
  /// date.
  static func signature(
    _ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, of commit: ObjectID
  ) throws(GitError) -> Signature {
    guard let open = bytes[line].firstIndex(of: UInt8(ascii: "<")),
      let close = bytes[open..<line.upperBound].firstIndex(of: UInt8(ascii: ">")),
      let start = startOfDate(bytes, line)
    else {
      throw GitError(.corrupt, "read commit", "commit \(commit) has an author without an address")
    }
    guard let (seconds, end) = number(bytes, start..<line.upperBound) else {
      throw GitError(.impossibleDate, "read commit", "commit \(commit) has a date that is none")
    }
    var name = bytes[line.lowerBound..<open]
    while let last = name.last, spaces.contains(last) { name = name.dropLast() }
    return Signature(
      name: Array(name), email: Array(bytes[(open + 1)..<close]), seconds: seconds,
      offset: offset(bytes[end..<line.upperBound]))
  }

  /// What git takes for a space: `sane_ctype` in its ctype.c.
  private static let spaces = Array(" \t\r".utf8)

  /// Behind the last `>` and the spaces after it: names and addresses may hold anything else.
  private static func startOfDate(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) -> Int? {
    var place = line.upperBound
    while place > line.lowerBound, bytes[place - 1] != UInt8(ascii: ">") { place -= 1 }
    guard place > line.lowerBound else { return nil }
    while place < line.upperBound, bytes[place] == UInt8(ascii: " ") { place += 1 }
    return place
  }

  /// The number that begins there, and where it ends; `nil` where none does or no date has it.
  private static func number(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>
  ) -> (value: Int64, end: Int)? {
    var (value, place) = (Int64(0), range.lowerBound)
    while place < range.upperBound, case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[place] {
      value = value * 10 + Int64(bytes[place] - UInt8(ascii: "0"))
      // 4,000 times the age of the universe; and one more digit cannot overflow.
      guard value < 1 << 55 else { return nil }
      place += 1
    }
    let isEnd = place == range.upperBound || bytes[place] == UInt8(ascii: " ")
    return place > range.lowerBound && isEnd ? (value, place) : nil
  }

  /// A zone such as `-0330` in minutes; 0 where it has another form, as in some old histories.
  private static func offset(_ text: Slice<UnsafeRawBufferPointer>) -> Int {
    let digits = text.drop { $0 == UInt8(ascii: " ") }
    guard let sign = digits.first, digits.count <= 5,
      let zone = Int(String(decoding: digits.dropFirst(), as: UTF8.self)), zone >= 0
    else { return 0 }
    let minutes = zone / 100 * 60 + zone % 100
    return sign == UInt8(ascii: "-") ? -minutes : minutes
  }
}
