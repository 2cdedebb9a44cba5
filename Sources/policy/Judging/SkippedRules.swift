internal import GitModel
internal import GitStore
internal import Hooks
internal import PolicyCore
internal import Reports

/// The rules that somebody skipped by hand (`POLICY_SKIP`), as commits tell, and this clone's log.
struct SkippedRules {
  /// How many commits of a standing audit are asked, the newest first: each is an object to read.
  static let newest = 2_000
  /// How many are listed.
  private static let shown = 5

  let repository: Repository

  /// A sentence for each, the newest first; and the damage where a commit is here and cannot be read:
  /// who found everything kept must not look past it.
  func notes(
    on updates: [RefUpdate], in scene: Scene
  ) -> (lines: [String], damage: GitError?) {
    do throws(GitError) {
      return (try inCommits(of: updates, scene) + inLog(), nil)
    } catch {
      return ([Self.unknown(error)] + inLog(), error)
    }
  }

  private static func unknown(_ error: GitError) -> String {
    "whether a rule was skipped is unknown: \(error.operation): \(error.message)"
  }

  private func inCommits(
    of updates: [RefUpdate], _ scene: Scene
  ) throws(GitError) -> [String] {
    let asked: [ObjectID]
    let isCut: Bool
    do throws(GitError) {
      asked = try commits(of: updates, scene)
      isCut = try scene.graph().count > asked.count && updates.allSatisfy(\.isStanding)
    } catch {
      // Every verdict that rests on history says why there is none.
      return []
    }
    var lines: [String] = []
    do throws(GitError) {
      let found = try repository.ask(ofEach: asked.count) { repository, number throws(GitError) in
        try Self.lines(on: asked[number], in: repository)
      }
      lines = found.flatMap(\.self)
    } catch {
      guard error.cause.isAbsence else { throw error }
      return [Self.unknown(error)]
    }
    let older = isCut ? ["rules skipped before the newest \(Self.newest) commits are not told"] : []
    return Self.cut(lines, "commits") + older
  }

  private static func lines(
    on id: ObjectID, in repository: Repository
  ) throws(GitError) -> [String] {
    SkipTrailer.all(in: try repository.message(of: id)).map { trailer in
      "commit \(id.hex.prefix(12)) was made without \(Escaped.text(trailer.text))"
    }
  }

  private func commits(
    of updates: [RefUpdate], _ scene: Scene
  ) throws(GitError) -> [ObjectID] {
    let graph = try scene.graph()
    if updates.allSatisfy(\.isStanding) {
      return (0..<graph.count).reversed().prefix(Self.newest).map { graph.id(of: $0) }
    }
    var asked: [ObjectID] = []
    for update in updates { asked += try scene.newCommits(in: update).map { graph.id(of: $0) } }
    return asked
  }

  private func inLog() -> [String] {
    do throws(File.Failure) {
      let path = repository.commonDirectory + SkipLog.path
      guard File.exists(path) else { return [] }
      let bytes = try File.read(path, limit: 16 << 20)
      let count = bytes.count { $0 == UInt8(ascii: "\n") }
      return count == 0
        ? []
        : [
          "\(count) \(count == 1 ? "push or change" : "pushes or changes") of refs skipped a rule; "
            + "see \(path)"
        ]
    } catch {
      return ["whether a push skipped a rule is unknown: \(error.path): \(error.reason)"]
    }
  }

  private static func cut(_ lines: [String], _ noun: String) -> [String] {
    lines.count <= shown
      ? lines : lines.prefix(shown) + ["… and \(lines.count - shown) more \(noun) with Policy-Skip"]
  }
}

extension RefUpdate {
  fileprivate var isStanding: Bool { moment == .standing }
}
