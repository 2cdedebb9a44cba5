/// Two orders of a whole history, each with every commit behind its parents: what stands behind a commit in
/// either of them is not reached from it.
///
/// One goes down first parents before others, so that what a merge brings stands behind the line that it
/// came to; the other goes down last parents first. Of a merge's parents they nearly always tell, at no
/// cost, what takes a walk else.
public struct ParentOrders: Sendable {
  private var ranks: [[UInt32]] = []

  /// The orders of a graph; none where it is not whole, and a "no" is more than what it holds.
  public init(of graph: CommitGraph) {
    guard graph.cuts.isEmpty, graph.floor.isEmpty else { return }
    ranks = [Self.ranks(of: graph, firstFirst: true), Self.ranks(of: graph, firstFirst: false)]
  }

  /// Whether it is certain that no way leads from `descendant` down to `ancestor`.
  public func ruleOut(_ ancestor: Int, below descendant: Int) -> Bool {
    ranks.contains { $0[ancestor] > $0[descendant] }
  }

  /// Each commit's place, from 1, in the order in which a walk down leaves the commits.
  private static func ranks(of graph: CommitGraph, firstFirst: Bool) -> [UInt32] {
    var ranks = [UInt32](repeating: 0, count: graph.count)
    var (stack, next): ([Int], UInt32) = ([], 1)
    for start in (0..<graph.count).reversed() {
      stack.append(start)
      while let commit = stack.last {
        let depth = stack.count
        if ranks[commit] == 0 {
          graph.forEachParent(of: commit) { if ranks[$0] == 0 { stack.append($0) } }
        }
        if stack.count > depth {
          // The last one on the stack is gone down first.
          if firstFirst { stack[depth...].reverse() }
        } else {
          stack.removeLast()
          if ranks[commit] == 0 {
            ranks[commit] = next
            next += 1
          }
        }
      }
    }
    return ranks
  }
}
