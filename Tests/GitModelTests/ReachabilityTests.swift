import GitModel
import Testing

@Suite struct ReachabilityTests {
  /// Two roots, a criss-cross, an octopus, and a line beside.
  static let drawing = """
    M: X Y; X: A B; Y: B A; A: R; B: R; R; S; O: A B S; L: K; K: J; J: A; T: M O L
    """

  @Test(
    "What is reached is what lies below",
    arguments: [
      ("M", "ABMRXY"), ("O", "ABORS"), ("S", "S"), ("XS", "ABRSX"), ("", ""), ("LL", "AJKLR"),
    ])
  func reachable(tips: String, expected: String) throws {
    let made = try HandMade(Self.drawing)
    let set = made.graph.reachable(from: try made.at(tips))
    #expect(made.labels(set.newestFirst) == expected)
    #expect(set.count == expected.count)
  }

  @Test(
    "A difference of histories is what git rev-list lists",
    arguments: [
      ("M", "O", "MXY"), ("O", "M", "OS"), ("T", "M", "JKLOST"), ("R", "M", ""), ("M", "M", ""),
      ("MO", "L", "BMOSXY"), ("L", "", "AJKLR"), ("S", "R", "S"), ("T", "OL", "MTXY"),
    ])
  func difference(tips: String, hidden: String, expected: String) throws {
    let made = try HandMade(Self.drawing)
    let commits = try made.graph.commits(
      reachableFrom: try made.at(tips), notFrom: try made.at(hidden))
    #expect(made.labels(commits) == expected)
    #expect(commits == commits.sorted(by: >))
    if tips.count == 1, let tip = tips.first {
      let set = made.graph.reachable(from: try made.at(hidden))
      let same = try made.graph.commits(reachableFrom: try made.commit(tip), notIn: set)
      #expect(made.labels(same) == expected)
    }
  }

  @Test(
    "The best common ancestors are all found, on either side",
    arguments: [
      ("X", "Y", "AB"), ("M", "O", "AB"), ("A", "M", "A"), ("M", "M", "M"), ("S", "M", ""),
      ("L", "B", "R"), ("T", "S", "S"), ("L", "O", "A"), ("R", "S", ""),
    ])
  func mergeBases(left: Character, right: Character, expected: String) throws {
    let made = try HandMade(Self.drawing)
    let (one, two) = (try made.commit(left), try made.commit(right))
    #expect(made.labels(try made.graph.mergeBases(one, two)) == expected)
    #expect(made.labels(try made.graph.mergeBases(two, one)) == expected)
    #expect(made.labels(try made.graph.forkPoints(of: [one], with: two)[0]) == expected)
  }

  @Test(
    "The orders of a history rule out no way that there is, and those between a merge's parents")
  func orders() throws {
    let made = try HandMade(Self.drawing)
    let orders = ParentOrders(of: made.graph)
    for descendant in 0..<made.graph.count {
      let set = made.graph.reachable(from: [descendant])
      #expect(
        !(0..<made.graph.count).contains {
          set.contains($0) && orders.ruleOut($0, below: descendant)
        })
    }
    let line = try HandMade("M: B D; B: A; D: C; C: A; A; N: M E; E: C")
    let (base, side) = (try line.commit("B"), try line.commit("D"))
    let lineOrders = ParentOrders(of: line.graph)
    #expect(lineOrders.ruleOut(base, below: side) && lineOrders.ruleOut(side, below: base))
    let (merge, other) = (try line.commit("M"), try line.commit("E"))
    #expect(lineOrders.ruleOut(merge, below: other) && lineOrders.ruleOut(other, below: merge))
    let cut = try HandMade("M: B D; B; D", cut: "B")
    #expect(!ParentOrders(of: cut.graph).ruleOut(try cut.commit("D"), below: try cut.commit("B")))
  }

  @Test("An ancestor is found, and none is made up")
  func ancestors() throws {
    let made = try HandMade(Self.drawing)
    let all = try made.at("MXYABRSOLKJT")
    for descendant in all {
      let set = made.graph.reachable(from: [descendant])
      for ancestor in all {
        #expect(try made.graph.isAncestor(ancestor, of: descendant) == set.contains(ancestor))
      }
    }
  }

  @Test("First parents make a chain, merges are counted, and every parent is below its child")
  func shape() throws {
    let made = try HandMade(Self.drawing)
    #expect(made.labels(made.graph.firstParentChain(from: try made.commit("T"))) == "AMRTX")
    #expect(made.graph.countMerges(reachableFrom: [try made.commit("T")]) == 5)
    for commit in 0..<made.graph.count {
      #expect(made.graph.parents(of: commit).allSatisfy { $0 < commit })
      #expect(made.graph.index(of: made.graph.id(of: commit)) == commit)
    }
    #expect(made.labels(made.graph.parents(of: try made.commit("O"))) == "ABS")
    #expect(made.graph.index(of: .zero) == nil)
  }

  /// `R` was not fetched: `A` and `B` are cut.
  static let cut = "A; B; X: A B; Y: B; S; T: S"

  @Test(
    """
    A cut below what is asked leaves a difference unknown; where nothing is new, nothing is, nor where \
    all that is new was built on the cut
    """,
    arguments: [
      ("X", "", "cut at"), ("X", "A", "cut at"), ("X", "AB", "X"), ("X", "Y", "cut at"),
      ("T", "", "ST"), ("T", "A", "cut at"), ("T", "T", ""), ("Y", "X", "cut at"), ("A", "A", ""),
      ("Y", "B", "Y"), ("Y", "A", "cut at"), ("XY", "AB", "cut at"),
    ])
  func cutDifference(tips: String, hidden: String, expected: String) throws {
    let made = try HandMade(Self.cut, cut: "AB")
    let (from, to) = (try made.at(tips), try made.at(hidden))
    let said = answer { () throws(GitError) in
      made.labels(try made.graph.commits(reachableFrom: from, notFrom: to))
    }
    #expect(expected == "cut at" ? said.hasPrefix(expected) : said == expected)
    guard from.count == 1, !to.isEmpty else { return }
    let same = answer { () throws(GitError) in
      made.labels(
        try made.graph.commits(reachableFrom: from[0], notIn: made.graph.reachable(from: to)))
    }
    #expect(same == said)
  }

  @Test(
    "A merge base that a cut may hide is unknown",
    arguments: [
      ("X", "Y", "cut at A"), ("A", "B", "cut at"), ("S", "A", "cut at"), ("B", "Y", "B"),
      ("X", "B", "cut at A"), ("S", "T", "S"),
    ])
  func cutBases(left: Character, right: Character, expected: String) throws {
    let made = try HandMade(Self.cut, cut: "AB")
    let (one, two) = (try made.commit(left), try made.commit(right))
    let said = answer { () throws(GitError) in made.labels(try made.graph.mergeBases(one, two)) }
    #expect(expected.hasPrefix("cut at") ? said.hasPrefix(expected) : said == expected)
  }

  @Test("An ancestor that is seen is one in spite of a cut; one that is not seen is unknown")
  func cutAncestors() throws {
    let made = try HandMade(Self.cut, cut: "AB")
    #expect(try made.graph.isAncestor(try made.commit("B"), of: try made.commit("Y")))
    let (below, above) = (try made.commit("S"), try made.commit("X"))
    let said = answer { () throws(GitError) in
      try made.graph.isAncestor(below, of: above) ? "yes" : "no"
    }
    #expect(said.hasPrefix("cut at"))
    #expect(try !made.graph.isAncestor(try made.commit("X"), of: try made.commit("T")))
    // What was built on a cut is not behind it.
    #expect(try !made.graph.isAncestor(try made.commit("Y"), of: try made.commit("B")))
    let side = try made.commit("Y")
    let beside = answer { () throws(GitError) in
      try made.graph.isAncestor(side, of: above) ? "yes" : "no"
    }
    #expect(beside.hasPrefix("cut at A"))
  }

  @Test("A cycle is no history")
  func cycle() {
    #expect(throws: GitError.self) { try HandMade("A: B; B: C; C: A") }
    #expect(throws: GitError.self) { try HandMade("A: A") }
  }
}
