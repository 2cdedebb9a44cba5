import GitModel
import GitStore
import TestSupport
import Testing

/// A repository's files are where git has them, however it says so.
@Suite struct WorkTreeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let setup = """
    git init -q -b main src; cd src; git commit -q --allow-empty -m one; git branch side; cd ..

    """
  private static let submodule = """
    git init -q outer; cd outer; git -c protocol.file.allow=always submodule --quiet add "$PWD/../src" sub
    cd ..

    """
  private static let moved = """
    git clone -q --bare src hub.git; git -C hub.git worktree add -q ../side side
    git -C side sparse-checkout set --cone a
    """

  private static let cases: [(setup: String, places: [String])] = [
    // Both keys are in config.worktree then.
    (moved, ["hub.git", "hub.git/refs", "side"]),
    (submodule + "git -C outer/sub sparse-checkout set --cone a", ["outer/sub", "outer"]),
    (
      submodule + "git -C outer/sub sparse-checkout set --cone a",
      ["outer/.git/modules/sub", "outer/.git/modules/sub/refs"]
    ),
    (submodule, ["outer/sub", "outer/.git/modules/sub"]),
    ("git clone -q --bare src hub.git; git -C hub.git config --unset core.bare", ["hub.git"]),
    ("git clone -q --bare src hub.git; rm hub.git/config", ["hub.git", "hub.git/refs"]),
    ("git clone -q --bare src hub.git; git -C hub.git config core.bare false", ["hub.git"]),
    ("git clone -q --bare src in/.git", ["in"]),
    ("git clone -q --bare src in/.git; git -C in config --unset core.bare", ["in"]),
    (
      """
      git clone -q src in; cd in; git config extensions.worktreeConfig true; git config core.bare true
      git config --worktree core.bare false
      """, ["in"]
    ),
    ("git clone -q src in; git -C in config core.worktree ../../src", ["in"]),
    ("git clone -q src in; rm in/.git/config", ["in"]),
    ("git clone -q --separate-git-dir=apart src in", ["in", "apart"]),
  ]

  @Test("It is where git has it", arguments: cases.indices)
  func place(number: Int) async throws {
    let (setup, places) = Self.cases[number]
    try await shell(Self.setup + setup)
    for place in places {
      let git = try await Program.run(
        "git", ["rev-parse", "--show-toplevel"], in: folder.path + "/" + place,
        changing: ["GIT_CEILING_DIRECTORIES": folder.path])
      let repository = try Fixture(at: place, in: folder).open()
      #expect(repository.workTree == git.lines.first.map { $0 + "/" }, "\(place): \(git.errors)")
    }
  }

  @Test("It is where git has it, for a hook too", arguments: ["outer/.git/modules/sub", "hub.git"])
  func exact(place: String) async throws {
    try await shell(Self.setup + Self.submodule + "git -C outer/sub sparse-checkout set --cone a")
    try await shell(Self.moved)
    let variables = ["GIT_DIR": folder.path + "/" + place]
    let git = try await Program.run(
      "git", ["rev-parse", "--show-toplevel"], in: folder.path, changing: variables)
    let repository = try Fixture(at: place, in: folder).openByEnvironment(variables)
    #expect(repository.workTree == git.lines.first.map { $0 + "/" }, "\(git.errors)")
  }

  @Test("One that is gone is said to be configured, in the work tree's own settings too")
  func gone() async throws {
    try await shell(
      Self.setup + "cd src; git config extensions.worktreeConfig true; "
        + "git config --worktree core.worktree /nowhere/at/all")
    let found = error { () throws(GitError) in try Fixture(at: "src", in: folder).open() }
    #expect(found?.message.contains("core.worktree is '/nowhere/at/all'") == true)
  }

  private func shell(_ lines: String) async throws {
    try await Fixture(at: ".", in: folder).shell(lines)
  }
}
