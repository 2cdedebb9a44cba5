internal import GitModel
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
    func command(for one: ([UInt8]) -> String, all: String) -> String? {
      count == 0 ? nil : count == 1 ? one(first) : all
    }
  }

  /// How a submodule differs from what its repository names.
  private struct Submodule: Equatable {
    /// Whether it is at another commit.
    var isMoved = false
    /// Whether something else, or nothing, stands in its place.
    var isGone = false
    /// Whether nothing is checked out there.
    var isAbsent = false
    /// How its files differ from its own commit.
    var inside = TreeDifferences()

    /// Whether all that is known is that git does not look at everything there.
    var isHidden: Bool { !isMoved && !isAbsent && !inside.isDirty }
  }

  private var staged = Paths()
  private var changed = Paths()
  private var unmerged = Paths()
  private var untracked = Paths()
  /// What git-add(1) announced with `--intent-to-add`, where git-stash(1) fails.
  private var announced = Paths()
  private var submodules: [[UInt8]: Submodule] = [:]
  /// Submodules whose new commit is staged, which git-stash(1) leaves as it is.
  private var hasStagedSubmodule = false
  /// Folders with files that are gone, and what has come: a link in such a folder's place lets git-stash(1)
  /// fail.
  private var emptied: Set<[UInt8]> = [], added: Set<[UInt8]> = []
  /// Repositories that are no submodules, which git-stash(1) leaves alone.
  private var repositories: [[UInt8]] = []
  /// What git is told not to look at: git-update-index(1).
  private var assumed = Paths(), skipped = Paths(), hidden = Paths()
  /// Whether `skipped` is what a sparse checkout leaves out.
  var isSparse = false
  /// The command that was stopped by what is not merged: `merge`.
  var operation: String?

  var hasUnmerged: Bool { unmerged.count > 0 }
  var hasSkipped: Bool { skipped.count > 0 }
  var hasUntracked: Bool { untracked.count > 0 }
  private var isDirty: Bool {
    staged.count + changed.count + unmerged.count + untracked.count > 0
      || submodules.values.contains { !$0.isHidden }
  }

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
      let isSubmodule = fields[2].first == UInt8(ascii: "S")
      if inIndex != UInt8(ascii: "."), wanted == .head {
        staged.add(path)
        if isSubmodule { hasStagedSubmodule = true }
        countPlace(of: path, inIndex)
      }
      guard inTree != UInt8(ascii: ".") else { return }
      countPlace(of: path, inTree)
      if inTree == UInt8(ascii: "A") { announced.add(path) }
      guard isSubmodule else { return changed.add(path) }
      submodules[Array(path), default: Submodule()].isMoved = true
      if inTree != UInt8(ascii: "M") { submodules[Array(path)]?.isGone = true }
    case UInt8(ascii: "u"): unmerged.add(rest(behind: 10))
    case UInt8(ascii: "?"):
      untracked.add(entry.dropFirst(2))
      added.insert(Array(entry.dropFirst(2)))
    default: break
    }
  }

  private mutating func countPlace(of path: ArraySlice<UInt8>, _ state: UInt8) {
    if state == UInt8(ascii: "A") { added.insert(Array(path)) }
    guard state == UInt8(ascii: "D") else { return }
    var folder = path
    while let slash = folder.lastIndex(of: UInt8(ascii: "/")) {
      folder = folder[..<slash]
      guard emptied.insert(Array(folder)).inserted else { return }
    }
  }

  private static func pair(_ states: ArraySlice<UInt8>) -> (UInt8, UInt8)? {
    guard let first = states.first, let last = states.last, states.count == 2 else { return nil }
    return (first, last)
  }

  /// Takes an entry of `git ls-files -v --stage`: S is skip-worktree, small letters are assume-unchanged.
  /// The path and the commit of a submodule that is to be asked.
  mutating func countListed(_ entry: ArraySlice<UInt8>) -> (path: [UInt8], commit: ObjectID?)? {
    guard let tag = entry.first, let tab = entry.firstIndex(of: UInt8(ascii: "\t")) else {
      return nil
    }
    let path = Array(entry[entry.index(after: tab)...])
    let isSkipped = tag | 0x20 == UInt8(ascii: "s")
    let isAssumed = tag >= UInt8(ascii: "a")
    if isSkipped { skipped.add(path) }
    if isAssumed { assumed.add(path) }
    if isSkipped || isAssumed { hidden.add(path) }
    let fields = entry[..<tab].split(separator: 0x20)
    guard fields.count == 4, fields[1].elementsEqual("160000".utf8), !isSkipped, !isAssumed,
      fields[3].elementsEqual("0".utf8), submodules[path]?.isGone != true
    else { return nil }
    return (path, ObjectID(hexBytes: Array(fields[2])))
  }

  /// Takes an entry of `git ls-files --others`, which lists a repository as a folder.
  mutating func countOther(_ entry: ArraySlice<UInt8>) {
    if entry.last == UInt8(ascii: "/") { repositories.append(Array(entry)) }
  }

  /// Takes a submodule in which nothing is checked out.
  mutating func countAbsent(_ path: [UInt8]) {
    submodules[path, default: Submodule()].isAbsent = true
  }

  /// Takes a submodule that is there, and how its files differ from its commit.
  mutating func count(_ path: [UInt8], isMoved: Bool, _ inside: TreeDifferences) {
    guard isMoved || !inside.told.isEmpty else { return }
    submodules[path, default: Submodule()].inside = inside
    if isMoved { submodules[path]?.isMoved = true }
  }

  /// How many paths differ, and how; empty where none does.
  var told: [String] {
    let hiding = "not looked at (assume-unchanged or skip-worktree)"
    let absent = submodules.values.count { $0.isAbsent }
    let unseen = submodules.values.count(where: \.isHidden)
    return [
      (staged.count, "path", "staged and not committed"),
      (changed.count, "path", "changed and not staged"),
      (submodules.count - absent - unseen, "submodule", "changed"),
      (absent, "submodule", "not checked out"), (unmerged.count, "path", "not merged"),
      (untracked.count, "path", "not tracked"), (hidden.count, "path", hiding),
      (unseen, "submodule", "in part \(hiding)"),
    ].compactMap { count, noun, what in
      count == 0 ? nil : "\(Words.count(count, noun)) \(count == 1 ? "is" : "are") \(what)"
    }
  }

  /// What mends the differences that git-stash(1) does not; `nil` where there are none.
  func cure(at place: CurePlace) -> String? {
    if hasUnmerged {
      let end = operation.map { "\($0) --abort" } ?? "reset --merge"
      return "resolve and commit them, or give up: \(place.git) \(end)"
    }
    if let cure = submoduleCure(at: place) { return cure }
    if hasStagedSubmodule { return "commit what is staged: \(place.git) commit" }
    // Each flag has a call of its own: of two, git-update-index takes back the first alone.
    let hidden = [
      isSparse && hasSkipped
        ? "\(place.git) sparse-checkout disable"
        : Self.command(skipped, "--no-skip-worktree", place),
      Self.command(assumed, "--no-assume-unchanged", place),
    ].compactMap(\.self)
    if !hidden.isEmpty { return "let git look at all: " + hidden.joined(separator: " && ") }
    return unstashableCure(at: place)
  }

  private func submoduleCure(at place: CurePlace) -> String? {
    let sorted = submodules.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    for (path, submodule) in sorted {
      if let cure = submodule.inside.cure(at: place.entering(path)) { return cure }
    }
    let (git, aside) = (place.fromTop, "stash --include-untracked")
    func paths(_ isMeant: (Submodule) -> Bool) -> Paths {
      var paths = Paths()
      for (path, submodule) in sorted where isMeant(submodule) { paths.add(path) }
      return paths
    }
    // With these options it does not matter how the submodule is set up.
    let update = "\(git) submodule update --init --recursive --checkout"
    let commands = [
      paths(\.inside.isDirty).command(
        for: { "\(place.entering($0).git) \(aside)" },
        all: "\(git) submodule foreach 'git \(aside)'"),
      paths { $0.isMoved || $0.isAbsent }.command(
        for: { "\(update) -- \(Self.pathspec($0))" }, all: update),
    ].compactMap(\.self)
    return commands.isEmpty
      ? nil
      : "commit what the submodules have, or put it aside: " + commands.joined(separator: " && ")
  }

  /// Where git-stash(1) fails, or leaves alone what there is.
  private func unstashableCure(at place: CurePlace) -> String? {
    let git = place.fromTop
    let announced = announced.command(
      for: { "\(git) reset -q -- \(Self.pathspec($0))" },
      all: "\(git) diff --name-only --diff-filter=A -z | \(git) --literal-pathspecs reset -q "
        + "--pathspec-from-file=- --pathspec-file-nul")
    if let announced { return "take back what is only announced to git: \(announced)" }
    if !repositories.isEmpty {
      let patterns = repositories.map { Words.shell([UInt8(ascii: "/")] + Self.pattern($0)) }
      let file = "rev-parse --path-format=absolute --git-path info/exclude"
      return "let git ignore the repositories inside: printf '%s\\n' "
        + "\(patterns.joined(separator: " ")) >>\"$(\(place.git) \(file))\""
    }
    let links = emptied.intersection(added).sorted { $0.lexicographicallyPrecedes($1) }
    guard !links.isEmpty else { return nil }
    return "commit what stands where a folder was: \(git) add --all -- "
      + "\(links.map(Self.pathspec).joined(separator: " ")) && \(place.git) commit"
  }

  private static func command(
    _ paths: Paths, _ option: String, _ place: CurePlace
  ) -> String? {
    let git = place.fromTop
    return paths.command(
      for: { "\(git) update-index \(option) -- \(Words.shell($0))" },
      all: "\(git) ls-files -z | \(git) update-index -z \(option) --stdin")
  }

  /// A path as git takes it for nothing else: gitglossary(7), "pathspec".
  private static func pathspec(_ path: [UInt8]) -> String {
    let isPlain = path.first != UInt8(ascii: ":") && !path.contains(where: "*?[\\".utf8.contains)
    return Words.shell(isPlain ? path : Array(":(literal)".utf8) + path)
  }

  /// A path as gitignore(5) takes it for nothing else.
  private static func pattern(_ path: [UInt8]) -> [UInt8] {
    path.flatMap { "*?[\\".utf8.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
  }
}
