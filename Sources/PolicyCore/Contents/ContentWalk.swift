internal import GitModel

/// One walk over what commits bring, on behalf of every rule that asks.
final class ContentWalk {
  /// The answer for one commit, by the number of the rule; rules without flaws are left out.
  typealias Answer = [Int: Result<[Flaw], GitError>]

  /// So many commits are looked at before any is forgotten; what they bring is kept meanwhile.
  private static let part = 2048

  private let rules: [(id: String, question: ContentQuestion)]
  private let wants: TreeWants
  private let history: any History
  private let comparison: TreeComparison
  private var answers: [Int: Result<Answer, GitError>] = [:]

  init(_ rules: [(id: String, question: ContentQuestion)], over history: any History) {
    (self.rules, self.history, comparison) = (rules, history, TreeComparison(history))
    wants = rules.reduce(into: []) { $0.formUnion($1.question.wants) }
  }

  /// A commit, by its number in the graph, and its trees.
  struct Asked {
    let number: Int
    let commit: Brought.Commit
    let trees: ComparedTrees
  }

  /// A rule's flaws in commits, by their numbers in the graph. What they are is asked for where they
  /// were not looked at before.
  func flaws(
    of rule: String, in commits: [Int], _ asked: (Int) throws(GitError) -> Asked
  ) throws(GitError) -> [Flaw] {
    guard let place = rules.firstIndex(where: { $0.id == rule }) else { return [] }
    var unseen: [Asked] = []
    for commit in commits where answers[commit] == nil {
      do throws(GitError) {
        unseen.append(try asked(commit))
      } catch {
        answers[commit] = .failure(error)
      }
    }
    for start in stride(from: 0, to: unseen.count, by: Self.part) {
      look(at: Array(unseen[start...].prefix(Self.part)))
    }
    var flaws: [Flaw] = []
    for commit in commits {
      guard let answer = answers[commit] else {
        throw GitError(
          .failed, "compare trees", "a commit was not looked at", help: "report a bug in policy")
      }
      flaws += try answer.get()[place]?.get() ?? []
    }
    return flaws
  }

  /// Looks at commits, while another thread compares the trees of some of them.
  private func look(at commits: [Asked]) {
    let work = TwoEnds(commits.count)
    let meanwhile = history.changesAside(of: commits.map(\.trees), wants, sharing: work)
    while let place = work.takeFirst() {
      answers[commits[place].number] = look(at: commits[place])
    }
    let known = meanwhile?() ?? [:]
    for (place, asked) in commits.enumerated() where answers[asked.number] == nil {
      answers[asked.number] = look(at: asked, known[place])
    }
  }

  private func look(at asked: Asked, _ known: TreeChanges? = nil) -> Result<Answer, GitError> {
    var visitor = Visitor(
      rules: rules.map(\.question), wants: wants, commit: asked.commit, history: history)
    do throws(GitError) {
      if let known {
        known.show(to: &visitor)
      } else {
        try comparison.visit(asked.trees.tree, beside: asked.trees.others, &visitor)
      }
      return .success(visitor.answer)
    } catch {
      return .failure(error)
    }
  }

  /// Asks every rule of everything.
  private struct Visitor: TreeVisitor {
    let rules: [ContentQuestion]
    let wants: TreeWants
    let commit: Brought.Commit
    let history: any History
    var answer: Answer = [:]

    mutating func visit(_ entry: NewEntry) {
      let brought = Brought(entry: entry, commit: commit, history: history)
      for (number, rule) in rules.enumerated() {
        switch rule {
        case .entries(let ask), .sizes(let ask), .changes(let ask): add(brought, ask, to: number)
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
        add(to: number) { [commit] () throws(GitError) in try ask(folder, commit) }
      }
    }

    private mutating func add(
      _ brought: Brought, _ ask: (Brought) throws(GitError) -> Flaw?, to number: Int
    ) {
      add(to: number) { () throws(GitError) in try ask(brought).map { [$0] } ?? [] }
    }

    private mutating func add(to number: Int, _ ask: () throws(GitError) -> [Flaw]) {
      // What one entry or folder leaves open, no other makes known.
      if case .failure? = answer[number] { return }
      do throws(GitError) {
        let flaws = try ask()
        guard !flaws.isEmpty else { return }
        // Taken out, so that it is not copied when it grows.
        var known = try answer.removeValue(forKey: number)?.get() ?? []
        known += flaws
        answer[number] = .success(known)
      } catch {
        answer[number] = .failure(error)
      }
    }
  }
}
