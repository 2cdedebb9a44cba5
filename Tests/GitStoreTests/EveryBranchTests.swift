import GitModel
import GitStore
import TestSupport
import Testing

/// Whether a branch that is not here is known not to exist: what was fetched, and how, must prove it.
@Suite struct EveryBranchTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A repository `c` that these lines make beside `o`, which has main, develop and hotfix/1, and `one`,
  /// which has main only. `$o` and `$one` are their addresses.
  private func made(by lines: String) async throws -> Fixture {
    let prepared = """
      git init -q -b main o && git -C o commit -q --allow-empty -m A
      git clone -q --bare o one
      git -C o commit -q --allow-empty -m B && git -C o branch develop && git -C o branch hotfix/1
      o="file://$PWD/o" one="file://$PWD/one"
      \(lines)
      """
    let answer = try await Program.run("sh", ["-ec", prepared], in: folder.path)
    try #require(answer.status == 0, "\(answer.errors)")
    return Fixture(at: "c", in: folder)
  }

  @Test(
    "What brought every branch proves it",
    arguments: [
      "git clone -q $o c",
      // Everyday work writes the configuration.
      "git clone -q $o c; cd c; git switch -q develop; sleep 0.02; git config user.name x",
      "git clone -q $o c; cd c; git push -q origin main:story-1; git remote set-head origin develop",
      "git clone -q $o c; cd c; git fetch -q origin main; git pull -q origin develop",
      "git clone -q $one c",
      "git clone -q $one c; cd c; git switch -q -c story-1; git add .",
      "git clone -q $one c; cd c; git config a.b c; git switch -q -c story-1; git fetch -q",
      "git clone -q -o team $o c",
      "git clone -q --mirror $o c",
      "git clone -q --single-branch $o c; cd c; git config policy.complete true",
      "git clone -q --bare $o c; cd c; git config policy.complete true",
      """
      git clone -q --depth 1 $o c; cd c; git fetch -q --unshallow; git config policy.complete true
      """,
      // A server that is copied elsewhere.
      "git clone -q --bare o c; cd c; git remote remove origin; git remote add --mirror=push b $o",
      "git init -q c; cd c; git remote add origin $o; git fetch -q",
      "git init -q c; cd c; git remote add a $o; git remote add b $one; git fetch -q --all",
    ])
  func whole(lines: String) async throws {
    #expect(try await made(by: lines).open().hasEveryBranch())
  }

  @Test(
    "What left some out does not, and the cure makes it known",
    arguments: [
      "git clone -q --single-branch $o c",
      "git clone -q --single-branch -o team $o c",
      "git clone -q --single-branch $o c; cd c; git remote set-branches origin '*'",
      """
      git clone -q --single-branch $o c; cd c; git remote set-branches origin '*'
      git fetch -q origin hotfix/1:refs/remotes/origin/hotfix/1
      """,
      """
      git clone -q --single-branch $o c; cd c
      git fetch -q origin hotfix/1:refs/remotes/origin/hotfix/1
      git remote set-branches origin '*'; git remote set-head origin hotfix/1
      """,
      "git clone -q --depth 1 $o c",
      """
      git clone -q --depth 1 $o c; cd c; git remote set-branches origin '*'
      git fetch -q --unshallow origin main
      """,
      // A fetch under narrower refspecs than they are now.
      """
      git init -q c; cd c; git remote add -t main -t hotfix/1 origin $o; git fetch -q
      git remote set-branches origin '*'
      """,
      // The other remote's branches say nothing of this one's.
      "git init -q c; cd c; git remote add a $o; git remote add b $o/.; git fetch -q a",
      """
      git init -q --bare c; cd c; git remote add origin $o
      git fetch -q origin main:refs/heads/main hotfix/1:refs/heads/hotfix/1
      """,
      "git clone -q --bare $o c",
      """
      git clone -q --bare --single-branch $o c; cd c
      git config remote.origin.fetch '+refs/heads/*:refs/heads/*'
      """,
      "git clone -q $o c; cd c; git config --add remote.origin.fetch ^refs/heads/secret",
      // A remote with one branch looks as one that was asked for one branch.
      "git clone -q $one c; cd c; sleep 0.02; git config user.name x; touch .git/index; "
        + "rm .git/logs/refs/remotes/origin/HEAD",
      "git clone -q --single-branch $one c; cd c; git config --add x.y z; "
        + "rm .git/logs/refs/remotes/origin/HEAD",
      "git clone -q --depth 1 $one c",
    ])
  func lacking(lines: String) async throws {
    let clone = try await made(by: lines)
    #expect(try !clone.open().hasEveryBranch())
    let cure = try clone.open().cureOfMissingBranches()
    let command = try #require(cure.firstMatch(of: /^fetch every branch: ([^;(]+)/)?.1)
    try await clone.shell(String(command))
    #expect(try clone.open().hasEveryBranch(), "\(cure)")
  }

  @Test("Where a reflog cannot be read, nothing is known")
  func unreadable() async throws {
    let clone = try await made(by: "git clone -q $o c")
    try folder.remove("c/.git/logs/refs/remotes/origin/HEAD")
    try folder.write([], to: "c/.git/logs/refs/remotes/origin/HEAD/x")
    #expect(cause { () throws(GitError) in try clone.open().hasEveryBranch() } == .corrupt)
  }
}
