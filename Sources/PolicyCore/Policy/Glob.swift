/// A pattern for names with the rules of GitHub's fnmatch (Ruby's `File.fnmatch` with
/// `FNM_PATHNAME`): `*` and `?` stop at `/`, `**/` does not, `[a-z]` and `[^a-z]` are classes, `\`
/// takes the next character as it is.
///
/// Source: docs.github.com, "Managing a branch protection rule"; ruby-doc.org, `File.fnmatch`.
/// Matching takes time at most proportional to pattern times name.
public struct Glob: Sendable, Hashable {
  /// The pattern as it was written.
  public let text: String
  /// Whether it matches exactly one name.
  public let isLiteral: Bool
  let steps: [Step]
  /// The one name that it matches, where it is literal.
  let literal: [UInt8]

  enum Step: Sendable, Hashable {
    case unit(UInt32)
    case anyUnit
    case anyUnits
    case anyFolders
    case oneOf([ClosedRange<UInt32>], negated: Bool)
  }

  /// The pattern of every name.
  public static let anything = Glob(text: "**/*", steps: [.anyFolders, .anyUnits])

  /// The pattern of the branches that GitHub's merge queue makes.
  static let mergeQueue = Glob(
    text: "gh-readonly-queue/**/*",
    steps: "gh-readonly-queue/".unicodeScalars.map { .unit($0.value) } + [.anyFolders, .anyUnits])

  private init(text: String, steps: [Step]) {
    (self.text, self.steps, isLiteral, literal) = (text, steps, false, [])
  }

  /// The pattern of the empty name, which nothing has.
  init() { (text, isLiteral, steps, literal) = ("", true, [], []) }

  /// Compiles a pattern. Throws where a class or an escape is not finished.
  public init(_ text: String) throws(GlobError) {
    self.text = text
    steps = try Self.compile(Array(text.unicodeScalars))
    let units = steps.compactMap { step -> Unicode.Scalar? in
      if case .unit(let value) = step { Unicode.Scalar(value) } else { nil }
    }
    isLiteral = units.count == steps.count
    literal = isLiteral ? units.flatMap { Array(String($0).utf8) } : []
  }

  private static func compile(_ text: [Unicode.Scalar]) throws(GlobError) -> [Step] {
    var steps: [Step] = []
    var index = 0
    while index < text.count {
      let scalar = text[index]
      let atStart = index == 0 || text[index - 1] == "/"
      switch scalar {
      case "*":
        let stars = text[index...].prefix { $0 == "*" }.count
        let after = index + stars
        if stars == 2, atStart, after < text.count, text[after] == "/" {
          steps.append(.anyFolders)
          index = after
        } else {
          steps.append(.anyUnits)
          index = after - 1
        }
      case "?": steps.append(.anyUnit)
      case "[":
        let (step, end) = try charClass(text, from: index)
        steps.append(step)
        index = end
      case "\\":
        guard index + 1 < text.count else { throw GlobError(message: "ends in a lone backslash") }
        index += 1
        steps.append(.unit(text[index].value))
      default: steps.append(.unit(scalar.value))
      }
      index += 1
    }
    return steps
  }

  private static func charClass(
    _ text: [Unicode.Scalar], from start: Int
  ) throws(GlobError) -> (Step, end: Int) {
    var index = start + 1
    let negated = index < text.count && (text[index] == "^" || text[index] == "!")
    if negated { index += 1 }
    var ranges: [ClosedRange<UInt32>] = []
    func literal() throws(GlobError) -> UInt32 {
      if index < text.count, text[index] == "\\" { index += 1 }
      guard index < text.count else { throw GlobError(message: "has a '[' without its ']'") }
      defer { index += 1 }
      return text[index].value
    }
    while index < text.count, text[index] != "]" {
      let low = try literal()
      if index + 1 < text.count, text[index] == "-", text[index + 1] != "]" {
        index += 1
        let high = try literal()
        guard low <= high else { throw GlobError(message: "has a range that runs backwards") }
        ranges.append(low...high)
      } else {
        ranges.append(low...low)
      }
    }
    guard index < text.count else { throw GlobError(message: "has a '[' without its ']'") }
    return (.oneOf(ranges, negated: negated), index)
  }

  /// Whether the pattern matches the whole name.
  public func matches(_ name: [UInt8]) -> Bool {
    var work = 0
    return matches(name, counting: &work)
  }

  /// The same, counting the steps of the pattern that are looked at: at most all of them for each
  /// character.
  func matches(_ name: [UInt8], counting work: inout Int) -> Bool {
    if isLiteral { return name == literal }
    // All places that the pattern can stand at, moved on character by character: no backtracking.
    var places = [Bool](repeating: false, count: steps.count + 1)
    var next = places
    enter(0, &places)
    for unit in Self.units(of: name) {
      var isAlive = false
      for place in steps.indices where places[place] && advance(place, over: unit, to: &next) {
        isAlive = true
      }
      work += steps.count
      guard isAlive else { return false }
      for place in places.indices { places[place] = false }
      swap(&places, &next)
    }
    return places[steps.count]
  }

  /// Moves one place over a character; false where the pattern cannot go on from there.
  func advance(_ place: Int, over unit: UInt32, to next: inout [Bool]) -> Bool {
    let isSlash = unit == Self.slash
    switch steps[place] {
    case .unit(let wanted):
      guard unit == wanted else { return false }
      enter(place + 1, &next)
    case .anyUnit:
      guard !isSlash else { return false }
      enter(place + 1, &next)
    case .oneOf(let ranges, let negated):
      guard !isSlash, ranges.contains(where: { $0.contains(unit) }) != negated else {
        return false
      }
      enter(place + 1, &next)
    case .anyUnits:
      guard !isSlash else { return false }
      enter(place, &next)
    case .anyFolders:
      // Inside a folder's name the place is kept, but cannot be left before the next slash.
      next[place] = true
      if isSlash { enter(place, &next) }
    }
    return true
  }

  /// Adds a place and those that can be reached from it without a character.
  func enter(_ place: Int, _ places: inout [Bool]) {
    places[place] = true
    guard place < steps.count else { return }
    switch steps[place] {
    case .anyUnits, .anyFolders: enter(place + 1, &places)
    default: break
    }
  }

  static let slash = ("/" as Unicode.Scalar).value

  /// The characters of a name; a byte that is not UTF-8 is a character of its own, beyond Unicode.
  private static func units(of name: [UInt8]) -> [UInt32] {
    var units: [UInt32] = []
    var decoder = Unicode.UTF8.ForwardParser()
    var bytes = name.makeIterator()
    var offset = 0
    while true {
      switch decoder.parseScalar(from: &bytes) {
      case .valid(let encoded):
        units.append(Unicode.UTF8.decode(encoded).value)
        offset += encoded.count
      case .error(let length):
        units += name[offset..<offset + length].map { 0x11_0000 + UInt32($0) }
        offset += length
      case .emptyInput: return units
      }
    }
  }
}

/// Why a glob does not compile.
public struct GlobError: Error, Equatable {
  /// What is wrong, to stand behind the pattern: `has a '[' without its ']'`.
  public let message: String
}
