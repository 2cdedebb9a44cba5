import Testing

/// One way to break a rule, in a repository with main and develop, which stand apart by a commit each.
struct Sin: Sendable, CustomTestStringConvertible {
  let rule: String
  /// What breaks it.
  let lines: String
  /// What an audit is asked; without anything, every branch as it stands.
  var subject = ""
  /// The branch that the finding is about.
  let branch: String
  /// The finding goes away for everybody, not only here.
  var isShared = true
  /// What holds afterwards, for everybody where that is so of the finding: no work is lost.
  var after = "true"

  var testDescription: String { "\(rule) on \(branch)" }

  /// Every branch of this name has what the file holds.
  private static func holds(_ file: String, _ branch: String) -> String {
    "for ref in $(git for-each-ref --format='%(refname)' | grep '/\(branch)$'); do git show $ref:\(file); done"
  }

  static let all = [
    Sin(
      rule: "branch-name",
      lines: """
        git switch -q -c story-7 develop; git commit -q --allow-empty -m Ann
        git switch -q -c STORY-7 develop; git commit -q --allow-empty -m Bob
        """, branch: "STORY-7",
      after: "git log --all --format=%s >all; grep -x Ann all; grep -x Bob all"),
    Sin(
      rule: "branch-name",
      lines: """
        git switch -q -c story-7 develop; git commit -q --allow-empty -m Ann
        git switch -q -c story/7 develop; git commit -q --allow-empty -m Bob
        """, branch: "story/7",
      after: "git log --all --format=%s >all; grep -x Ann all; grep -x Bob all"),
    Sin(
      rule: "branch-point",
      lines: """
        git switch -q -c hotfix/3 develop; echo h >h; git add h; git commit -q -m Mend
        git switch -q develop; git merge -q --no-ff -m Take hotfix/3
        git switch -q main; git switch -q hotfix/3
        """, branch: "hotfix/3", after: holds("h", "hotfix/3")),
    Sin(
      rule: "branch-point",
      lines: "git switch -q -c hotfix/2 develop; echo h >h; git add h; git commit -q -m Mend",
      branch: "hotfix/2"),
    Sin(
      rule: "branch-point",
      lines: """
        git switch -q develop; for d in 2 3; do echo $d >d; git commit -q -a -m "Price $d"; done
        git switch -q -c story-1 develop; echo s >s; git add s; git commit -q -m Sell
        git switch -q main; echo h >h; git add h; git commit -q -m Mend
        git switch -q story-1; git merge -q -m "Take main in" main
        """, branch: "story-1"),
    Sin(
      rule: "branch-point",
      lines: "git switch -q --orphan bugfix/1; echo x >x; git add x; git commit -q -m Alone",
      branch: "bugfix/1"),
    Sin(
      rule: "branch-point", lines: "git switch -q -c story-1 develop; git branch -q -D develop",
      branch: "story-1", isShared: false),
    Sin(
      rule: "back-merge",
      lines: "git switch -q main; git branch -q -D develop; git branch story-9",
      branch: "main", isShared: false),
    Sin(
      rule: "back-merge",
      lines: "git switch -q main; echo h >h; git add h; git commit -q -m Mend", branch: "main"),
    Sin(
      rule: "merged-branch",
      lines: """
        git switch -q -c story-1 develop; echo s >s; git add s; git commit -q -m Sell
        git switch -q develop; git merge -q --no-ff -m Land story-1
        git switch -q main; git switch -q story-1
        """, branch: "story-1"),
    Sin(rule: "branch-name", lines: "git switch -q -c Story/12 develop", branch: "Story/12"),
    Sin(
      rule: "branch-name", lines: "git switch -q -c feature/login develop",
      branch: "feature/login"),
    Sin(
      rule: "branch-name",
      lines: "git symbolic-ref refs/heads/master refs/heads/main; git switch -q develop",
      branch: "master", after: "git rev-parse --verify --quiet main || git rev-parse origin/main"),
    Sin(
      rule: "ref-collision",
      lines: "git switch -q -c story-x develop; git branch story-X develop", branch: "story-x"),
    Sin(
      rule: "up-to-date",
      lines: "git switch -q main; echo h >h; git add h; git commit -q -m Mend",
      subject: "--base main --head develop", branch: "develop"),
  ]

  /// Merges on a branch that is to be linear: where a remote has them they stay.
  static let linear = [
    "git switch -q main; git merge -q --no-ff -m Release develop",
    """
    git switch -q develop; git switch -q -c side; echo i >i; git add i; git commit -q -m I
    git switch -q develop; echo j >j; git add j; git commit -q -m J; git merge -q -m Inner side
    git branch -q -D side; git switch -q main; git merge -q --no-ff -m Release develop
    git switch -q develop; echo k >k; git add k; git commit -q -m K
    git switch -q main; git merge -q --no-ff -m "Release again" develop
    """,
  ].map { Sin(rule: "linear-history", lines: $0, branch: "main") }
}
