import TestSupport
import Testing

/// What others push while somebody reads the help is not lost where it is pasted then.
@Suite struct LateCureTests {
  /// A finding at a branch that others work on.
  struct Case: CustomTestStringConvertible, Sendable {
    let what: String
    let rule: String
    /// What makes the branch, in a repository with main and develop.
    let lines: String
    let branch: String
    /// Whether the reader has the branch, too.
    var isHere = false
    /// What others do meanwhile.
    var meanwhile =
      "git switch -q $branch; git commit -q --allow-empty -m Late; git push -q origin HEAD"
    /// Whether the command goes through, and does not ask for another look first.
    var goesOn = false
    var testDescription: String { what }
  }

  private static let smuggled =
    "git switch -q -c hotfix/2 develop; echo h >h; git add h; git commit -q -m Mend"
  private static let landed = """
    git switch -q -c story-1 develop; git commit -q --allow-empty -m Sell; git switch -q develop
    git merge -q --no-ff -m Land story-1
    """

  static let cases = [
    Case(
      what: "a rebase of a branch that is here, too", rule: "branch-point", lines: smuggled,
      branch: "hotfix/2", isHere: true, goesOn: true),
    Case(
      what: "a rebase of a branch of others", rule: "branch-point", lines: smuggled,
      branch: "hotfix/2", goesOn: true),
    Case(
      what: "a branch that landed", rule: "merged-branch", lines: landed, branch: "story-1"),
    Case(
      what: "a branch of no kind", rule: "branch-name", lines: "git branch Story/12 develop",
      branch: "Story/12"),
    Case(
      what: "a branch with the name that is suggested", rule: "branch-name",
      lines: "git branch Story/12 develop", branch: "Story/12",
      meanwhile: "git push -q origin origin/develop~1:refs/heads/story-12; git commit -q "
        + "--allow-empty -m Late; git push -q origin HEAD:refs/heads/story-13"),
  ]

  @Test("What arrived meanwhile is there afterwards", arguments: cases)
  func late(_ each: Case) async throws {
    let answer = try await PolicyProgram.shell(
      """
      exec 2>&1
      branch='\(each.branch)'
      git init -q -b main made; cd made
      git commit -q --allow-empty -m A
      git switch -q -c develop; echo d >d; git add d; git commit -q -m D
      \(each.lines)
      git switch -q main; cd ..; git clone -q --bare made server; git clone -q server here; cd here
      for name in develop \(each.isHere ? "$branch" : ""); do git switch -q $name; done
      git switch -q main
      policy audit --now 2026-03-01 >../said || :
      sed -n "/\\[\(each.rule)\\]/,/help:/s/^  help: [^:]*: //p" ../said | head -n 1 >../cure
      [ -s ../cure ] || { cat ../said; exit 3; }
      ( cd ..; git clone -q server other; cd other; \(each.meanwhile) )
      before=$(git --git-dir=../server for-each-ref)
      status=0; sh -e ../cure >../log || status=$?
      cat ../cure ../log; git --git-dir=../server log --all --oneline
      [ \(each.goesOn ? "$status = 0" : "$status != 0") ]
      \(each.goesOn ? "" : #"[ "$before" = "$(git --git-dir=../server for-each-ref)" ]"#)
      git --git-dir=../server log --all --format=%s | grep -x Late
      """, changing: ["NO_COLOR": "1"])
    #expect(answer.status == 0, "\(answer.text)")
  }

  @Test(
    "In a bare repository help says what mends it from a clone",
    arguments: Sin.all.filter {
      ["branch-point", "merged-branch", "back-merge"].contains($0.rule) && $0.isShared
    })
  func bare(_ sin: Sin) async throws {
    let answer = try await PolicyProgram.shell(
      """
      exec 2>&1
      git init -q -b main made; cd made; git commit -q --allow-empty -m A
      echo b >b; git add b; git commit -q -m B
      git switch -q -c develop; echo d >d; git add d; git commit -q -m D; git switch -q main
      \(sin.lines)
      git switch -q main; cd ..; git clone -q --bare made server; cd server
      git remote remove origin
      ask() { policy audit --now 2026-03-01 >../said || :; grep -q '\\[\(sin.rule)\\]' ../said; }
      ask
      sed -n '/\\[\(sin.rule)\\]/,/help:/s/^  help: in a clone of it: [^:]*: //p' ../said |
        head -n 1 >../cure
      cat ../said; [ -s ../cure ]
      git clone -q . ../clone
      ( cd ../clone; sh -e ../cure )
      if ask; then cat ../said; exit 5; fi
      git clone -q . ../check; cd ../check; \(sin.after)
      """, changing: ["NO_COLOR": "1"])
    #expect(answer.status == 0, "\(answer.text)")
  }
}
