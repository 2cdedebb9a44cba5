import TestSupport
import Testing

/// Where the hooks of a clone read the policy.
@Suite struct TrustedPlaceTests {
  /// Makes a branch of another kind in a clone, by a policy in the files that allows every name.
  private static let loose = """
    policy install >../installed
    printf 'version: 1\\nbranches: {"**/*": {}}\\n' >.policy.yml
    git switch -c any/thing
    """

  @Test(
    "A clone that does not know the default branch does not take the files' policy in its place",
    arguments: [
      "git clone -q --depth 1 -b develop \"file://$PWD/../server.git\" ../c; cd ../c",
      "git clone -q --single-branch -b develop ../server.git ../c; cd ../c",
      """
      git -C ../server.git branch -m main production; git init -q -b develop ../c; cd ../c
      git remote add origin ../server.git; git fetch -q; git switch -q develop
      """,
    ])
  func unknown(lines: String) async throws {
    let clone = try await PolicedClone()
    let refused = try await clone.run("\(lines)\n\(Self.loose)")
    #expect(refused.status != 0)
    #expect(
      refused.errors.contains("nobody says which branch of 'origin' is the"),
      "\(refused.errors)")
    let audit = try await clone.run("cd ../c && policy audit")
    #expect(audit.status == 2, "\(audit.text)\(audit.errors)")
    // What each of them says, pasted.
    for said in [refused.errors, audit.text + audit.errors] {
      let start = try #require(said.firstRange(of: "git fetch origin"), "\(said)")
      // All that is indented is the command.
      let lines = said[start.lowerBound...].split(separator: "\n")
      let cure = ([lines[0]] + lines.dropFirst().prefix { $0.hasPrefix(" ") })
        .joined(separator: "\n")
      let mended = try await clone.run(
        "cd ../c && git symbolic-ref -d refs/remotes/origin/HEAD || :; \(cure)")
      #expect(mended.status == 0, "\(cure): \(mended.errors)")
      let judged = try await clone.run("cd ../c && git switch -c any/thing")
      #expect(judged.errors.contains("error[branch-name]"), "\(judged.errors)")
      #expect(judged.errors.contains("judged by .policy.yml at origin/"), "\(judged.errors)")
    }
  }

  @Test(
    "A remote that has no default branch yet leaves the policy to the own one, and else to the files",
    arguments: [
      (before: "git push -q origin story-1", source: ".policy.yml at main"),
      (before: "git switch -q story-1; git branch -q -D main", source: "judged by .policy.yml;"),
    ])
  func begun(_ place: (before: String, source: String)) async throws {
    let clone = try await PolicedClone()
    try await clone.shell(
      """
      git init -q --bare -b main ../new.git; git config policy.enabled false
      git remote set-url origin ../new.git; git for-each-ref --format='delete %(refname)' \
        refs/remotes | git update-ref --no-deref --stdin
      \(place.before); git config policy.enabled true
      """)
    let answer = try await clone.run("git branch odd")
    #expect(answer.status != 0)
    #expect(answer.errors.contains("error[branch-name]"), "\(answer.errors)")
    #expect(answer.errors.contains(place.source), "\(answer.errors)")
  }

  @Test(
    "What stands in a policy file's place and is no file judges nobody, and no preset does instead",
    arguments: [
      "git mv .policy.yml real.yml; ln -s real.yml .policy.yml",
      "git mv .policy.yml real.yml; mkdir .policy.yml; echo a >.policy.yml/x",
    ])
  func noFile(lines: String) async throws {
    let answer = try await PolicyProgram.shell(
      """
      git init -q -b main w; cd w; printf 'version: 1\\nextends: trunk\\n' >.policy.yml; git add .
      git commit -q -m A; \(lines); git add .; git commit -q -m B
      policy audit || echo $?; git clone -q . ../c; cd ../c; policy install >../installed
      git branch odd || echo $?
      """)
    #expect(answer.lines.map { $0.suffix(3) } == ["65", "128"], "\(answer.text)\(answer.errors)")
    let said = answer.errors.split(separator: "\n").filter { $0.contains("main is no file") }
    #expect(said.count == 2, "\(answer.errors)")
  }

  @Test("A bare clone that nothing was fetched into is judged by the policy on its own main")
  func bare() async throws {
    let clone = try await PolicedClone()
    let pushed = try await clone.run(
      "git clone -q --bare ../server.git ../b; policy install -C ../b; git -C ../b push origin main:odd"
    )
    #expect(pushed.status != 0)
    #expect(pushed.errors.contains("judged by .policy.yml at main"), "\(pushed.errors)")
    let doctor = try await clone.run("policy doctor -C ../b || :")
    #expect(doctor.text.contains("policy: .policy.yml at main"), "\(doctor.text)\(doctor.errors)")
  }

  @Test(
    "A bare repository with a clone's hooks alone is a clone",
    arguments: [
      "git -C ../b worktree add ../ft feature/there",
      "git -C ../b fetch -q origin +refs/heads/odd:refs/heads/odd",
      """
      git -C ../b worktree add -q ../d develop; cd ../d; git -c core.hooksPath=/dev/null commit -q \
        --allow-empty -m Own; cd ../work; git -C ../b worktree remove ../d
      git -C ../b update-ref refs/heads/develop refs/remotes/origin/develop
      """,
      "POLICY_SKIP=branch-name:try git -C ../b branch odd develop",
    ])
  func work(lines: String) async throws {
    let clone = try await PolicedClone()
    try await clone.shell(
      """
      git push -q --no-verify origin main:odd
      git clone -q --bare ../server.git ../b; git -C ../b branch -q -D feature/there odd
      git -C ../b config remote.origin.fetch '+refs/heads/*:refs/remotes/origin/*'
      git -C ../b fetch -q; git -C ../b remote set-head origin main; policy install -C ../b
      """)
    let answer = try await clone.run(lines)
    #expect(answer.status == 0, "\(answer.errors)")
    let refused = try await clone.run("git -C ../b branch odder develop")
    #expect(refused.errors.contains("error[branch-name]"), "\(refused.errors)")
  }

  @Test("A mirror with a clone's hooks follows its remote, whatever that one does")
  func mirror() async throws {
    let clone = try await PolicedClone()
    let answer = try await clone.run(
      """
      git clone -q --mirror ../server.git ../m; policy install -C ../m
      git push -q --no-verify origin main:odd; git push -q -f --no-verify origin main~1:main
      git push -q --no-verify origin :develop
      git -C ../m remote update --prune
      """)
    #expect(answer.status == 0, "\(answer.errors)")
    let refs = try await Git.run(
      ["for-each-ref", "--format=%(refname)"], in: clone.folder.path + "/m")
    #expect(refs.lines == ["refs/heads/feature/there", "refs/heads/main", "refs/heads/odd"])
  }

  @Test("A server names a command for a misnamed branch that works without files")
  func server() async throws {
    let clone = try await PolicedClone()
    let refused = try await clone.run(
      "policy install --server -C ../server.git; git -C ../server.git branch odd main")
    #expect(refused.status != 0)
    #expect(refused.errors.contains("git branch NAME "), "\(refused.errors)")
    #expect(!refused.errors.contains("git switch"), "\(refused.errors)")
  }
}
