import GitModel
import GitStore
import PolicyCore
import TestSupport

@testable import PolicyScenario

/// A scenario's history in a real repository that git built.
struct StoredScenario {
  let scenario: Scenario
  let repository: BareRepository

  init(_ scenario: Scenario) async throws {
    self.scenario = scenario
    let drawing = scenario.drawing
    repository = try await BareRepository(try FastImport(drawing).stream)
    // fast-import makes no tag object that no ref is left of.
    for tag in scenario.tags.values {
      try await Git.run(
        ["hash-object", "-t", "tag", "-w", "--stdin"], in: repository.path, input: tag)
    }
    for ref in scenario.tagRefs {
      try repository.replace(ref.name.text, with: "\(ref.tag.hex)\n".utf8)
    }
    if drawing.isSingleBranch {
      try repository.configure(
        "[remote \"origin\"]\n\turl = .\n\tfetch = +refs/heads/main:refs/remotes/origin/main\n")
    }
    if !drawing.shallow.isEmpty {
      try repository.cut(at: drawing.shallow.compactMap { scenario.id(of: $0)?.hex })
    }
    let drawn = scenario.history()
    for label in drawing.labels {
      guard let id = scenario.id(of: label) else { continue }
      do throws(GitError) {
        _ = try drawn.commit(id)
      } catch {
        try repository.removeObject(id.hex)
      }
    }
  }

  /// Lets the repository be one that people work in.
  func makeWorkTree() throws {
    try repository.replace("tree/.keep", with: [])
    try repository.configure(
      "[core]\n\tbare = false\n\tworktree = \(repository.path)/tree\n")
  }

  /// The repository through libgit2; it lasts no longer than the scenario.
  func history() throws -> Repository {
    try Repository.open(
      at: repository.path, environment: HermeticEnvironment.variables(home: repository.path))
  }
}
