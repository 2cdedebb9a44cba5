/// The answer to a question for further pages: each below the name that it was asked by.
struct FurtherPages: Decodable {
  let pages: [String: Owner]

  init(from decoder: any Decoder) throws {
    pages = try decoder.singleValueContainer().decode([String: Owner].self)
  }

  /// The object whose connection it is, with the one that was asked for.
  struct Owner: Decodable {
    let contexts: Node.Page<Node.Context>?
    let associatedPullRequests: Node.Page<Node.PullRequest>?
    let reviews: Node.Page<Node.Review>?
    let reviewThreads: Node.Page<Node.Thread>?
    let deployments: Node.Page<Node.Deployment>?
    let statuses: Node.Page<Node.DeploymentStatus>?

    /// Adds the page; false where it is not the one that was asked for.
    func add(to harvest: inout Harvest, _ page: OpenPage) throws(Harvest.EndlessPages) -> Bool {
      let (kind, node) = (page.kind, page.node)
      switch kind {
      case .contexts:
        guard let contexts else { return false }
        try harvest.take(contexts, kind, of: node)
      case .pullRequests:
        guard let associatedPullRequests else { return false }
        try harvest.take(associatedPullRequests, kind, of: node)
      case .reviews:
        guard let reviews else { return false }
        try harvest.take(reviews, kind, of: node)
      case .threads:
        guard let reviewThreads else { return false }
        try harvest.take(reviewThreads, kind, of: node)
      case .deployments:
        guard let deployments else { return false }
        try harvest.take(deployments, kind, of: node)
      case .statuses:
        guard let statuses else { return false }
        try harvest.take(statuses, kind, of: node)
      }
      return true
    }
  }
}
