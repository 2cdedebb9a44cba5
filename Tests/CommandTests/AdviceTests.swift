import TestSupport
import Testing

/// What hooks say of the policy itself: it stops nobody.
@Suite struct AdviceTests {
  private static let demands = """
    override: {approvers: [alice], max_duration: 4h, remediation_within: 3d}
    files: {max_size: 1MB}

    """
  /// Main takes only what contains it, and develop can never contain it.
  private static let contradictory = """
    branches: {develop: {require_linear_history: true}, main: {require_up_to_date: true}}

    """

  @Test("A push says nothing of demands that other places judge, on both sides")
  func judgedElsewhere() async throws {
    let clone = try await PolicedClone(policy: Self.demands)
    let answer = try await clone.run("git push -q origin story-1")
    #expect(answer.status == 0 && !answer.said.contains("note:"), "\(answer.errors)")
    let server = try await PolicedServer(policy: PolicedServer.policy + Self.demands)
    let pushed = try await server.push("main:refs/heads/story-1")
    #expect(pushed.status == 0 && !pushed.said.contains("note:"), "\(pushed.errors)")
    #expect(try await clone.run("git commit -q --allow-empty -m x").errors == "")
  }

  @Test("A policy that contradicts itself is told to whom it stops, from the cache too")
  func contradictory() async throws {
    let note = "note: the policy contradicts itself: policy validate"
    let clone = try await PolicedClone(policy: Self.contradictory)
    #expect(try await clone.run("git commit -q --allow-empty -m x").errors == "")
    for _ in 1...2 {
      let answer = try await clone.run("git switch -q -c odd")
      #expect(answer.said.contains(note + "\n"), "\(answer.errors)")
    }
    let sound = try await PolicedClone().run("git switch -q -c odd")
    #expect(sound.status != 0)
    #expect(!sound.errors.contains("note:"), "\(sound.errors)")
  }

  @Test("Who brings a policy that contradicts itself is told, and may")
  func bringing() async throws {
    let server = try await PolicedServer(policy: "version: 1\nbranches: {main: {}}\n")
    let text = "version: 1\nextends: story-flow\n" + Self.contradictory
    let commit = try await server.commit("Ask too much", on: "main", files: [".policy.yml": text])
    let answer = try await server.push("\(commit):main")
    #expect(answer.status == 0)
    #expect(
      answer.said.contains(
        "note: the policy that this push brings contradicts itself: policy validate\n"),
      "\(answer.errors)")
  }

  @Test("A branch of another name is advised on at the next checkout")
  func renamed() async throws {
    let clone = try await PolicedClone()
    let answer = try await clone.run("git branch -m story-1 odd; git switch odd")
    #expect(answer.status == 0)
    #expect(answer.errors.contains("policy advises on this branch\n"), "\(answer.errors)")
    #expect(answer.errors.contains("[branch-name]: "), "\(answer.errors)")
  }

  @Test("A policy that is broken keeps nobody from a checkout")
  func broken() async throws {
    let clone = try await PolicedClone()
    let answer = try await clone.run(
      """
      echo 'version: 9' >.policy.yml
      git -c core.hooksPath=/dev/null commit -q -a -m Break
      git -c core.hooksPath=/dev/null push -q origin HEAD:main
      git switch -q develop; git symbolic-ref HEAD
      """)
    #expect(answer.lines == ["refs/heads/develop"], "\(answer.errors)")
    #expect(answer.errors.contains("policy cannot advise on this branch\n"), "\(answer.errors)")
  }

  @Test("Without a policy file the hooks of a clone advise, and stop nothing")
  func unwritten() async throws {
    let result = try await PolicyProgram.shell(
      """
      git init -q --bare -b main server.git; git init -q -b main work; cd work
      git commit -q --allow-empty -m First; git remote add origin ../server.git
      git push -q origin main main:develop; git fetch -q; git remote set-head origin -a
      policy install >/dev/null
      git switch -q -c odd; git commit -q --allow-empty -m Odd; git push -q origin odd
      git -C ../server.git log -1 --format=%s odd
      """)
    #expect(result.status == 0 && result.lines.last == "Odd", "\(result.errors)")
    for what in ["change of refs", "branch", "commit", "push"] {
      #expect(result.errors.contains("policy advises on this \(what)\n"), "\(result.errors)")
    }
  }

  @Test("Hooks that all of a user's repositories share act only where the setting says so")
  func shared() async throws {
    let clone = try await PolicedClone()
    let answer = try await clone.run(
      """
      git init -q -b main ../second; cp .policy.yml ../second; hooks=$PWD/.git/hooks
      cd ../second; git add .; git commit -q -m First; git switch -q -c odd
      git config --file ../global core.hooksPath "$hooks"
      export GIT_CONFIG_GLOBAL="$PWD/../global"
      git commit -q --allow-empty -m Second 2>&1
      git config policy.enabled true
      git commit -q --allow-empty -m Third || git log -1 --format=%s
      """)
    #expect(answer.lines == ["Second"], "\(answer.text)\(answer.errors)")
    #expect(answer.errors.contains("error[branch-name]: "), "\(answer.errors)")
  }

  @Test("A commit in the making is called by no id, which nobody could look up")
  func inTheMaking() async throws {
    let clone = try await PolicedClone(policy: "commits: {subject_max: 9, trailers: [Task]}")
    let answer = try await clone.run(
      """
      for message in 'Too long a line' Short; do git commit --allow-empty -m "$message" 2>&1 || :; done
      """)
    #expect(answer.text.contains("error[required-trailers]: "), "\(answer.text)")
    let places = answer.lines.filter { $0.contains("-->") }
    #expect(Set(places) == ["  --> refs/heads/story-1"], "\(answer.text)")
  }

  @Test("Without a remote, the cure of a commit by hand is one that can be followed there")
  func noRemote() async throws {
    let result = try await PolicyProgram.shell(
      """
      git init -q -b main; git commit -q --allow-empty -m First; policy install >/dev/null
      printf 'version: 1\\nextends: story-flow\\n' >.policy.yml; git add .
      if git commit -q -m Policy 2>said; then exit 9; fi
      help=$(sed -n 's/^    git/git/p' said | sed s/BRANCH/hotfix-policy/g)
      printf 'version: 1\\nextends: github-flow\\n' >.policy.yml; git add .
      echo "$help"; export GIT_EDITOR='echo Policy >'; eval "$help" >/dev/null
      git log --format=%s main
      git remote add origin https://example.com/x; git commit -q --allow-empty -m Third || :
      """)
    #expect(
      result.lines == [
        "git switch -c hotfix-policy && git commit && git switch main &&",
        "git merge --ff-only hotfix-policy", "Policy", "First",
      ], "\(result.text)\(result.errors)")
    #expect(result.errors.contains("help: open a pull request:"), "\(result.errors)")
  }
}
