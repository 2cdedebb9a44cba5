import TestSupport

/// A random history in which one of a team's branches moves, as chance will have it, with dates that
/// may lie.
struct RandomUpdate {
  let text: String

  private static let branches = ["main", "develop", "story-1", "hotfix/1"]
  /// Policies under which the random updates break and keep every rule of history.
  static let policies = [
    "",
    "branches: {main: {require_up_to_date: true}, develop: {require_linear_history: true}}",
    "branches: {develop: {require_up_to_date: true, allow_force_pushes: true, into: [main]}, "
      + "story-*: {from: develop, into: [develop, main], allow_force_pushes: false}}",
    "branches: {main: {require_linear_history: false, restrict_pushes: false}, "
      + "develop: {restrict_pushes: true}}",
  ]

  /// `skew` is by how many days a date may lie, where the next commit is a day younger.
  init(seed: UInt64, skew: Int) {
    let drawing = RandomDrawing(seed: seed)
    var chance = SeededGenerator(seed: seed &+ 1_000_000)
    let parents = drawing.parents
    var statements = parents.enumerated().map { number, parents in
      let after = parents.map(RandomDrawing.label).joined(separator: ", ")
      let day = 100 + number + Int.random(in: -skew...skew, using: &chance)
      return RandomDrawing.label(number) + (parents.isEmpty ? "" : " after \(after)")
        + " empty on day \(day)"
    }
    let tips = zip(Self.branches, drawing.branches)
    statements += tips.map { "\($0) at \(RandomDrawing.label($1))" }
    let place = Int.random(in: 0..<Self.branches.count, using: &chance)
    let old = drawing.branches[place]
    // Mostly a fast forward, where there is one.
    let later = (old..<parents.count).filter { Self.reaches(old, from: $0, parents) }
    let new =
      Int.random(in: 0..<4, using: &chance) == 0
      ? Int.random(in: 0..<parents.count, using: &chance)
      : later[Int.random(in: 0..<later.count, using: &chance)]
    let (from, to) = (RandomDrawing.label(old), RandomDrawing.label(new))
    let update =
      switch Int.random(in: 0..<6, using: &chance) {
      case 0: "pull \(Self.branches[max(place, 1)]) into \(place < 3 ? "main" : "develop")"
      case 1 where place < 2: "land \(Self.branches[place]): \(from) -> \(to)"
      case 2: "move \(Self.branches[place]): \(from) -> \(to)"
      case 3: "push \(["story-9", "hotfix/9", "x"][place % 3]): nothing -> \(to)"
      case 4: "pull fork:story-9 (\(to)) into develop"
      default: "push \(Self.branches[place]): \(from) -> \(to)"
      }
    text = (statements + [update]).joined(separator: "\n")
  }

  private static func reaches(_ ancestor: Int, from commit: Int, _ parents: [[Int]]) -> Bool {
    commit == ancestor
      || parents[commit].contains { $0 >= ancestor && reaches(ancestor, from: $0, parents) }
  }
}
