internal import Evidence
internal import Reports

/// The calls that make one state of a branch's protection another, the smallest there are.
public struct ProtectionCalls: Sendable {
  /// The calls, in their order.
  public let calls: [GitHubCall]
  /// Whether one of them sets the whole classic protection: what REST does not tell may be lost.
  public let setsAll: Bool

  /// The calls from `old` to `new` in a repository.
  public init(
    from old: ProtectionState, to new: ProtectionState, in repository: GitHubRepository
  ) {
    let path = repository.path(["branches", new.branch, "protection"])
    var calls: [GitHubCall] = []
    if let wanted = new.classic {
      if wanted != old.classic {
        calls = ClassicChange(
          repository: repository, branch: new.branch, inOrganization: new.inOrganization
        ).calls(from: old.classic, to: wanted)
      }
    } else if old.classic != nil {
      calls = [GitHubCall(.delete, path, why: "take the protection of '\(new.branch)' away")]
    }
    setsAll = calls.contains { $0.path == path }
    for ruleset in new.rulesets {
      guard let id = ruleset.id, let before = old.rulesets.first(where: { $0.id == id }),
        before != ruleset
      else { continue }
      calls.append(
        GitHubCall(
          .put, repository.path("rulesets", String(id)),
          body: JSONValue(ruleset.changes(from: before)), why: "set ruleset '\(ruleset.name)'"))
    }
    self.calls = calls
  }
}

extension Ruleset {
  /// The body of a PUT that changes what differs and nothing else: a key that is left out stays.
  fileprivate func changes(from old: Ruleset) -> JSON {
    let before = old.put.members ?? []
    return .object((put.members ?? []).filter { !before.contains($0) })
  }
}
