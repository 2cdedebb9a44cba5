import GitModel
import Testing

@Suite struct TwoEndsTests {
  @Test(
    "Each piece is taken once, from either end, whoever is faster", arguments: [0, 1, 2, 5_000])
  func once(count: Int) async {
    let work = TwoEnds(count)
    async let back = Task.detached {
      var taken: [Int] = []
      while let piece = work.takeLast() { taken.append(piece) }
      return taken
    }.value
    var front: [Int] = []
    while let piece = work.takeFirst() { front.append(piece) }
    let meanwhile = await back
    #expect(front + meanwhile.reversed() == Array(0..<count))
    #expect(work.takeFirst() == nil && work.takeLast() == nil)
  }

  @Test("Less than nothing is nothing")
  func none() { #expect(TwoEnds(-1).takeFirst() == nil) }
}
