internal import Yams

/// Reads YAML into nodes with places, and refuses what could hang or mislead.
///
/// Yams puts an alias's value in its place while it composes, and hashes whole keys to find
/// duplicates: a few lines of aliases in a key take longer than anybody waits. So Yams never sees
/// an alias: every `*` becomes a character that the file does not use. A plain scalar that begins
/// with it is an alias, since none can begin with `*`; anywhere else it turns back into `*`.
package struct YAMLReader {
  /// A policy needs seven levels.
  static let highestDepth = 32
  /// How many values a file may have once its aliases stand for what they name.
  static let highestCount = 100_000
  /// Keys of duplicates that are told apart at most; see `compose`.
  private static let mostDuplicates = 4

  private static let mostExplicitKeys = 32

  private let star: Unicode.Scalar
  /// Characters that stand at the front of keys that Yams found twice, and what they replaced.
  private var fronts: [Unicode.Scalar: Unicode.Scalar] = [:]
  private var anchors: [String: (node: YAMLNode, count: Int, depth: Int)] = [:]
  private var count = 0
  private var problems: [PolicyFileError.Problem] = []
  private var hasDuplicates = false
  private let file: String
  private let takesStringTag: Bool

  /// The value that a file holds; `nil` where it holds comments at most. Tags are refused, but for that
  /// of strings where it is taken.
  package static func read(
    _ bytes: [UInt8], file: String, takesStringTag: Bool = false
  ) throws(PolicyFileError) -> YAMLNode? {
    var source = try SourceText(bytes, file: file)
    let spare = source.unused(mostDuplicates + 1)
    guard let star = spare.first, spare.count > mostDuplicates else {
      throw PolicyFileError(
        "the file uses every private character of Unicode", at: Place(file: file),
        help: "write them with escapes")
    }
    try refuseManyExplicitKeys(in: source)
    for (offset, scalar) in source.scalars.enumerated() where scalar == "*" {
      source.replace(at: offset, with: star)
    }
    var reader = YAMLReader(star: star, file: file, takesStringTag: takesStringTag)
    guard let composed = try reader.compose(source, spare: spare.dropFirst()) else { return nil }
    let (node, _) = try withExtendedLifetime(composed.parser) { () throws(PolicyFileError) in
      try reader.convert(composed.root, level: 1)
    }
    guard reader.problems.isEmpty else {
      throw PolicyFileError(reader.problems, isBroken: reader.hasDuplicates)
    }
    return node.isNull ? nil : node
  }

  private init(star: Unicode.Scalar, file: String, takesStringTag: Bool) {
    (self.star, self.file, self.takesStringTag) = (star, file, takesStringTag)
  }

  /// Keys after `?` may be of any size and nest, and Yams hashes each with all that is in it. Other
  /// keys end within a line and 1,024 characters.
  private static func refuseManyExplicitKeys(in source: SourceText) throws(PolicyFileError) {
    var before: Unicode.Scalar = "\n"
    // The last on the line that is no blank: a key begins the line, or follows a sign.
    var last: Unicode.Scalar = "\n"
    var marks = 0
    for scalar in source.scalars {
      if scalar == "?", " \t\r\n,[{".unicodeScalars.contains(before),
        "\r\n,[{-?:".unicodeScalars.contains(last)
      {
        marks += 1
      }
      before = scalar
      if scalar != " ", scalar != "\t" { last = scalar }
    }
    guard marks > mostExplicitKeys else { return }
    throw PolicyFileError(
      "the file has \(marks) keys after '?', more than \(mostExplicitKeys)",
      at: Place(file: source.file),
      help: "write keys as 'key: value'")
  }

  /// Yams names only the first of two equal keys, and stops there. The first is given another
  /// first letter, until Yams is content; then both can be reported with their places.
  private mutating func compose(
    _ source: SourceText, spare: ArraySlice<Unicode.Scalar>
  ) throws(PolicyFileError) -> (root: Node, parser: Parser)? {
    var source = source
    var spare = spare
    while true {
      do throws(YAMLFault) {
        return try YAMLFault.catching {
          // The encoding is given so that no environment variable changes it.
          let parser = try Parser(
            yaml: source.string, resolver: .basic, constructor: .default, encoding: .utf8)
          return try parser.singleRoot().map { ($0, parser) }
        }
      } catch {
        guard let mark = error.duplicate else { throw error.problem(in: source, star: star) }
        guard let stand = spare.popFirst(), let offset = source.offset(ofKeyAt: mark) else {
          throw PolicyFileError(
            "a key here stands twice in its mapping",
            at: Place(file: file, line: mark.line, column: mark.column), help: "remove one")
        }
        fronts[stand] = source.scalars[offset]
        source.replace(at: offset, with: stand)
      }
    }
  }

  private mutating func convert(
    _ node: Node, level: Int
  ) throws(PolicyFileError) -> (YAMLNode, depth: Int) {
    let place = place(of: node.mark)
    count += 1
    guard level <= Self.highestDepth else {
      throw PolicyFileError("the value is nested more than \(Self.highestDepth) deep", at: place)
    }
    try checkCount(at: place)
    let before = count
    var depth = 1
    let content: YAMLNode.Content
    switch node {
    case .scalar(let scalar):
      if scalar.style == .plain, scalar.string.unicodeScalars.first == star {
        return try alias(String(scalar.string.unicodeScalars.dropFirst()), at: place, level: level)
      }
      let isString = takesStringTag && scalar.tag.rawValue == Self.stringTag
      let isPlain = scalar.style == .plain && !isString
      refuseTag(scalar.tag, isQuoted: !isPlain, at: place)
      content = .scalar(restored(scalar.string), isPlain: isPlain)
    case .sequence(let sequence):
      refuseTag(sequence.tag, isQuoted: false, at: place)
      var items: [YAMLNode] = []
      for item in sequence {
        let (value, below) = try convert(item, level: level + 1)
        items.append(value)
        depth = max(depth, below + 1)
      }
      content = .list(items)
    case .mapping(let mapping):
      refuseTag(mapping.tag, isQuoted: false, at: place)
      var entries: [YAMLNode.Entry] = []
      for (key, value) in mapping {
        let (value, below) = try convert(value, level: level + 1)
        depth = max(depth, below + 1)
        if let entry = entry(key, value) { entries.append(entry) }
      }
      refuseDuplicates(in: entries)
      content = .map(entries)
    case .alias:
      throw PolicyFileError("an alias stands here", at: place, help: "write out what it names")
    }
    let result = YAMLNode(content: content, place: place)
    if let anchor = node.anchor {
      anchors[restored(anchor.rawValue)] = (result, count - before + 1, depth)
    }
    return (result, depth)
  }

  private mutating func alias(
    _ name: String, at place: Place, level: Int
  ) throws(PolicyFileError) -> (YAMLNode, depth: Int) {
    let name = restored(name)
    guard let (node, values, depth) = anchors[name] else {
      throw PolicyFileError(
        "'*' begins an alias, and no anchor '&\(shown(name))' stands before it", at: place,
        help: "put a name that begins with '*' in quotes")
    }
    guard level + depth - 1 <= Self.highestDepth else {
      throw PolicyFileError(
        "the alias nests values more than \(Self.highestDepth) deep", at: place)
    }
    count += values - 1
    try checkCount(at: place)
    return (node, depth)
  }

  private func checkCount(at place: Place) throws(PolicyFileError) {
    guard count <= Self.highestCount else {
      throw PolicyFileError(
        "the file has more than \(Self.highestCount) values once its aliases are written out",
        at: place, help: "use fewer aliases")
    }
  }

  private mutating func entry(_ key: Node, _ value: YAMLNode) -> YAMLNode.Entry? {
    let place = place(of: key.mark)
    guard case .scalar(let scalar) = key else {
      problems.append(.init("a key is a list or a mapping", at: place, help: "write a name"))
      return nil
    }
    let isPlain = scalar.style == .plain
    // Looking for duplicates, Yams gives every key without a tag the tag of strings.
    refuseTag(scalar.tag, isQuoted: true, at: place)
    let name = restored(scalar.string)
    if isPlain, name == "<<" {
      problems.append(
        .init(
          "merge keys are not part of YAML 1.2", at: place,
          help: "use extends, or write the keys out"))
      return nil
    }
    if isPlain, scalar.string.unicodeScalars.first == star || name.hasPrefix("*") {
      problems.append(
        .init(
          "'*' begins an alias, and an alias cannot be a key", at: place,
          help: "put the name in quotes: '\(shown(name))'"))
      return nil
    }
    return YAMLNode.Entry(key: name, keyPlace: place, value: value)
  }

  private mutating func refuseDuplicates(in entries: [YAMLNode.Entry]) {
    var first: [String: Place] = [:]
    for entry in entries {
      if let place = first[entry.key] {
        hasDuplicates = true
        problems.append(
          .init(
            "duplicate key \(quoted(entry.key))", at: entry.keyPlace,
            help: "it stands in line \(place.line) already"))
      } else {
        first[entry.key] = entry.keyPlace
      }
    }
  }

  private static let stringTag = "tag:yaml.org,2002:str"

  /// Yams gives quoted scalars without a tag the tag of strings.
  private mutating func refuseTag(_ tag: Tag, isQuoted: Bool, at place: Place) {
    guard tag.rawValue != (isQuoted ? Self.stringTag : "") else { return }
    problems.append(
      .init("the value has a tag", at: place, help: "remove it; quotes make a value text"))
  }

  private func place(of mark: Mark?) -> Place {
    Place(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  /// The text as the file has it.
  private func restored(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let original = fronts[scalar] ?? scalar
      result.append(original == star ? "*" : original)
    }
    return String(result)
  }
}

extension SourceText {
  /// Where the first letter of a key stands that can be exchanged; `nil` where there is none.
  fileprivate func offset(ofKeyAt mark: (line: Int, column: Int)) -> Int? {
    guard var offset = offset(of: mark), offset < scalars.count else { return nil }
    if scalars[offset] == "\"" || scalars[offset] == "'" { offset += 1 }
    guard offset < scalars.count, !"\"'\\&!|>[{?".unicodeScalars.contains(scalars[offset]),
      !scalars[offset].properties.isWhitespace
    else { return nil }
    return offset
  }
}
