internal import PolicyCore

/// What a ruleset demands of tags, and of which.
struct TagDemands {
  /// The ruleset in words.
  let title: String
  /// The demands; the tags of it stand for nothing.
  let kind: TagKind
  let include: [Glob]
  let exclude: [Glob]

  /// Whether it is about the tags that all of these patterns match.
  func isAbout(_ globs: [Glob]) -> Bool {
    func holds(_ list: [Glob]) -> Bool {
      list.contains { outer in globs.contains { $0 == outer || $0.isWithin(outer) == true } }
    }
    return holds(include) && !holds(exclude)
  }
}

/// What rulesets demand of tags together, as the entries of a policy.
///
/// GitHub asks what all rulesets demand that are about a tag (docs.github.com, "About rulesets", rule
/// layering), and a policy what the first entry does that matches. So the narrower pattern comes first,
/// and its entry demands what the rulesets for the wider ones do, too; what a ruleset leaves out is an
/// entry of its own.
struct UnitedTags {
  /// The entries, in their order.
  private(set) var kinds: [TagKind] = []
  /// What they cannot say, each in words.
  private(set) var losses: [String] = []

  private let demands: [TagDemands]

  init(_ all: [TagDemands]) {
    demands = all.filter { $0.kind != TagKind($0.kind.tags) }
    let kinds = globs.map { kind($0, demanding: demands(of: [$0])) }
    self.kinds = kinds.enumerated().filter { place, kind in
      // One that demands nothing keeps its tags from a later one, or is of no use.
      kind != TagKind(kind.tags)
        || kinds[place...].contains {
          $0 != TagKind($0.tags) && $0.tags.overlaps(kind.tags) != false
        }
    }.map(\.element)
    losses = self.kinds.indices.flatMap { second in
      self.kinds[..<second].compactMap { loss($0, self.kinds[second]) }
    }
  }

  /// Each pattern once, none behind one that holds all that it matches.
  private var globs: [Glob] {
    var globs: [Glob] = []
    for glob in demands.flatMap({ $0.exclude + $0.include }) {
      let place = globs.firstIndex { glob.isWithin($0) == true }
      if let place, globs[place].isWithin(glob) == true { continue }
      globs.insert(glob, at: place ?? globs.endIndex)
    }
    return globs
  }

  private func demands(of globs: [Glob]) -> [TagDemands] { demands.filter { $0.isAbout(globs) } }

  private func kind(_ tags: Glob, demanding demands: [TagDemands]) -> TagKind {
    var kind = TagKind(tags)
    for demand in demands {
      kind.names += demand.kind.names.filter { !kind.names.contains($0) }
      kind.keepsTags = kind.keepsTags || demand.kind.keepsTags
      kind.pinsTags = kind.pinsTags || demand.kind.pinsTags
    }
    return kind
  }

  /// What is lost of tags that two entries match, neither of which holds all that the other does.
  private func loss(_ first: TagKind, _ second: TagKind) -> String? {
    guard first.tags.isWithin(second.tags) != true, first.tags.overlaps(second.tags) != false else {
      return nil
    }
    let together = demands(of: [first.tags, second.tags])
    guard kind(first.tags, demanding: together) != first else { return nil }
    let titles = demands.filter { $0.isAbout([first.tags]) || $0.isAbout([second.tags]) }.map(
      \.title)
    return "what \(titles.joined(separator: " and ")) say together of tags that are both "
      + "'\(first.tags.text)' and '\(second.tags.text)': the first of the two entries counts"
  }
}
