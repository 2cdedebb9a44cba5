internal import GitModel
internal import PolicyCore

/// What a report says of overrides besides the verdict: what landed while each lasted.
struct LeaseNotes {
  /// How many commits are named.
  private static let most = 10

  let scene: Scene
  let judgements: [Judgement]

  /// A sentence for each override under which something landed on a judged branch, and for what the
  /// policy lets requesters do. What cannot be read is the rules' to say.
  func notes(on updates: [RefUpdate], from leases: any LeaseSource) -> [String] {
    let standing = updates.filter { $0.moment == .standing }
    guard !standing.isEmpty else { return [] }
    var notes: [String] = []
    if scene.policy.override?.selfApproval == true {
      notes.append("the policy lets who asks for an override approve it too: self_approval")
    }
    do throws(GitError) {
      for lease in try leases.leases()?.leases ?? [] where lease.purpose == .override {
        for update in standing where update.branch?.text == lease.branch {
          let landed = try landed(under: lease, in: update)
          if !landed.isEmpty { notes.append(note(lease, landed)) }
        }
      }
    } catch {
      // override-closed is unknown for the same reason.
    }
    return notes
  }

  /// The branch's own steps that were committed while an override lasted, the newest first.
  private func landed(
    under lease: Lease, in update: RefUpdate
  ) throws(GitError) -> [ObjectID] {
    let graph = try scene.graph()
    guard let tip = update.new else { return [] }
    let window = lease.began...max(lease.began, lease.closed ?? scene.now)
    return graph.firstParentChain(from: try graph.require(tip))
      .filter { window.contains(graph.time(of: $0)) }.map { graph.id(of: $0) }
  }

  private func note(_ lease: Lease, _ landed: [ObjectID]) -> String {
    let names = landed.prefix(Self.most).map { String($0.hex.prefix(12)) }.joined(separator: ", ")
    let more = landed.count > Self.most ? " and \(landed.count - Self.most) more" : ""
    let broken = rules(brokenBy: Set(landed), on: lease.branch)
    let words =
      broken.isEmpty ? "they break no rule" : "they break \(broken.joined(separator: ", "))"
    let approval = lease.isSelfApproved ? ", which its own requester approved," : ""
    return "under override \(lease.id) of \(lease.branch)\(approval) landed, by their dates: "
      + "\(names)\(more); \(words)"
  }

  private func rules(brokenBy commits: Set<ObjectID>, on branch: String) -> [String] {
    var rules: [String] = []
    for judgement in judgements where judgement.update.branch?.text == branch {
      guard case .broken(let findings) = judgement.verdict, !rules.contains(judgement.rule),
        findings.contains(where: { !commits.isDisjoint(with: $0.commits) })
      else { continue }
      rules.append(judgement.rule)
    }
    return rules
  }
}
