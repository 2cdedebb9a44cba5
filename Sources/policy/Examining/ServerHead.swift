internal import GitModel
internal import GitStore

/// What `HEAD` of a repository that is pushed to stands for: the branch that the policy is read from.
struct ServerHead {
  private let head: RefName?
  private let branches: [BranchName]
  private let place: CommandPlace
  /// The repository's own folder, where it is not the one that is looked at.
  private let common: String?

  /// Of a linked work tree it is not that tree's `HEAD` which counts, but the repository's.
  init(
    _ repository: Repository, _ place: CommandPlace, environment: [String: String]
  ) throws(GitError) {
    self.place = place
    let isLinked = repository.gitDirectory != repository.commonDirectory
    head =
      isLinked
      ? try Repository.open(at: repository.commonDirectory, environment: environment).head()
      : try repository.head()
    common = isLinked ? repository.commonDirectory : nil
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
          help: cure("main"), isWrong: false)
      ]
    }
    let other = BranchName.usualDefaults.first(where: branches.contains)?.text
    let found = other.map { "the policy is read from '\($0)'" } ?? "no policy is found"
    return [
      HooksReach.Gap(
        what:
          "HEAD stands for '\(head)', which is not there: clones check nothing out, "
          + "and \(found)",
        help: cure(other ?? "BRANCH"))
    ]
  }

  private func cure(_ branch: String) -> String {
    "\(common.map { "git -C \(ShellWord.quoted($0))" } ?? place.git) symbolic-ref HEAD refs/heads/\(branch)"
  }
}
