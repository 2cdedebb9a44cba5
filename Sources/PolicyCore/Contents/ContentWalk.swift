internal import GitModel

/// One walk over what commits bring, on behalf of every rule that asks.
final class ContentWalk {
  /// The answer for one commit, by the number of the rule; rules without flaws are left out.
  typealias Answer = [Int: Result<[Flaw], GitError>]

  private let rules: [(id: String, question: ContentQuestion)]
  private let history: any History
  private let comparison: TreeComparison
  private var answers: [ObjectID: Result<Answer, GitError>] = [:]

  init(_ rules: [(id: String, question: ContentQuestion)], over history: any History) {
    (self.rules, self.history, comparison) = (rules, history, TreeComparison(history))
  }

  /// A rule's flaws in a commit with this tree, whose parents have those.
  func flaws(
    of rule: String, in commit: Brought.Commit, tree: ObjectID, beside parents: [ObjectID]
  ) throws(GitError) -> [Flaw] {
    guard let number = rules.firstIndex(where: { $0.id == rule }) else { return [] }
    let answer = answers[commit.id] ?? look(at: commit, tree, beside: parents)
    answers[commit.id] = answer
    return try answer.get()[number]?.get() ?? []
  }

  private func look(
    at commit: Brought.Commit, _ tree: ObjectID, beside parents: [ObjectID]
  ) -> Result<Answer, GitError> {
    var visitor = Visitor(rules: rules.map(\.question), commit: commit, history: history)
    do throws(GitError) {
      try comparison.visit(tree, beside: parents, &visitor)
      return .success(visitor.answer)
    } catch {
      return .failure(error)
    }
  }

  /// Asks every rule of everything.
  private struct Visitor: TreeVisitor {
    let rules: [ContentQuestion]
    let commit: Brought.Commit
    let history: any History
    var answer: Answer = [:]

    var wantsFolders: Bool { rules.contains { if case .folders = $0 { true } else { false } } }
    var wantsRemovals: Bool { rules.contains { if case .changes = $0 { true } else { false } } }

    mutating func visit(_ entry: NewEntry) {
      let brought = Brought(entry: entry, commit: commit, history: history)
      for (number, rule) in rules.enumerated() {
        switch rule {
        case .entries(let ask), .changes(let ask): add(brought, ask, to: number)
        case .folders: continue
        }
      }
    }

    mutating func visit(removed entry: NewEntry) {
      for (number, rule) in rules.enumerated() {
        guard case .changes(let ask) = rule else { continue }
        let brought = Brought(entry: entry, isRemoved: true, commit: commit, history: history)
        add(brought, ask, to: number)
      }
    }

    mutating func visit(_ folder: NewFolder) {
      for (number, rule) in rules.enumerated() {
        guard case .folders(let ask) = rule else { continue }
        let found = ask(folder, commit)
        if !found.isEmpty { add(found, to: number) }
      }
    }

    private mutating func add(
      _ brought: Brought, _ ask: (Brought) throws(GitError) -> Flaw?, to number: Int
    ) {
      // What one entry leaves open, no other makes known.
      if case .failure? = answer[number] { return }
      do throws(GitError) {
        if let flaw = try ask(brought) { add([flaw], to: number) }
      } catch {
        answer[number] = .failure(error)
      }
    }

    private mutating func add(_ flaws: [Flaw], to number: Int) {
      switch answer.removeValue(forKey: number) {
      case .failure(let error): answer[number] = .failure(error)
      // Taken out, so that it is not copied when it grows.
      case .success(var known):
        known += flaws
        answer[number] = .success(known)
      case nil: answer[number] = .success(flaws)
      }
    }
  }
}
