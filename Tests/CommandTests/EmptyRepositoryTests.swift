import TestSupport
import Testing

/// The first commit of a repository is allowed, where nothing says that there is more elsewhere.
@Suite struct EmptyRepositoryTests {
  /// A folder with an empty bare repository `server`, and one that is not empty, `full`.
  private func run(_ lines: String) async throws -> ProgramOutput {
    return try await PolicyProgram.shell(
      """
      git init -q --bare -b main server; git init -q -b main seed; cd seed
      git commit -q --allow-empty -m Begin; git clone -q --bare . ../full; cd ..
      \(lines)
      """)
  }

  private static let commit = """
    policy install >/dev/null; policy init >/dev/null; git add .; git commit -q -m Begin
    """

  @Test(
    "The first commit of an empty repository is made, and pushed",
    arguments: [
      "git clone -q server work 2>/dev/null; cd work",
      "git init -q -b main work; cd work; git remote add origin ../server",
      "git init -q -b main work; cd work; git remote add origin ../server; git fetch -q origin",
    ])
  func first(_ start: String) async throws {
    let answer = try await run("\(start)\n\(Self.commit)\ngit push -q origin main")
    #expect(answer.status == 0, "\(answer.text)\(answer.errors)")
  }

  @Test(
    "Where a branch was seen elsewhere, a first commit on main is refused or unknown",
    arguments: [
      "git clone -q full work; cd work; git switch -q --orphan x; git branch -q -D main",
      "git clone -q --single-branch full work; cd work; git switch -q --orphan x; git branch -qD main",
      "git init -q -b x work; cd work; git fetch -q --depth=1 file://$PWD/../full main",
    ])
  func later(_ start: String) async throws {
    let answer = try await run(
      """
      \(start); git symbolic-ref HEAD refs/heads/main
      policy install >/dev/null; printf 'version: 1\nextends: story-flow\n' >.policy.yml
      git config policy.file .policy.yml; git add .
      git commit -q -m Again
      """)
    #expect(answer.status == 1)
    #expect(answer.errors.contains("[restricted-push]: "), "\(answer.errors)")
  }

  @Test("An audit of what is empty says so, clone or not")
  func audit() async throws {
    for start in ["git init -q work", "git clone -q server work 2>/dev/null"] {
      let answer = try await run(
        "\(start); cd work; echo 'version: 1' >../p.yml; policy audit --policy ../p.yml")
      #expect(answer.status == 2)
      #expect(answer.errors.contains("there is nothing to judge"), "\(answer.errors)")
    }
  }

  @Test(
    "Where the remote has nothing yet, help begins with the branches that stay",
    arguments: [
      "git commit -q -m X",
      "git switch -q -c story-1; git commit -q -m X; git push -q origin story-1",
    ])
  func begin(_ work: String) async throws {
    let answer = try await run(
      """
      exec 2>&1; export GIT_EDITOR='echo X >'
      policy install --server -C server >/dev/null; git clone -q server work; cd work
      policy install >/dev/null; printf 'version: 1\\nextends: story-flow\\n' >.policy.yml
      git add .; git commit -q -m Begin; echo x >x; git add x
      ( \(work) ) >../said 2>&1 && exit 3
      cat ../said
      tr '\\n' ' ' <../said | tr -s ' ' | sed 's/.*: \\(git push [^;]*\\).*/\\1/; s/ judged by.*//' >../cure
      sed -i 's/BRANCH/story-1/g; s/gh pr create.*/true/' ../cure; cat ../cure
      sh -e ../cure; git push -q origin story-1
      git -C ../server show story-1:x develop:.policy.yml main:.policy.yml
      """)
    #expect(answer.status == 0, "\(answer.text)")
  }

  @Test("The first commit's message is judged, though nobody knows which branches there are")
  func message() async throws {
    let answer = try await run(
      """
      git clone -q server work 2>/dev/null; cd work; policy install >/dev/null
      printf 'version: 1\\nextends: story-flow\\ncommits: {subject_max: 9}\\n' >.policy.yml; git add .
      ! git commit -q -m 'Begin with this'; git commit -q -m Begin
      """)
    #expect(answer.status == 0)
    #expect(answer.errors.contains("error[commit-message]: the subject has 15 characters"))
    #expect(!answer.errors.contains("unknown"), "\(answer.errors)")
  }
}
