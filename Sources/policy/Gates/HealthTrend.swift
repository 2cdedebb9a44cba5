internal import GitModel
internal import GitStore
internal import PolicyCore

/// The health of a branch's recorded trees: along the first parents, where any gate has a result.
struct HealthTrend {
  /// One recorded tree.
  struct Point {
    let commit: ObjectID
    let health: Health
  }

  /// How far back recorded trees are looked for: each commit is two notes to look for.
  private static let longest = 500

  /// The tree of the commit that the trend ends at.
  let tree: ObjectID
  /// The last points, oldest first.
  let points: [Point]

  /// The trend that ends at a commit.
  init(
    at commit: ObjectID, of gates: [Gate], in repository: Repository, _ shelf: GateShelf, last: Int
  ) throws(GitError) {
    let graph = try repository.graph(reaching: [commit])
    let tip = try graph.require(commit)
    tree = graph.tree(of: tip)
    let line = graph.firstParentChain(from: tip).prefix(Self.longest)
    let subjects = line.map {
      EvidenceSubject(commit: graph.id(of: $0), tree: graph.tree(of: $0))
    }
    let records = try shelf.records(of: gates, on: Array(subjects))
    var points: [Point] = []
    for subject in subjects where points.count < last {
      guard let told = records[subject], told.contains(where: \.isRecorded) else { continue }
      points.append(Point(commit: subject.commit, health: Health(told)))
    }
    self.points = points.reversed()
  }
}
