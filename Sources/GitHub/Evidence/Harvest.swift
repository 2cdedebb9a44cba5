/// What was read so far, every connection as one list whatever pages it came in.
struct Harvest {
  struct Commit {
    let id: String
    let tree: String
    /// The first parent; `nil` for a root.
    let parent: String?
    let rollup: String?
    /// Who pushed it, where GitHub's check suites say so with one voice.
    let pusher: String?
  }

  private(set) var commits: [String: Commit] = [:]
  private(set) var pullRequests: [String: Node.PullRequest] = [:]
  private(set) var pullRequestsOfCommit: [String: [String]] = [:]
  private(set) var contexts: [String: [Node.Context]] = [:]
  private(set) var reviews: [String: [Node.Review]] = [:]
  private(set) var threads: [String: [Node.Thread]] = [:]
  private(set) var deployments: [String: [Node.Deployment]] = [:]
  private(set) var statuses: [String: [Node.DeploymentStatus]] = [:]
  /// What is still to be read.
  private(set) var open: [OpenPage] = []
  private var seen: Set<OpenPage> = []

  /// An answer whose pages cannot be read on.
  struct EndlessPages: Error {
    let kind: OpenPage.Kind
  }

  /// Takes a commit with the first pages of all that it has.
  mutating func take(_ commit: Node.Commit) throws(EndlessPages) {
    let pushes = commit.checkSuites.nodes.compactMap(\.push).filter { $0.nextSha == commit.oid }
    let pushers = Set(pushes.map(\.pusher.login))
    commits[commit.oid] = Commit(
      id: commit.id, tree: commit.tree.oid, parent: commit.parents.nodes.first?.oid,
      rollup: commit.statusCheckRollup?.id,
      pusher: pushers.count == 1 && !commit.checkSuites.pageInfo.hasNextPage ? pushers.first : nil)
    if let rollup = commit.statusCheckRollup {
      try take(rollup.contexts, .contexts, of: rollup.id)
    }
    try take(commit.associatedPullRequests, .pullRequests, of: commit.id)
    try take(commit.deployments, .deployments, of: commit.id)
  }

  /// Takes the pages that are to be read next, `limit` at most.
  mutating func nextPages(_ limit: Int) -> [OpenPage] {
    let next = Array(open.prefix(limit))
    open.removeFirst(next.count)
    return next
  }

  mutating func take(
    _ page: Node.Page<Node.Context>, _ kind: OpenPage.Kind, of node: String
  ) throws(EndlessPages) {
    contexts[node, default: []] += page.nodes
    try go(on: page.pageInfo, kind, of: node)
  }

  mutating func take(
    _ page: Node.Page<Node.PullRequest>, _ kind: OpenPage.Kind, of node: String
  ) throws(EndlessPages) {
    for request in page.nodes {
      pullRequestsOfCommit[node, default: []].append(request.id)
      try take(request)
    }
    try go(on: page.pageInfo, kind, of: node)
  }

  /// Takes a pull request. Of several commits it may be the same, and its reviews are read once.
  mutating func take(_ request: Node.PullRequest) throws(EndlessPages) {
    guard pullRequests.updateValue(request, forKey: request.id) == nil else { return }
    try take(request.reviews, .reviews, of: request.id)
    try take(request.reviewThreads, .threads, of: request.id)
  }

  mutating func take(
    _ page: Node.Page<Node.Thread>, _ kind: OpenPage.Kind, of node: String
  ) throws(EndlessPages) {
    threads[node, default: []] += page.nodes
    try go(on: page.pageInfo, kind, of: node)
  }

  mutating func take(
    _ page: Node.Page<Node.Review>, _ kind: OpenPage.Kind, of node: String
  ) throws(EndlessPages) {
    reviews[node, default: []] += page.nodes
    try go(on: page.pageInfo, kind, of: node)
  }

  mutating func take(
    _ page: Node.Page<Node.Deployment>, _ kind: OpenPage.Kind, of node: String
  ) throws(EndlessPages) {
    deployments[node, default: []] += page.nodes
    for deployment in page.nodes { try take(deployment.statuses, .statuses, of: deployment.id) }
    try go(on: page.pageInfo, kind, of: node)
  }

  mutating func take(
    _ page: Node.Page<Node.DeploymentStatus>, _ kind: OpenPage.Kind, of node: String
  ) throws(EndlessPages) {
    statuses[node, default: []] += page.nodes
    try go(on: page.pageInfo, kind, of: node)
  }

  /// Notes that a connection goes on. A cursor that was given before leads nowhere.
  private mutating func go(
    on page: Node.Page<some Decodable>.Information, _ kind: OpenPage.Kind, of node: String
  ) throws(EndlessPages) {
    guard page.hasNextPage else { return }
    guard let cursor = page.endCursor else { throw EndlessPages(kind: kind) }
    let next = OpenPage(kind: kind, node: node, cursor: cursor)
    guard seen.insert(next).inserted else { throw EndlessPages(kind: kind) }
    open.append(next)
  }
}
