internal import GitModel
internal import PolicyCore
internal import Reports

/// Who reports what branches require.
extension Assessment {
  /// The updates in which contexts are waited for, the scene, and what to know besides.
  ///
  /// Only what asks to land is looked at by itself: of a push, the branches as they stand.
  private func occasions(
    of subject: Subject
  ) throws -> (updates: [RefUpdate], scene: Scene, notes: [String]) {
    let isProposal = subject.change?.isProposal ?? true
    let (updates, branches, notes) = try plan(isProposal ? subject : .standing(only: []))
    let order = policy.policy.kinds.map(\.name)
    func rank(_ update: RefUpdate) -> Int {
      let kind = update.branch.flatMap { policy.policy.kind(of: $0) }?.name
      return kind.flatMap { order.firstIndex(of: $0) } ?? order.count
    }
    let sorted = updates.sorted { (rank($0), $0.ref) < (rank($1), $1.ref) }
    return (sorted, scene(of: updates, beside: branches, withEvidence: false), notes)
  }

  /// One answer for each context and each branch that requires it.
  func contexts(of subject: Subject) throws -> ContextsReport {
    let (updates, scene, notes) = try occasions(of: subject)
    var answers: [ContextAnswer] = []
    for update in updates {
      do throws(GitError) {
        answers += try scene.contextAnswers(for: update) ?? []
      } catch {
        let required = scene.kind(in: update)?.protection.requiredStatusChecks ?? []
        answers += required.map { ContextAnswer($0, on: update.ref, unknownFor: error) }
      }
    }
    if subject == .standing(only: []) { answers += absent(in: scene) }
    return ContextsReport(answers, notes: notes)
  }

  /// The contexts of long-lived branches that are not here, and may be elsewhere.
  private func absent(in scene: Scene) -> [ContextAnswer] {
    scene.policy.longLived.flatMap { kind -> [ContextAnswer] in
      let required = kind.protection.requiredStatusChecks
      guard !required.isEmpty, scene.branch(named: kind.name) == nil,
        let ref = RefName("refs/heads/" + kind.name)
      else { return [] }
      do throws(GitError) {
        _ = try scene.longLived(named: kind.name)
        return []
      } catch {
        return required.map { ContextAnswer($0, on: ref, unknownFor: error) }
      }
    }
  }

  /// What each long-lived branch that stands could require.
  func suggestions(for subject: Subject) throws -> [(branch: String, found: ContextSuggestions)] {
    let (updates, scene, _) = try occasions(of: subject)
    return try updates.compactMap { update in
      guard scene.kind(in: update)?.isLongLived == true, let branch = update.branch else {
        return nil
      }
      return (branch.text, try scene.suggestions(for: update))
    }
  }
}
