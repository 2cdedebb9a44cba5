import TestSupport
import Testing

/// Hooks that are installed and yet do not act, or find no policy, are told of with the cure: by
/// `policy install` and by `policy doctor`.
@Suite struct HooksReachTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ script: String) async throws -> ProgramOutput {
    try await Program.run(
      "sh",
      ["-c", "git init -q -b main repo; cd repo; git commit -q --allow-empty -m x\n\(script)"],
      in: folder.path, changing: ["PATH": try PolicyProgram.path(), "HOME": folder.path])
  }

  /// What the doctor finds wrong; the last line is its exit status.
  private static let doctor = "policy doctor | grep -A1 ^wrong; policy doctor >/dev/null; echo $?"
  private static let shared =
    "these hooks are shared with other repositories, and act only where policy.enabled is true"

  @Test("An outside folder to which the repository's own configuration leads is its own")
  func ownOutside() async throws {
    let result = try await run(
      """
      git config core.hooksPath "$HOME/outside"; policy install; \(Self.doctor)
      git config --unset core.hooksPath
      git config extensions.worktreeConfig true; git config --worktree core.hooksPath "$HOME/outside"
      \(Self.doctor)
      """)
    #expect(result.lines.dropFirst() == ["0", "0"], "\(result.text)")
    #expect(result.errors == "")
  }

  @Test("A clone's hooks in a bare repository judge no push, and say so")
  func bare() async throws {
    let note = "note: this repository is bare, and pushes into it are not judged"
    let result = try await run(
      """
      git init -q --bare -b main store; cd store
      policy install >/dev/null; policy doctor | grep '^note: this'
      sh -c "$(policy install 2>&1 >/dev/null | sed -n 's/^help: //p')" | cut -d: -f1; policy install
      """)
    #expect(result.errors == "\(note)\nhelp: policy install --server\n")
    #expect(
      result.lines == [
        "\(note): policy install --server", "installed in hooks",
        "nothing to do: the hooks are installed in hooks",
      ], "\(result.text)")
  }

  @Test("A folder of the user's is shared: install and doctor say what it takes, once")
  func shared() async throws {
    let result = try await run(
      """
      export GIT_CONFIG_GLOBAL=$HOME/config; git config --global core.hooksPath "$HOME/all"
      policy install; \(Self.doctor); git config policy.enabled true; policy install; \(Self.doctor)
      """)
    #expect(
      result.errors == "note: \(Self.shared)\nhelp: git config policy.enabled true\n")
    #expect(
      result.lines.filter { !$0.contains("install") } == [
        "wrong: \(Self.shared)", "  help: git config policy.enabled true", "1", "0",
      ])
  }

  @Test("A setting that is neither true nor false is told as unknown, as the hooks do")
  func noFlag() async throws {
    let result = try await run(
      "git config policy.enabled maybe; policy install; policy doctor | grep -A1 ^wrong")
    let what = "'policy.enabled' is 'maybe', which is neither true nor false"
    #expect(
      result.errors == "note: nobody can tell whether the hooks act here\n"
        + "unknown: read configuration: \(what)\n"
        + "help: set it right: git config policy.enabled true\n")
    #expect(
      result.lines.dropFirst() == [
        "wrong: read configuration: \(what)",
        "  help: set it right: git config policy.enabled true",
      ])
  }

  @Test(
    "husky, which is set up anew with each npm install, is told of with the cure, until that is done",
    arguments: [
      (#"{"scripts": {"prepare": "husky"}}"#, "prepare", "husky"),
      (
        #"{"scripts": {"postinstall": "[ -n \"$CI\" ] || npx husky"}}"#, "postinstall",
        "[ -n \"$CI\" ] || npx husky"
      ),
      (#"{"scripts": {"prepare": "husky && policy install"}}"#, "", ""),
      (#"{"scripts": {"prepare": "make", "test": "husky"}}"#, "", ""),
      ("no JSON", "", ""), ("{}", "", ""), ("[1]", "", ""),
    ])
  func husky(package: String, name: String, script: String) async throws {
    try folder.write(package.utf8, to: "repo/package.json")
    let result = try await run(
      "policy install >/dev/null; policy doctor | grep husky; policy doctor >/dev/null; echo $?")
    guard !name.isEmpty else {
      #expect(result.errors.isEmpty && result.lines == ["0"], "\(result.text)\(result.errors)")
      return
    }
    let what =
      "'\(name)' in package.json sets husky up anew with each installation of packages, and these "
      + "hooks no longer run"
    let cure = "npm pkg set 'scripts.\(name)=\(script) && policy install'"
    #expect(result.errors == "note: \(what)\nhelp: \(cure)\n")
    #expect(result.lines == ["note: \(what): \(cure)", "0"])
  }

  @Test("A relative folder is another one in each work tree; those that lack the hooks are named")
  func linked() async throws {
    let result = try await run(
      """
      git branch one; git branch two; git worktree add -q ../one one; git worktree add -q ../gone two
      rm -r ../gone; git config core.hooksPath .githooks
      policy install; \(Self.doctor)
      policy install -C ../one; \(Self.doctor)
      rm ../one/.githooks/pre-push; policy doctor | grep -c "and lacks: pre-push$"
      policy doctor | grep -c "^note: core.hooksPath is relative: a work tree that is added later"
      git config core.hooksPath "$PWD/.githooks"; \(Self.doctor); policy doctor | grep -c relative
      """)
    let cure = "policy install -C '\(folder.path)/one'"
    let names =
      "pre-commit, commit-msg, pre-merge-commit, pre-rebase, pre-push, post-checkout, "
      + "reference-transaction"
    let what = "the work tree '\(folder.path)/one' looks for hooks in "
    let later =
      "core.hooksPath is relative: a work tree that is added later looks for hooks in a "
      + "'.githooks' of its own"
    let note = "note: \(later)\nhelp: policy install -C PATH, once it is there\n"
    #expect(
      result.errors
        == "\(note)note: \(what)'\(folder.path)/one/.githooks', and lacks: \(names)\nhelp: \(cure)\n"
        + note)
    #expect(
      result.lines.filter { !$0.hasPrefix("installed") } == [
        "wrong: \(what)'\(folder.path)/one/.githooks', and lacks: \(names)", "  help: \(cure)", "1",
        "0", "1", "1", "0", "0",
      ], "\(result.text)")
  }

  @Test("A work tree's own setting counts for it alone")
  func ownOfWorkTree() async throws {
    let result = try await run(
      """
      git branch one; git worktree add -q ../one one; git config extensions.worktreeConfig true
      git -C ../one config --worktree core.hooksPath "$HOME/none"
      policy install 2>&1 | grep -c "looks for hooks in '$HOME/none'"
      """)
    #expect(result.lines == ["1"])
  }

  /// A server's state, what is told of it by both commands, and the doctor's exit status.
  static let servers: [(String, told: String?, cure: String, status: String)] = [
    ("git init -q --bare -b main store", nil, "", "0"),
    (
      "git init -q --bare -b master store", "which nobody has pushed yet",
      "git symbolic-ref HEAD refs/heads/main", "0"
    ),
    (
      "git init -q --bare -b master store; git push -q store HEAD:main",
      "HEAD stands for 'master', which is not there: clones check nothing out, and the policy is "
        + "read from 'main'", "git symbolic-ref HEAD refs/heads/main", "1"
    ),
    (
      "git init -q --bare -b none store; git push -q store HEAD:develop", "and no policy is found",
      "git symbolic-ref HEAD refs/heads/BRANCH", "1"
    ),
    ("git init -q --bare -b other store; git push -q store HEAD:other", nil, "", "0"),
    (
      "git init -q --bare -b none store; git -C store symbolic-ref HEAD refs/heads/main", nil, "",
      "0"
    ),
    (
      "git init -q -b dev store; git -C store config core.hooksPath h; git push -q store HEAD:dev",
      "core.hooksPath is relative, and a push takes it from the git folder",
      #"git config core.hooksPath "$(git rev-parse --show-toplevel)"/'h'"#, "1"
    ),
  ]

  @Test(
    "A server's HEAD that names no branch is told, as no policy is found then", arguments: servers)
  func server(_ setting: String, _ told: String?, _ cure: String, _ status: String) async throws {
    let result = try await run(
      """
      \(setting); cd store; policy install --server 2>&1
      echo --; policy doctor --server | grep -vE '^(ok|note: there is no policy file)'
      policy doctor --server >/dev/null; echo $?
      """)
    #expect(result.lines.last == status, "\(result.text)")
    let parts = result.text.split(separator: "--\n")
    try #require(parts.count == 2)
    for part in parts {
      #expect(part.contains(told ?? "HEAD stands for") == (told != nil), "\(result.text)")
      #expect(told == nil || part.contains(cure), "\(result.text)")
    }
  }
}
