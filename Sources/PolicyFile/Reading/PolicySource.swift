/// Reads a policy file together with the files that it extends.
struct PolicySource {
  /// Gives the bytes of a file in the same tree, or says why it cannot be read.
  typealias Resolve = (_ path: String) throws(PolicyFileError) -> [UInt8]

  /// How many files may extend one another.
  static let highestDepth = 8

  /// The merged contents of the file, without `version` and `extends`.
  static func read(
    _ text: [UInt8], name: String, chain: [String] = [], resolve: Resolve
  ) throws(PolicyFileError) -> YAMLNode {
    guard let root = try YAMLReader.read(text, file: name) else {
      throw PolicyFileError(
        "the file is empty", at: Place(file: name), help: "write one: policy init")
    }
    var check = ShapeCheck()
    check.check(root, against: .record(PolicyKeys.root))
    guard check.problems.isEmpty else { throw PolicyFileError(check.problems) }
    var parent: YAMLNode?
    if let extended = root["extends"], let target = extended.scalar?.text, !extended.isNull {
      parent = try Self.parent(target, at: extended.place, chain: chain, resolve: resolve)
    }
    var merge = YAMLMerge()
    let own = (root.entries ?? []).filter { $0.key != "version" && $0.key != "extends" }
    let merged = merge.merge(YAMLNode(content: .map(own), place: root.place), over: parent)
    guard merge.problems.isEmpty else { throw PolicyFileError(merge.problems) }
    return merged
  }

  private static func parent(
    _ target: String, at place: Place, chain: [String], resolve: Resolve
  ) throws(PolicyFileError) -> YAMLNode {
    if let preset = PolicyFile.preset(target) {
      return try read(preset, name: "preset \(target)", resolve: resolve)
    }
    let path = normalized(target)
    guard !chain.contains(path) else {
      throw PolicyFileError("\(quoted(target)) extends itself", at: place, help: "end the circle")
    }
    guard chain.count < highestDepth else {
      throw PolicyFileError(
        "more than \(highestDepth) files extend one another", at: place, help: "merge some")
    }
    let text: [UInt8]
    do throws(PolicyFileError) {
      text = try resolve(path)
    } catch {
      throw error.moved(to: place, before: "cannot extend \(quoted(target)): ")
    }
    return try read(text, name: path, chain: chain + [path], resolve: resolve)
  }

  /// The path without `.` and empty parts, so that a circle is seen whatever its spelling.
  static func normalized(_ path: String) -> String {
    path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }
}

extension PolicyFileError {
  /// The same problems, told at the place that made somebody read another file.
  func moved(to place: Place, before words: String) -> PolicyFileError {
    PolicyFileError(problems.map { .init(words + $0.message, at: place, help: $0.help) })
  }
}
