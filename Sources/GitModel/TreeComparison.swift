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
    var others: [TreeCursor] = []
    for id in frame.others { others.append(try cursor(of: id)) }
    guard let tree = frame.tree else {
      return try removals(frame, others, nil, &visitor, &waiting)
    }
    let whole = try cursor(of: tree)
    var (entry, beside, seen) = (whole, Beside(others), 0)
    do throws(TreeFlaw) {
      while !entry.isAtEnd {
        try entry.skipShared(with: &beside.trees)
        guard !entry.isAtEnd else { break }
        let match = try beside.match(entry)
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
      throw malformed(tree)
    }
    if visitor.wantsFolders, beside.lacks.allSatisfy({ $0 }) {
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
  private func removals(
    _ frame: Frame, _ others: [TreeCursor], _ tree: TreeCursor?,
    _ visitor: inout some TreeVisitor, _ waiting: inout [Frame]
  ) throws(GitError) -> Int {
    guard visitor.wantsRemovals, var entry = others.first else { return 0 }
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
      throw malformed(frame.others.first ?? .zero)
    }
    return seen
  }

  private func cursor(of id: ObjectID) throws(GitError) -> TreeCursor {
    let bytes = try history.treeBytes(id)
    do throws(TreeFlaw) {
      return try TreeCursor(bytes, idLength: id.byteCount)
    } catch {
      throw malformed(id)
    }
  }

  private func names(in id: ObjectID) throws(GitError) -> [[UInt8]] {
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

  private func malformed(_ id: ObjectID) -> GitError {
    GitError(.corrupt, "read tree", "tree \(id) is malformed")
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

  /// Whether one of them holds an entry, whether all have its place, and the folders there. Goes past
  /// it, so that those that had it stand beside the next one.
  mutating func match(
    _ entry: TreeCursor
  ) throws(TreeFlaw) -> (isShared: Bool, isInAll: Bool, folders: [ObjectID]) {
    var (isShared, isInAll, folders) = (false, true, [ObjectID]())
    for place in trees.indices {
      guard try trees[place].reaches(entry) else {
        (lacks[place], isInAll) = (true, false)
        continue
      }
      isShared = isShared || trees[place].hasContent(of: entry)
      if entry.mode.isFolder { folders.append(trees[place].id) }
      try trees[place].advance()
    }
    return (isShared, isInAll, folders)
  }
}
