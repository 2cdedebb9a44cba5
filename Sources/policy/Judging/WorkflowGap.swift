internal import GitModel
internal import PolicyCore

/// The contexts that branches require in a repository without any workflow file.
enum WorkflowGap {
  /// What the policy demands and nobody can tell, for want of a workflow file.
  static func off(for updates: [RefUpdate], in scene: Scene) -> [Report.Off] {
    let guide = CheckProducer.guide
    guard scene.policy.levels[guide.id] != .off else { return [] }
    let isOff = updates.contains { update in
      guard guide.moments.contains(update.moment) else { return false }
      do throws(GitError) {
        return try scene.contextAnswers(for: update)?.contains { $0.isElsewhere } ?? false
      } catch {
        // The rule's own verdict says why nobody can tell.
        return false
      }
    }
    guard isOff else { return [] }
    return [
      Report.Off(
        rule: guide.id,
        why: "'\(scene.policy.workflows)' holds no workflow file; where another app reports the "
          + "checks, name it: {context: …, app: …}")
    ]
  }
}
