internal import PolicyCore

/// How the files of the work tree differ from the tree that is wanted, and what mends that where putting
/// changes aside does not.
struct TreeDifferences: Equatable {
  /// Paths of one kind.
  private struct Paths: Equatable {
    var count = 0
    var first: [UInt8] = []

    mutating func add(_ path: some Sequence<UInt8>) {
      if count == 0 { first = Array(path) }
      count += 1
    }

    /// One path by its name, and several by what is said of all.
    func command(for one: (String) -> String, all: String) -> String? {
      count == 0 ? nil : count == 1 ? one(Words.shell(first)) : all
    }
  }

  private var staged = Paths()
  private var changed = Paths()
  private var unmerged = Paths()
  private var untracked = Paths()
  /// Submodules of any difference, those that are at another commit, and those with changes of their own.
  private var submodules = Paths(), moved = Paths(), dirty = Paths()
  /// Submodules whose new commit is staged, which git-stash(1) leaves as it is.
  private var hasStagedSubmodule = false
  /// What git is told not to look at: git-update-index(1).
  private var assumed = Paths(), skipped = Paths(), hidden = Paths()
  /// Whether `skipped` is what a sparse checkout leaves out.
  var isSparse = false
  /// The command that was stopped by what is not merged: `merge`.
  var operation: String?

  var hasUnmerged: Bool { unmerged.count > 0 }
  var hasSkipped: Bool { skipped.count > 0 }

  /// Takes an entry of git-status(1), "Porcelain Format Version 2".
  mutating func count(_ entry: ArraySlice<UInt8>, _ wanted: TestedTree.Wanted) {
    func rest(behind fields: Int) -> ArraySlice<UInt8> {
      entry.split(separator: 0x20, maxSplits: fields, omittingEmptySubsequences: false).last ?? []
    }
    switch entry.first {
    case UInt8(ascii: "1"), UInt8(ascii: "2"):
      let path = rest(behind: 8)
      let fields = entry.split(separator: 0x20, maxSplits: 3)
      guard fields.count == 4, let (inIndex, inTree) = Self.pair(fields[1]) else {
        return changed.add(path)
      }
      let flags = fields[2].first == UInt8(ascii: "S") ? fields[2].dropFirst() : nil
      if inIndex != UInt8(ascii: "."), wanted == .head {
        staged.add(path)
        if flags != nil { hasStagedSubmodule = true }
      }
      guard inTree != UInt8(ascii: ".") else { return }
      guard let flags else { return changed.add(path) }
      submodules.add(path)
      let isDirty = flags.contains { [UInt8(ascii: "M"), UInt8(ascii: "U")].contains($0) }
      if isDirty { dirty.add(path) }
      if !isDirty || flags.contains(UInt8(ascii: "C")) { moved.add(path) }
    case UInt8(ascii: "u"): unmerged.add(rest(behind: 10))
    case UInt8(ascii: "?"): untracked.add(entry.dropFirst(2))
    default: break
    }
  }

  private static func pair(_ states: ArraySlice<UInt8>) -> (UInt8, UInt8)? {
    guard let first = states.first, let last = states.last, states.count == 2 else { return nil }
    return (first, last)
  }

  /// Takes an entry of git-ls-files(1), `-v`: S is skip-worktree, small letters are assume-unchanged.
  mutating func countHidden(_ entry: ArraySlice<UInt8>) {
    guard let tag = entry.first else { return }
    let path = entry.dropFirst(2)
    let isSkipped = tag | 0x20 == UInt8(ascii: "s")
    let isAssumed = tag >= UInt8(ascii: "a")
    if isSkipped { skipped.add(path) }
    if isAssumed { assumed.add(path) }
    if isSkipped || isAssumed { hidden.add(path) }
  }

  /// How many paths differ, and how; empty where none does.
  var told: [String] {
    [
      (staged, "path", "staged and not committed"), (changed, "path", "changed and not staged"),
      (submodules, "submodule", "changed"), (unmerged, "path", "not merged"),
      (untracked, "path", "not tracked"),
      (hidden, "path", "not looked at (assume-unchanged or skip-worktree)"),
    ].compactMap { paths, noun, what in
      paths.count == 0
        ? nil : "\(Words.count(paths.count, noun)) \(paths.count == 1 ? "is" : "are") \(what)"
    }
  }

  /// What mends the differences that git-stash(1) does not; `nil` where there are none.
  var cure: String? {
    if hasUnmerged {
      let end = operation.map { "git \($0) --abort" } ?? "git reset --merge"
      return "resolve and commit them, or give up: \(end)"
    }
    let submodules = [
      dirty.command(
        for: { "git -C \($0) stash --include-untracked" },
        all: "git submodule foreach 'git stash --include-untracked'"),
      moved.command(
        for: { "git submodule update -- \($0)" }, all: "git submodule update"),
    ].compactMap(\.self)
    if !submodules.isEmpty {
      return "commit what the submodules have, or put it aside: "
        + submodules.joined(separator: " && ")
    }
    if hasStagedSubmodule { return "commit what is staged: git commit" }
    // Each flag has a call of its own: of two, git-update-index takes back the first alone.
    let hidden = [
      isSparse && hasSkipped
        ? "git sparse-checkout disable" : Self.command(skipped, "--no-skip-worktree"),
      Self.command(assumed, "--no-assume-unchanged"),
    ].compactMap(\.self)
    return hidden.isEmpty ? nil : "let git look at all: " + hidden.joined(separator: " && ")
  }

  private static func command(_ paths: Paths, _ option: String) -> String? {
    paths.command(
      for: { "git update-index \(option) -- \($0)" },
      all: "git ls-files -z | git update-index -z \(option) --stdin")
  }
}
