internal import GitModel
internal import GitStore

/// What `HEAD` of a repository that is pushed to stands for: the branch that the policy is read from.
struct ServerHead {
  private let head: RefName?
  private let branches: [BranchName]

  init(_ repository: Repository) throws(GitError) {
    head = try repository.head()
    branches = try repository.refs().compactMap(\.name.branch)
  }

  /// A `HEAD` that stands for a branch which is not there.
  func gaps() -> [HooksReach.Gap] {
    guard let head = head?.branch, !branches.contains(head) else { return [] }
    if branches.isEmpty {
      guard head.text != "main" else { return [] }
      return [
        HooksReach.Gap(
          what:
            "HEAD stands for '\(head)', which nobody has pushed yet, "
            + "and the policy will be read from there",
          help: Self.cure("main"), isWrong: false)
      ]
    }
    let other = BranchName.usualDefaults.first(where: branches.contains)?.text
    let found = other.map { "the policy is read from '\($0)'" } ?? "no policy is found"
    return [
      HooksReach.Gap(
        what:
          "HEAD stands for '\(head)', which is not there: clones check nothing out, "
          + "and \(found)",
        help: Self.cure(other ?? "BRANCH"))
    ]
  }

  private static func cure(_ branch: String) -> String {
    "git symbolic-ref HEAD refs/heads/\(branch)"
  }
}
