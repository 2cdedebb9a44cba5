internal import GitModel
internal import GitStore
internal import PolicyCore
internal import PolicyFile

/// What a change adds to the list of known violations, which may only shrink. It counts once it has landed,
/// so whoever lets it land is told before.
struct BaselineGrowth {
  /// How many additions are named.
  private static let most = 3

  let policy: Policy
  let repository: Repository

  /// A sentence for each change of a long-lived branch that makes the list longer.
  func notes(on updates: [RefUpdate], in scene: Scene) -> [String] {
    guard let file = policy.baseline.file else { return [] }
    var notes: [String] = []
    for update in updates where update.moment != .standing {
      guard update.branch.flatMap(policy.kind)?.isLongLived == true, let old = update.old,
        let new = update.new
      else { continue }
      do {
        // What the list lost since the head left the base is not added by the head.
        let graph = try scene.graph()
        let (left, right) = (try graph.require(old), try graph.require(new))
        var before = policy.baseline.known
        for base in try graph.mergeBases(left, right) {
          before.formUnion(try list(file, in: graph.id(of: base)))
        }
        let added = Set(try list(file, in: new)).subtracting(before)
        if !added.isEmpty { notes.append(note(added, file)) }
      } catch let error as PolicyFileError {
        notes.append(
          "'\(file)' will be no list of violations: \(error.problems.first?.message ?? "unreadable")"
        )
      } catch {
        let why = (error as? GitError).map { "\($0.operation): \($0.message)" } ?? "\(error)"
        notes.append("whether '\(file)' grows is unknown: \(why)")
      }
    }
    return notes
  }

  private func list(_ file: String, in commit: ObjectID) throws -> [KnownViolation] {
    guard let text = try repository.plainFile(Array(file.utf8), in: commit) else { return [] }
    return try KnownViolations.parse(text, name: file)
  }

  private func note(_ added: Set<KnownViolation>, _ file: String) -> String {
    let lines = KnownViolations.render(added).split(separator: "\n").filter { !$0.hasPrefix("#") }
    let more = lines.count > Self.most ? " and \(lines.count - Self.most) more" : ""
    return "'\(file)', which may only shrink, grows by "
      + lines.prefix(Self.most).joined(separator: ", ") + more
  }
}
