import TestSupport
import Testing

/// Bytes that are no UTF-8 text: taken for text, they would be another name, of something that is not
/// there.
@Suite struct NoTextTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs lines in a shell, where `$odd` is a name in Latin-1.
  private func run(_ lines: String) async throws -> ProgramOutput {
    try await PolicyProgram.shell("odd=$(printf 'caf\\351')\n\(lines)", in: folder.path)
  }

  private static let repository = """
    git init -q -b main work && cd work && git commit -q --allow-empty -m A
    git branch develop && git commit -q --allow-empty -m B && git switch -q -c story-1
    printf 'version: 1\\nextends: story-flow\\n' >.policy.yml
    cd ..

    """

  @Test(
    "An audit of a repository at such a path is unknown",
    arguments: [
      "mv work $odd; cd $odd; policy audit --ref story-1 --range ..$(git rev-parse HEAD)",
      "mv work $odd; cd $odd/.git; policy audit",
      "mv work $odd; GIT_DIR=$odd/.git policy audit",
      "cd work; git worktree add -q ../$odd main; cd ../$odd; policy audit",
      "git clone -q --bare work $odd; cd $odd; policy audit",
    ])
  func audit(lines: String) async throws {
    let answer = try await run(Self.repository + lines)
    #expect(answer.status == 2, "\(answer.text)\(answer.errors)")
    #expect(answer.errors.contains("no UTF-8 text"), "\(answer.errors)")
    #expect(answer.errors.contains("help: rename the folder"), "\(answer.errors)")
  }

  @Test("A hook there stops what it cannot judge")
  func hook() async throws {
    let answer = try await run(
      Self.repository
        + """
        (cd work; policy install >../said); mv work $odd; cd $odd; git add .
        git commit -q -m Policy && exit 9 || git rev-list --count HEAD
        """)
    #expect(answer.lines == ["2"], "\(answer.text)\(answer.errors)")
    #expect(answer.said.contains("its path is no UTF-8 text"), "\(answer.errors)")
  }

  @Test("So does a server's")
  func server() async throws {
    let answer = try await run(
      Self.repository
        + """
        git clone -q --bare work server; (cd server; policy install --server >../said)
        mv server $odd; cd work; git push -q ../$odd HEAD:story-2 && exit 9
        git -C ../$odd branch --list story-2
        """)
    #expect(answer.lines.isEmpty, "\(answer.text)\(answer.errors)")
    #expect(answer.said.contains("is no UTF-8 text\nhelp: rename"), "\(answer.errors)")
  }

  @Test("Nothing is installed there, and the path is told in one line")
  func install() async throws {
    let answer = try await run(Self.repository + "mv work $odd; cd $odd; policy install")
    #expect(answer.status == 69, "\(answer.text)\(answer.errors)")
    #expect(answer.errors.contains("/caf\\xe9/"), "\(answer.errors)")
    #expect(!answer.errors.contains("\\n"), "\(answer.errors)")
  }

  @Test(
    "An argument that is no text is wrong, and named",
    arguments: [
      "audit --branch $odd", "audit --ref $odd --range ..main", "audit --base main --head $odd",
      "audit --output $odd", "audit --policy $odd", "-C $odd audit", "audit -C $odd", "$odd",
    ])
  func argument(line: String) async throws {
    let answer = try await run(Self.repository + "cd work; mkdir $odd; policy \(line)")
    #expect(answer.status == 64, "\(answer.text)\(answer.errors)")
    #expect(
      answer.errors.contains("the argument 'caf\\xe9' is no UTF-8 text"), "\(answer.errors)")
  }
}
