/// The automatic merge of commits, file by file, as Git's `ort` and `octopus` strategies merge when
/// each file is one line.
struct DrawnMerge {
  /// The merged tree; where it conflicts, the first side's file.
  private(set) var tree: DrawnTree
  /// The paths on which the sides contradict each other.
  private(set) var conflicts: Set<String> = []

  /// Merges commits of `commits`, where each has its tree and its ancestors, itself included.
  init(of merged: [Int], in commits: [DrawnObjects.Entry]) {
    tree = merged.first.map { commits[$0].tree } ?? DrawnTree()
    var reached = merged.first.map { commits[$0].ancestors } ?? []
    for side in merged.dropFirst() {
      let common = reached.intersection(commits[side].ancestors)
      let bases = common.filter { base in
        !common.contains { $0 != base && commits[$0].ancestors.contains(base) }
      }
      // Several bases are merged themselves first, as the recursive strategies do it.
      var base = DrawnMerge(of: bases.sorted(), in: commits)
      for path in base.conflicts { base.tree[path] = "conflict" }
      merge(commits[side].tree, since: base.tree)
      reached.formUnion(commits[side].ancestors)
    }
  }

  /// Merges a tree into another, both made from a third.
  init(of theirs: DrawnTree, into ours: DrawnTree, since base: DrawnTree) {
    tree = ours
    merge(theirs, since: base)
  }

  private mutating func merge(_ theirs: DrawnTree, since base: DrawnTree) {
    for path in theirs.paths(differingFrom: base) where tree[path] != theirs[path] {
      if tree[path] == base[path] {
        tree[path] = theirs[path]
      } else {
        conflicts.insert(path)
      }
    }
  }
}
