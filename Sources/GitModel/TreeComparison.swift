/// Finds what trees hold that others do not, folder by folder: what several share is never opened,
/// and what was opened is kept for the next question.
public struct TreeComparison {
  /// Git's own limit, git-config(1) `core.maxTreeDepth`, is below it.
  private static let deepest = 4096
  /// More entries than any project brings at once; a tree can be made that names billions.
  private static let most = 5_000_000
  /// Trees are kept up to so many bytes.
  private static let kept = 64 << 20

  private let history: any History
  private var trees: [ObjectID: [UInt8]] = [:]
  private var size = 0

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
  public mutating func visit(
    _ tree: ObjectID, beside others: [ObjectID], _ visitor: inout some TreeVisitor
  ) throws(GitError) {
    guard !others.contains(tree) else { return }
    var waiting = [Frame(path: [], depth: 0, tree: tree, others: others)]
    var left = Self.most
    while let frame = waiting.popLast() {
      guard frame.depth < Self.deepest else {
        throw GitError(
          .failed, "compare trees", "folders are nested deeper than \(Self.deepest)",
          help: "take out the folder: git rm -r --cached \(quotedTop(of: frame.path))")
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

  private func quotedTop(of path: [UInt8]) -> String {
    String(decoding: path.prefix { $0 != UInt8(ascii: "/") }, as: UTF8.self)
  }

  /// Looks at one folder; how many entries it showed or left waiting.
  private mutating func step(
    _ frame: Frame, of count: Int, _ visitor: inout some TreeVisitor, _ waiting: inout [Frame]
  ) throws(GitError) -> Int {
    var others: [TreeCursor] = []
    for id in frame.others { others.append(try cursor(of: id)) }
    guard let tree = frame.tree else {
      return try removals(frame, others, nil, &visitor, &waiting)
    }
    let whole = try cursor(of: tree)
    var (entry, beside, seen) = (whole, others, 0)
    var lacks = [Bool](repeating: false, count: others.count)
    do throws(TreeFlaw) {
      while !entry.isAtEnd {
        if beside.count == 1 {
          try entry.skipShared(with: &beside[0])
          guard !entry.isAtEnd else { break }
        }
        var (isShared, below) = (false, [ObjectID]())
        for place in beside.indices {
          while !beside[place].isAtEnd, beside[place].precedes(entry) {
            try beside[place].advance()
          }
          guard !beside[place].isAtEnd, beside[place].hasPlace(of: entry) else {
            lacks[place] = true
            continue
          }
          isShared = isShared || beside[place].hasContent(of: entry)
          if entry.mode.isFolder { below.append(beside[place].id) }
        }
        if !isShared {
          seen += 1
          let path = frame.path(of: entry)
          if entry.mode.isFolder {
            waiting.append(
              Frame(path: path, depth: frame.depth + 1, tree: entry.id, others: below))
          } else {
            visitor.visit(NewEntry(path: path, mode: entry.mode, id: entry.id))
          }
        }
        try entry.advance()
      }
    } catch {
      throw malformed(tree)
    }
    if visitor.wantsFolders, lacks.allSatisfy({ $0 }) {
      visitor.visit(
        NewFolder(
          path: frame.path, names: try names(in: tree),
          parents: try frame.others.map { id throws(GitError) in try names(in: id) }))
    }
    // What one of several lacks, the others' merge may have lost before.
    guard visitor.wantsRemovals, frame.others.count == count, count > 0 else { return seen }
    return try seen + removals(frame, others, whole, &visitor, &waiting)
  }

  /// Looks for what all others hold and the tree does not.
  private mutating func removals(
    _ frame: Frame, _ others: [TreeCursor], _ tree: TreeCursor?,
    _ visitor: inout some TreeVisitor, _ waiting: inout [Frame]
  ) throws(GitError) -> Int {
    guard visitor.wantsRemovals, var entry = others.first else { return 0 }
    var beside = others.dropFirst() + []
    var (tree, seen) = (tree, 0)
    do throws(TreeFlaw) {
      while !entry.isAtEnd {
        while let cursor = tree, !cursor.isAtEnd, cursor.precedes(entry) { try tree?.advance() }
        let isHere = tree.map { !$0.isAtEnd && $0.hasPlace(of: entry) } ?? false
        var (isInAll, below) = (true, [entry.id])
        for place in beside.indices {
          while !beside[place].isAtEnd, beside[place].precedes(entry) {
            try beside[place].advance()
          }
          if !beside[place].isAtEnd, beside[place].hasPlace(of: entry) {
            below.append(beside[place].id)
          } else {
            isInAll = false
          }
        }
        if !isHere, isInAll {
          seen += 1
          let path = frame.path(of: entry)
          if entry.mode.isFolder {
            waiting.append(Frame(path: path, depth: frame.depth + 1, tree: nil, others: below))
          } else {
            visitor.visit(removed: NewEntry(path: path, mode: entry.mode, id: entry.id))
          }
        }
        try entry.advance()
      }
    } catch {
      throw malformed(frame.others.first ?? .zero)
    }
    return seen
  }

  private mutating func cursor(of id: ObjectID) throws(GitError) -> TreeCursor {
    let bytes = try self.bytes(of: id)
    do throws(TreeFlaw) {
      return try TreeCursor(bytes, idLength: id.byteCount)
    } catch {
      throw malformed(id)
    }
  }

  private mutating func names(in id: ObjectID) throws(GitError) -> [[UInt8]] {
    var names: [[UInt8]] = []
    var entry = try cursor(of: id)
    do throws(TreeFlaw) {
      while !entry.isAtEnd {
        names.append(Array(entry.nameBytes))
        try entry.advance()
      }
    } catch {
      throw malformed(id)
    }
    return names
  }

  private mutating func bytes(of id: ObjectID) throws(GitError) -> [UInt8] {
    if let known = trees[id] { return known }
    let bytes = try history.treeBytes(id)
    if size > Self.kept { (trees, size) = ([:], 0) }
    trees[id] = bytes
    size += bytes.count
    return bytes
  }

  private func malformed(_ id: ObjectID) -> GitError {
    GitError(.corrupt, "read tree", "tree \(id) is malformed")
  }
}
