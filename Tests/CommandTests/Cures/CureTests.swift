import TestSupport
import Testing

/// What a finding's help says is pasted into a shell, and the audit is asked again, until the finding is
/// gone: here, and for everybody else.
@Suite struct CureTests {
  /// Where the repository is in which somebody reads the help.
  enum Place: String, CaseIterable, Sendable {
    /// Nowhere else.
    case alone
    /// A new clone, with the default branch only.
    case fresh
    /// A clone with the branches of its own, all published.
    case published
    /// A clone with two remotes that have the same branches.
    case two
    /// A clone of which the remote is not called origin, with tags that are named like branches.
    case tagged

    var lines: String {
      switch self {
      case .alone: "mv ../made ../here"
      case .fresh: "git clone -q ../server ../here"
      case .published:
        """
        git clone -q ../server ../here; cd ../here
        for name in $(git for-each-ref --format='%(refname:lstrip=3)' refs/remotes/origin); do
          [ $name = HEAD ] || git switch -q $name
        done
        git switch -q $branch
        """
      case .two:
        """
        git clone -q --bare . ../team; git clone -q ../server ../here
        cd ../here; git remote add team ../team; git fetch -q team
        """
      case .tagged:
        """
        git clone -q -o hub ../server ../here; cd ../here; old=refs/remotes/hub/main~1
        git tag main $old; git tag develop $old; git tag hub/main $old
        """
      }
    }
  }

  private static let policy = """
    version: 1
    extends: story-flow
    rules: {branch-age: off}
    branches: {main: {require_up_to_date: true}}

    """

  /// Makes the sin, and follows what is said of it. Prints each command that was followed.
  private func follow(_ sin: Sin, _ place: Place) async throws -> ProgramOutput {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    try folder.write(Self.policy.utf8, to: "policy.yml")
    return try await PolicyProgram.shell(
      """
      exec 2>&1
      rule='\(sin.rule)' branch='\(sin.branch)'
      ask() {
        policy audit --policy ../policy.yml --now 2026-03-01 "$@" >../report 2>&1 || :
        if grep -q 'unknown' ../report; then cat ../report; exit 7; fi
        grep -q "\\[$rule\\]" ../report
      }
      git init -q -b main made; cd made
      git commit -q --allow-empty -m A; echo b >b; git add b; git commit -q -m B
      git switch -q -c develop; echo d >d; git add d; git commit -q -m D; git switch -q main
      \(sin.lines)
      git clone -q --bare . ../server
      git --git-dir=../server symbolic-ref HEAD refs/heads/main
      \(place.lines)
      cd ../here
      round=0
      while ask \(sin.subject); do
        round=$((round + 1))
        [ $round -lt 4 ] || { cat ../report; exit 9; }
        sed -n "/\\[$rule\\]/,/help:/s/^  help: [^:]*: //p" ../report | head -n 1 |
          sed s/NAME/story-99/g >../cure
        cat ../cure
        sh -e ../cure >../log 2>&1 || { cat ../log ../report; git branch -avv; exit 8; }
      done
      [ $round -gt 0 ] || { cat ../report; exit 6; }
      \(sin.isShared && place != .alone ? "git clone -q ../server ../check; cd ../check" : "")
      if ask \(sin.subject); then cat ../report; exit 5; fi
      ( \(sin.after) ) >../log 2>&1 || { cat ../log ../report; git log --all --oneline; exit 4; }
      """, in: folder.path, changing: ["GIT_EDITOR": "true", "NO_COLOR": "1"])
  }

  @Test("What help says takes the finding away", arguments: Sin.all, Place.allCases)
  func cure(of sin: Sin, at place: Place) async throws {
    let answer = try await follow(sin, place)
    #expect(answer.status == 0, "\(answer.text)")
  }

  @Test("One rebase makes a branch linear that nobody else has", arguments: Sin.linear)
  func linear(_ sin: Sin) async throws {
    let answer = try await follow(sin, .alone)
    #expect(answer.status == 0, "\(answer.text)")
    #expect(answer.lines.count == 1, "\(answer.text)")
  }

  @Test("What is said of many merges grows with their number, not with its square")
  func manyMerges() async throws {
    let answer = try await PolicyProgram.shell(
      """
      commit() { printf 'commit %s\\ncommitter A <> 1 +0000\\ndata 0\\n%s\\n\\n' "$@"; }
      {
        commit refs/heads/main ''; commit refs/heads/side 'from refs/heads/main'
        for merge in $(seq 500); do commit refs/heads/main 'merge refs/heads/side'; done
      } >merges
      git init -q --bare -b main server; git -C server fast-import --quiet <merges
      git clone -q server here; cd here
      policy audit --now 2026-03-01 --branch main --format json || [ $? = 1 ] || [ $? = 2 ]
      """)
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(answer.text.matches(of: /"rule": "linear-history"/).count >= 500)
    #expect(answer.text.utf8.count < 2_000_000)
    #expect(answer.text.contains("write down what stands: policy baseline"))
  }

  @Test("A published branch that stays is not told to be rewritten", arguments: Sin.linear)
  func fixed(_ sin: Sin) async throws {
    let answer = try await follow(sin, .fresh)
    #expect(!answer.text.contains("git rebase"), "\(answer.text)")
    #expect(answer.text.contains("waivers: [{rule: linear-history, ref: main"), "\(answer.text)")
  }
}
