internal import GitModel
internal import PolicyCore

/// What a report says of overrides besides the verdict: what landed while each lasted.
struct LeaseNotes {
  /// How many commits are named.
  private static let most = 10
  /// The newest steps of a branch whose landing a source is asked for: a forge is asked a hundred a
  /// call.
  private static let mostAsked = 1_000

  let scene: Scene
  let judgements: [Judgement]

  /// What landed under an override, the newest step first.
  private struct Landed {
    var commits: [ObjectID] = []
    /// Whether everything that merges brought in is here to be told.
    var isWhole = true
    /// Whether somebody tells when each of them landed; else their dates do, which their authors choose.
    var isTold = true
  }

  /// A sentence for each override under which something landed on a judged branch, for what the policy
  /// lets requesters do, and for what cannot be read.
  func notes(on updates: [RefUpdate], from leases: any LeaseSource) -> [String] {
    let standing = updates.filter { $0.moment == .standing }
    guard !standing.isEmpty else { return [] }
    var notes: [String] = []
    if scene.policy.override?.selfApproval == true {
      notes.append("the policy lets who asks for an override approve it too: self_approval")
    }
    do throws(GitError) {
      let book = try leases.leases() ?? LeaseBook()
      if let doubt = book.doubt {
        notes.append("what landed under overrides is not all known: \(doubt.message)")
      }
      let overrides = book.leases.filter { $0.purpose == .override }
      for update in standing {
        let own = overrides.filter { $0.branch == update.branch?.text }
        guard !own.isEmpty else { continue }
        let steps = try steps(of: update)
        for lease in own {
          let landed = try landed(under: lease, among: steps)
          if !landed.commits.isEmpty { notes.append(note(lease, landed)) }
        }
      }
    } catch {
      notes.append("what landed under overrides is unknown: \(error.operation): \(error.message)")
    }
    return notes
  }

  /// A step of a branch, with when it landed as far as anybody tells.
  private struct Step {
    let place: Int
    let commit: ObjectID
    let dated: Int64
    var landed: Int64?
  }

  /// The branch's own steps, the newest first.
  private func steps(of update: RefUpdate) throws(GitError) -> [Step] {
    let graph = try scene.graph()
    guard let tip = update.new, let branch = update.branch else { return [] }
    var steps = graph.firstParentChain(from: try graph.require(tip)).map {
      Step(place: $0, commit: graph.id(of: $0), dated: graph.time(of: $0))
    }
    let asked = steps.prefix(Self.mostAsked).map(\.commit)
    let landings: [Landing]
    do throws(GitError) {
      landings = try scene.evidence?.landings(on: branch, among: asked) ?? []
    } catch {
      // The dates are all there is then, and the note says so.
      return steps
    }
    let byTip = Dictionary(landings.map { ($0.new, $0) }) { first, _ in first }
    var landing: Landing?
    for place in steps.indices {
      if steps[place].commit == landing?.old { landing = nil }
      landing = byTip[steps[place].commit] ?? landing
      steps[place].landed = landing?.at
    }
    return steps
  }

  private func landed(
    under lease: Lease, among steps: [Step]
  ) throws(GitError) -> Landed {
    let window = lease.began...max(lease.began, lease.closed ?? scene.now)
    let graph = try scene.graph()
    var landed = Landed()
    for step in steps where window.contains(step.landed ?? step.dated) {
      if step.landed == nil { landed.isTold = false }
      guard graph.parentCount(of: step.place) > 1 else {
        landed.commits.append(step.commit)
        continue
      }
      do throws(GitError) {
        // A merge brings in everything that its first parent did not have.
        let before = graph.firstParent(of: step.place).map { [$0] } ?? []
        landed.commits += try graph.commits(reachableFrom: [step.place], notFrom: before)
          .map(graph.id)
      } catch {
        landed.commits.append(step.commit)
        landed.isWhole = false
      }
    }
    return landed
  }

  private func note(_ lease: Lease, _ landed: Landed) -> String {
    let commits = landed.commits
    let names = commits.prefix(Self.most).map { String($0.hex.prefix(12)) }.joined(separator: ", ")
    let more = commits.count > Self.most ? " and \(commits.count - Self.most) more" : ""
    let broken = rules(brokenBy: Set(commits), on: lease.branch)
    let words =
      !broken.isEmpty
      ? "they break \(broken.joined(separator: ", "))"
      : !landed.isWhole || isUnknown(on: lease.branch)
        ? "which rules they break is not all known" : "they break no rule"
    let approval = lease.isSelfApproved ? ", which its own requester approved," : ""
    return "under override \(lease.id) of \(lease.branch)\(approval) landed"
      + "\(landed.isTold ? "" : ", by their dates"): \(names)\(more); \(words)"
  }

  private func isUnknown(on branch: String) -> Bool {
    judgements.contains { judgement in
      guard judgement.update.branch?.text == branch else { return false }
      if case .unknown = judgement.verdict { return true }
      return false
    }
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
