public import GitModel

/// Where a commit that an update brings breaks a rule. What mends it depends on the branch, and is said of
/// each update anew, though the commit is read once.
public struct Flaw {
  typealias Help = (Remaking) throws(GitError) -> String

  /// The finding, yet without help.
  let finding: Finding
  private let help: Help

  init(_ finding: Finding, help: @escaping Help) { (self.finding, self.help) = (finding, help) }

  /// What is wrong with a commit itself, and how it is made anew: `first` runs before, `option` is for
  /// every commit, and `amending` for one that is there.
  init(
    _ message: String, at commit: Commit, _ verb: String, first: String = "", amending: String = "",
    option: String = ""
  ) {
    let (id, parents) = (commit.id, commit.parents)
    self.init(Finding(message, at: id, help: "")) { remaking in
      remaking.amending(id, parents, verb, first: first, amending: amending, option: option)
    }
  }

  /// The finding on the branch where the commit is made anew, or of a rule with a waiver where it stays.
  func finding(of rule: String? = nil, in remaking: Remaking) throws(GitError) -> Finding {
    var finding = finding
    if let rule, let commit = finding.commit, let waiver = remaking.waiver(of: rule, for: commit) {
      finding.help = waiver
    } else {
      finding.help = try help(remaking)
    }
    return finding
  }
}
