/// Finds what trees hold that others do not, folder by folder: what several share is never opened.
public struct TreeComparison {
  /// Git's own limit, git-config(1) `core.maxTreeDepth`, is below it.
  private static let deepest = 4096
  /// More entries than any project brings at once; a tree can be made that names billions.
  private static let most = 5_000_000

  private let history: any History

  /// Of trees that a history holds.
  public init(_ history: any History) { self.history = history }

  /// A folder that is to be looked at.
  private struct Frame {
    var path: [UInt8]
    var depth: Int
    /// `nil` where only what goes away is looked for.
    var tree: ObjectID?
    /// The folders that stand at the path in those of the others that have one.
    var others: [ObjectID]

    /// The path of an entry of the folder.
    func path(of entry: TreeCursor) -> [UInt8] {
      path.isEmpty ? Array(entry.nameBytes) : path + [UInt8(ascii: "/")] + entry.nameBytes
    }
  }

  /// Shows a visitor what `tree` holds that none of the `others` holds at the same path.
  public func visit(
    _ tree: ObjectID, beside others: [ObjectID], _ visitor: inout some TreeVisitor
  ) throws(GitError) {
    guard !others.contains(tree) else { return }
    var waiting = [Frame(path: [], depth: 0, tree: tree, others: others)]
    var left = Self.most
    while let frame = waiting.popLast() {
      guard frame.depth < Self.deepest else {
        throw GitError(
          .failed, "compare trees",
          "folders are nested deeper than \(Self.deepest) in '\(Self.top(of: frame.path))'",
          help: "take that folder out: git rm -r --cached -- FOLDER")
      }
      let step = try self.step(frame, of: others.count, &visitor, &waiting)
      left -= step
      guard left > 0 else {
        throw GitError(
          .failed, "compare trees", "tree \(tree) brings more than \(Self.most) entries",
          help: "bring them in several commits")
      }
    }
  }

  private static func top(of path: [UInt8]) -> String {
    String(decoding: path.prefix { $0 != UInt8(ascii: "/") }, as: UTF8.self)
  }

  /// Looks at one folder; how many entries it showed or left waiting.
  private func step(
    _ frame: Frame, of count: Int, _ visitor: inout some TreeVisitor, _ waiting: inout [Frame]
  ) throws(GitError) -> Int {
    let others = try frame.others.map { id throws(GitError) in
      try TreeObject(id, in: history).cursor()
    }
    guard let id = frame.tree else {
      return try removals(frame, others, nil, &visitor, &waiting)
    }
    let tree = try TreeObject(id, in: history)
    let whole = try tree.cursor()
    var (entry, beside, seen, added) = (whole, Beside(others), 0, [[UInt8]]())
    do throws(TreeFlaw) {
      while !entry.isAtEnd {
        try entry.skipShared(with: &beside.trees)
        guard !entry.isAtEnd else { break }
        let match = try beside.match(entry)
        if match.isNew, visitor.wants.contains(.folders) { added.append(Array(entry.nameBytes)) }
        if !match.isShared {
          seen += 1
          let path = frame.path(of: entry)
          if entry.mode.isFolder {
            waiting.append(
              Frame(path: path, depth: frame.depth + 1, tree: entry.id, others: match.folders))
          } else {
            visitor.visit(NewEntry(path: path, mode: entry.mode, id: entry.id))
          }
        }
        try entry.advance()
      }
    } catch {
      throw tree.isMalformed
    }
    if visitor.wants.contains(.folders), beside.lacks.allSatisfy({ $0 }) {
      visitor.visit(
        try NewFolder(path: frame.path, added: added, tree: tree, parents: frame.others))
    }
    // What one of several lacks, the others' merge may have lost before.
    guard visitor.wants.contains(.removals), frame.others.count == count, count > 0 else {
      return seen
    }
    return try seen + removals(frame, others, whole, &visitor, &waiting)
  }

  /// Looks for what all others hold and the tree does not.
  private func removals(
    _ frame: Frame, _ others: [TreeCursor], _ tree: TreeCursor?,
    _ visitor: inout some TreeVisitor, _ waiting: inout [Frame]
  ) throws(GitError) -> Int {
    guard visitor.wants.contains(.removals), var entry = others.first else { return 0 }
    var (here, beside) = (Beside(tree.map { [$0] } ?? []), Beside(Array(others.dropFirst())))
    var seen = 0
    do throws(TreeFlaw) {
      while !entry.isAtEnd {
        try entry.skipShared(with: &here.trees)
        guard !entry.isAtEnd else { break }
        let own = try here.match(entry)
        let isHere = tree != nil && own.isInAll
        let match = try beside.match(entry)
        if !isHere, match.isInAll {
          seen += 1
          let path = frame.path(of: entry)
          if entry.mode.isFolder {
            let others = [entry.id] + match.folders
            waiting.append(Frame(path: path, depth: frame.depth + 1, tree: nil, others: others))
          } else {
            visitor.visit(removed: NewEntry(path: path, mode: entry.mode, id: entry.id))
          }
        }
        try entry.advance()
      }
    } catch {
      throw TreeObject.malformed(frame.others.first ?? .zero)
    }
    return seen
  }
}

/// The same folder in other trees, walked along with one.
private struct Beside {
  var trees: [TreeCursor]
  /// Which of them lack one of the names that were asked for.
  private(set) var lacks: [Bool]

  init(_ trees: [TreeCursor]) {
    (self.trees, lacks) = (trees, [Bool](repeating: false, count: trees.count))
  }

  /// Finds an entry's place in them, and goes past it, so that those that had it stand beside the next
  /// one.
  mutating func match(_ entry: TreeCursor) throws(TreeFlaw) -> Match {
    var match = Match(isNew: trees.isEmpty)
    for place in trees.indices {
      guard try trees[place].reaches(entry) else {
        (lacks[place], match.isInAll) = (true, false)
        if place == 0 { match.isNew = true }
        continue
      }
      match.isShared = match.isShared || trees[place].hasContent(of: entry)
      if entry.mode.isFolder { match.folders.append(trees[place].id) }
      try trees[place].advance()
    }
    return match
  }

  /// What the trees have of an entry.
  struct Match {
    /// Whether one of them holds the same.
    var isShared = false
    /// Whether all of them have its place.
    var isInAll = true
    /// Whether the first of them lacks its place, or there is none.
    var isNew: Bool
    /// The folders that stand there.
    var folders: [ObjectID] = []
  }
}
