internal import GitModel

/// The stream from which `git fast-import` builds a drawing's repository.
///
/// It holds everything that is drawn; cutting off a shallow clone and taking away what is missing
/// is left to the caller, as fast-import can do neither. Source: git-fast-import(1).
public struct FastImport {
  /// The stream.
  public private(set) var stream: [UInt8] = []
  private let objects: DrawnObjects
  private let offset: Int

  /// The stream for a drawing, whose commits have the marks behind `offset` in their order. Throws
  /// where a commit cannot be made as it is drawn.
  public init(_ drawing: Drawing, marksBehind offset: Int = 0) throws(DrawingError) {
    objects = try DrawnObjects(of: drawing)
    self.offset = offset
    for number in objects.entries.indices { write(commit: number) }
    // Commits without a ref stay in the object store all the same.
    write("reset \(Self.workRef)\nfrom \(String(repeating: "0", count: 40))\n\n")
    // An annotated tag is no commit that a ref could be reset to: whoever builds the repository adds it.
    for ref in drawing.refs where ref.form == .plain {
      guard let id = objects.entry(ref.label)?.commit.id, let number = objects.numbers[id] else {
        continue
      }
      write("reset ")
      stream += ref.name.bytes
      write("\nfrom :\(offset + number + 1)\n\n")
    }
  }

  private static let workRef = "refs/drawing/work"

  private mutating func write(commit number: Int) {
    let entry = objects.entries[number]
    // Without the reset, a commit without `from` would take the commit before as its parent.
    write("reset \(Self.workRef)\n\ncommit \(Self.workRef)\nmark :\(offset + number + 1)\n")
    write("author ")
    stream += entry.commit.author.line
    write("\ncommitter ")
    stream += entry.commit.committer.line
    write("\n")
    if let encoding = entry.commit.encoding {
      write("encoding ")
      stream += encoding
      write("\n")
    }
    write(data: entry.commit.message)
    for (place, parent) in entry.parents.enumerated() {
      write("\(place == 0 ? "from" : "merge") :\(offset + parent + 1)\n")
    }
    let before = objects.treeBefore(entry)
    for path in entry.tree.paths(differingFrom: before) {
      if let file = entry.tree[path] {
        let mode = String(file.mode.rawValue, radix: 8)
        let isSubmodule = file.mode.isSubmodule
        write("M \(mode) \(isSubmodule ? file.content : "inline") \(Self.quoted(path))\n")
        if !isSubmodule { write(data: Array(file.content.utf8)) }
      } else {
        write("D \(Self.quoted(path))\n")
      }
    }
    write("\n")
  }

  private mutating func write(_ text: String) { stream += text.utf8 }

  private mutating func write(data: [UInt8]) {
    write("data \(data.count)\n")
    stream += data
    write("\n")
  }

  private static func quoted(_ path: String) -> String {
    let escaped = path.flatMap { character -> String in
      switch character {
      case "\\", "\"": "\\\(character)"
      case "\n": "\\n"
      default: String(character)
      }
    }
    return "\"\(String(escaped))\""
  }
}
