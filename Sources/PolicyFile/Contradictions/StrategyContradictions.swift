internal import PolicyCore

/// What in a branch strategy nobody can follow.
struct StrategyContradictions {
  /// Rules keep a bit for each long-lived branch in one word.
  static let mostLongLived = 64
  /// Each kind is held against each other.
  static let mostKinds = 500

  let policy: Policy

  var all: [Contradiction] {
    let checks = [
      linearWithMergesOnly, selfTargets, deadlocks, strictBothWays, unreachable, withoutTarget,
      debtWithoutWay, landsOnLocked, ageless,
    ]
    let tooMany = tooManyLongLived + tooManyKinds
    guard tooMany.isEmpty else { return tooMany }
    return policy.kinds.flatMap { kind in checks.flatMap { $0(kind) } } + shadowed
      + exemptInVain
  }

  private var tooManyKinds: [Contradiction] {
    let count = policy.kinds.count
    guard count > Self.mostKinds else { return [] }
    return [
      Contradiction(
        ["branches"], "the policy has \(count) kinds of branches, more than \(Self.mostKinds)",
        help: "name families of branches with a glob")
    ]
  }

  private var tooManyLongLived: [Contradiction] {
    let count = policy.longLived.count
    guard count > Self.mostLongLived else { return [] }
    return [
      Contradiction(
        ["branches"], "\(count) branches are long-lived, more than \(Self.mostLongLived)",
        help: "name families of branches with a glob")
    ]
  }

  private var makesMerges: Bool { policy.mergeMethods.contains(.merge) }

  private func linearWithMergesOnly(_ kind: Kind) -> [Contradiction] {
    guard kind.protection.requireLinearHistory, policy.mergeMethods == [.merge] else { return [] }
    return [
      Contradiction(
        ["branches", kind.name, "require_linear_history"],
        "\(quoted(kind.name)) is linear, and the only merge method makes merge commits",
        help: "offer another: merge_methods: [squash, rebase]")
    ]
  }

  private func selfTargets(_ kind: Kind) -> [Contradiction] {
    var result: [Contradiction] = []
    if kind.isLongLived, kind.into.contains(kind.name) {
      result.append(
        Contradiction(
          ["branches", kind.name, "into"], "\(quoted(kind.name)) lands on itself",
          help: "take it out of 'into'"))
    }
    if kind.owes?.to == kind.name {
      result.append(
        Contradiction(
          ["branches", kind.name, "owes"], "\(quoted(kind.name)) owes itself what lands on it",
          help: "name another branch"))
    }
    return result
  }

  /// A base that takes only what contains its tip, fed by a branch that can never contain it, or by what is
  /// cut from such a branch and must not carry what that one lacks.
  ///
  /// A landing leaves a commit on the base that its feeder lacks: a squash, a rebased copy, a merge,
  /// a hotfix. To contain it the feeder must merge the base. It cannot where it is linear, or where
  /// it moves by pull request alone and no merge method makes a merge commit. Where the base moves
  /// by fast-forward pushes only, it has nothing that its feeder lacks.
  private func deadlocks(_ base: Kind) -> [Contradiction] {
    guard base.isLongLived, base.protection.requireUpToDate else { return [] }
    return policy.longLived.compactMap { feeder in
      guard feeder.name != base.name, !feeder.allowsForcePushes,
        let landing = landing(on: base, by: feeder)
      else { return nil }
      let getsMore =
        base.owes?.to == feeder.name || base.isClosed
        || policy.kinds.contains {
          ![feeder.name, landing.name].contains($0.name) && $0.into.contains(base.name)
        }
      guard getsMore else { return nil }
      if feeder.protection.requireLinearHistory {
        return deadlock(base, feeder, landing, "require_linear_history", "is linear")
      }
      guard feeder.isClosed, !makesMerges else { return nil }
      return deadlock(
        base, feeder, landing, "restrict_pushes", "takes no merge commit by any merge method")
    }
  }

  /// What lands on the base: the branch itself, or what is cut from it and held to that.
  private func landing(on base: Kind, by feeder: Kind) -> Kind? {
    if feeder.into.contains(base.name) { return feeder }
    guard policy.level(of: BranchPoint.guide) == .error else { return nil }
    return policy.kinds.first { $0.from == feeder.name && $0.into.contains(base.name) }
  }

  private func deadlock(
    _ base: Kind, _ feeder: Kind, _ landing: Kind, _ key: String, _ reason: String
  ) -> Contradiction {
    let stuck =
      landing == feeder
      ? "the second release"
      : "the second of \(quoted(landing.name)), which must not carry what \(quoted(feeder.name)) lacks,"
    return Contradiction(
      ["branches", feeder.name, key],
      """
      \(quoted(feeder.name)) \(reason), so it can never contain what lands on \
      \(quoted(base.name)), which takes only what is up to date: \(stuck) is stuck
      """,
      help: """
        let \(quoted(feeder.name)) take merge commits, or drop require_up_to_date from \
        \(quoted(base.name))
        """)
  }

  private func strictBothWays(_ kind: Kind) -> [Contradiction] {
    guard kind.isLongLived, kind.protection.requireUpToDate else { return [] }
    let order = policy.longLived.map(\.name)
    let others = policy.longLived.filter {
      $0.protection.requireUpToDate && $0.into.contains(kind.name) && kind.into.contains($0.name)
    }
    // Each pair once, at the later of the two.
    return others.filter { precedes($0.name, kind.name, in: order) }.map { other in
      Contradiction(
        ["branches", kind.name, "require_up_to_date"],
        """
        \(quoted(other.name)) and \(quoted(kind.name)) land on each other, and each takes only \
        what contains it
        """,
        help: "drop require_up_to_date from one of them")
    }
  }

  private func precedes(_ left: String, _ right: String, in order: [String]) -> Bool {
    guard let left = order.firstIndex(of: left), let right = order.firstIndex(of: right) else {
      return false
    }
    return left < right
  }

  private func unreachable(_ kind: Kind) -> [Contradiction] {
    guard kind.isLongLived, kind.isClosed, !kind.protection.lockBranch else { return [] }
    let sources = policy.kinds.map(\.into) + policy.exempt.map(\.into) + [policy.forksInto]
    guard !sources.contains(where: { $0.contains(kind.name) }) else { return [] }
    return [
      Contradiction(
        ["branches", kind.name, "restrict_pushes"],
        "nothing can land on \(quoted(kind.name)): nobody may push, and no kind lands there",
        help: "name it in the 'into' of a kind, or say who may push: restrict_pushes: {users: […]}")
    ]
  }

  private func withoutTarget(_ kind: Kind) -> [Contradiction] {
    guard kind.isTopic, kind.into.isEmpty, !kind.landsNowhere else { return [] }
    return [
      Contradiction(
        ["branches", kind.name],
        "\(quoted(kind.name)) is cut from \(quoted(kind.from ?? "")) and may land nowhere",
        help: "say where: into: [\(shown(kind.from ?? ""))], or into: [] where nothing lands")
    ]
  }

  private func debtWithoutWay(_ kind: Kind) -> [Contradiction] {
    guard let owed = kind.owes, owed.to != kind.name else { return [] }
    var reached: Set<String> = []
    var open = [kind.name]
    while let name = open.popLast() {
      guard reached.insert(name).inserted else { continue }
      // What stands on a branch leaves it with the branch, or with what is cut from it.
      open += policy.kinds.filter { $0.name == name || $0.from == name }.flatMap(\.into)
    }
    guard !reached.contains(owed.to) else { return [] }
    return [
      Contradiction(
        ["branches", kind.name, "owes"],
        """
        \(quoted(kind.name)) owes \(quoted(owed.to)) what lands on it, and no 'into' leads there
        """,
        help: "let it land there: into: [\(shown(owed.to))]")
    ]
  }

  private func landsOnLocked(_ kind: Kind) -> [Contradiction] {
    policy.longLived.filter { $0.protection.lockBranch && kind.into.contains($0.name) }.map {
      Contradiction(
        ["branches", kind.name, "into"],
        "\(quoted(kind.name)) lands on \(quoted($0.name)), which is locked",
        help: "take it out of 'into', or unlock it: lock_branch: false")
    }
  }

  private func ageless(_ kind: Kind) -> [Contradiction] {
    guard kind.maxAge != nil, !kind.isTopic else { return [] }
    return [
      Contradiction(
        ["branches", kind.name, "max_age"],
        "\(quoted(kind.name)) has no 'from', and only what is cut from a branch has an age",
        help: "remove it, or say what it is cut from: from: BRANCH")
    ]
  }

  private var exemptInVain: [Contradiction] {
    policy.exempt.enumerated().compactMap { place, exemption in
      guard exemption.pattern.isLiteral,
        let kind = policy.kinds.first(where: { $0.isExact && $0.name == exemption.name })
      else { return nil }
      return Contradiction(
        ["exempt", "\(place)"],
        "\(quoted(kind.name)) is a key of branches: too, and an exact key outranks what is exempt",
        help: "remove it here, or there")
    }
  }

  private var shadowed: [Contradiction] {
    let globs = policy.kinds.filter { !$0.isExact }
    return globs.indices.compactMap { later in
      let samples = GlobSamples.names(of: globs[later].pattern.text)
      let cover = globs[..<later].first { earlier in samples.allSatisfy(earlier.pattern.matches) }
      return cover.map { cover in
        Contradiction(
          ["branches", globs[later].name],
          "no branch is ever \(quoted(globs[later].name)): \(quoted(cover.name)) takes them all",
          help: "put it before \(quoted(cover.name))")
      }
    }
  }
}

extension Kind {
  /// Whether it moves by pull request alone.
  fileprivate var isClosed: Bool {
    protection.restrictPushes == Protection.Pushers()
  }
}
