internal import GitModel
internal import PolicyCore

/// The branches of a repository, each with the ref that stands for it.
struct BranchList: Equatable {
  /// Sorted by name.
  private(set) var branches: [Branch] = []
  /// The local branches that have merely not been pulled: the remote's stand for them.
  private(set) var stale: [BranchName] = []
  /// The remote's branches from which the local ones have gone apart: both are judged.
  private(set) var apart: [Branch] = []

  /// Local branches, and those of the remote where no local one is.
  ///
  /// Where both are: in CI the remote's, since a local one is whatever the checkout made of it;
  /// elsewhere the local one, unless it is stale. Where the two have gone apart, the branch holds what
  /// either does: somebody else may have built on what is published. `graph` is asked at most once.
  init(
    of refs: [Ref], remote: String?, inCI: Bool,
    graph: ([ObjectID]) throws(GitError) -> CommitGraph
  ) throws(GitError) {
    var found: [BranchName: Branch] = [:]
    for ref in refs {
      guard let name = ref.name.branch else { continue }
      found[name] = Branch(name: name, of: ref)
    }
    var differing: [(tracking: Branch, old: ObjectID, new: ObjectID)] = []
    for ref in refs {
      guard let remote, let name = ref.name.branch(ofRemote: remote),
        // The symbolic ref that names the default branch: git-remote(1), set-head.
        name.bytes != Array("HEAD".utf8)
      else { continue }
      let tracking = Branch(name: name, of: ref)
      if inCI || found[name] == nil {
        found[name] = tracking
      } else if let problem = tracking.problem {
        // What others have of it cannot be told: nobody knows then what is here only.
        found[name] = found[name]?.untold(by: problem)
      } else if let old = found[name]?.tip, let new = tracking.tip {
        found[name] = found[name]?.published(as: tracking.ref, at: new)
        if old != new { differing.append((tracking, old, new)) }
      }
    }
    if !differing.isEmpty {
      let graph = try graph(differing.flatMap { [$0.old, $0.new] })
      for (tracking, old, new) in differing {
        let (local, remote) = (try graph.require(old), try graph.require(new))
        if try graph.isAncestor(local, of: remote) {
          found[tracking.name] = tracking
          stale.append(tracking.name)
        } else if try !graph.isAncestor(remote, of: local) {
          apart.append(tracking)
        }
      }
    }
    branches = found.values.sorted { $0.name < $1.name }
    stale.sort()
  }

  /// The branch of this name.
  func branch(_ name: BranchName) -> Branch? { branches.first { $0.name == name } }

  /// Holds the remote that was asked for against those that there are.
  static func check(_ asked: String, among remotes: [String]) throws(Stop) {
    guard remotes.contains(asked) else {
      let names = remotes.isEmpty ? "it has none" : "it has \(remotes.joined(separator: ", "))"
      throw Stop.usage("the repository has no remote '\(asked)'; \(names)")
    }
  }
}

extension Branch {
  fileprivate func untold(by problem: GitError) -> Branch {
    Branch(name: name, ref: ref, tip: nil, problem: self.problem ?? problem)
  }

  fileprivate func published(as tracking: RefName, at commit: ObjectID) -> Branch {
    Branch(
      name: name, ref: ref, tip: tip,
      published: Published(ref: tracking, tip: commit), problem: problem)
  }
}
