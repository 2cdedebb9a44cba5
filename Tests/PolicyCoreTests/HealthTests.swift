import GitModel
import PolicyCore
import Testing

@Suite("Recorded gates, and the health that they show")
struct HealthTests {
  private static func gate(_ name: String, weight: Int = 10) -> Gate {
    var gate = Gate(name: name, command: ["x"])
    gate.weight = weight
    return gate
  }

  private static func result(
    _ name: String, _ conclusion: CheckResult.Conclusion = .success, at: Int64? = 1,
    metric: Double? = nil, _ standing: Standing = .proof
  ) -> CheckResult {
    CheckResult(
      context: "gates / \(name)", conclusion: conclusion, commit: .zero, at: at, metric: metric,
      source: "notes", standing: standing)
  }

  private static func told(
    _ gate: Gate, _ results: [CheckResult], claims: Bool = false,
    reference: GateReference = .value(50)
  ) -> String {
    let verdict = GateRecord(of: gate, among: results, countingClaims: claims) { reference }.verdict
    return verdict.word + (verdict.reason.map { ": " + $0.message } ?? "")
  }

  @Test("The newest result counts; without a date it may be any; at one moment the failure")
  func newest() {
    let gate = Self.gate("a")
    let (good, bad) = (Self.result("a"), Self.result("a", .failure))
    #expect(Self.told(gate, [good]) == "passed")
    #expect(Self.told(gate, [good, Self.result("a", .failure, at: 2)]) == "failed: failed")
    #expect(Self.told(gate, [Self.result("a", at: 2), bad]) == "passed")
    let undecided = "unknown: its results differ, and nobody tells which is the newest"
    #expect(
      Self.told(gate, [Self.result("a", at: 2), Self.result("a", .failure, at: nil)]) == undecided)
    #expect(Self.told(gate, [Self.result("a", at: nil), bad]) == undecided)
    #expect(Self.told(gate, [Self.result("a", at: nil), good]) == "passed")
    #expect(Self.told(gate, [Self.result("a", .failure, at: nil), bad]) == "failed: failed")
    #expect(Self.told(gate, [good, bad]) == "failed: failed")
    #expect(Self.told(gate, [bad, good]) == "failed: failed")
    #expect(Self.told(gate, [good, Self.result("a", .pending, at: 9)]) == "passed")
    #expect(Self.told(gate, [Self.result("b")]) == "unknown: no result is recorded")
  }

  @Test("A claim is shown and does not count, unless that is asked for")
  func claims() {
    let gate = Self.gate("a")
    let claim = Self.result("a", .success, .claim(why: "nobody signed it"))
    #expect(Self.told(gate, [claim]) == "unknown: its result is only a claim: nobody signed it")
    #expect(Self.told(gate, [claim], claims: true) == "passed")
    let failure = Self.result("a", .failure, at: 9, metric: nil, .claim(why: "nobody signed it"))
    #expect(Self.told(gate, [Self.result("a"), failure]) == "passed")
  }

  @Test("What is told does not hang on the order of the sources")
  func order() {
    var gate = Self.gate("a")
    gate.atLeast = 90
    let numbers = [70.0, 95, 80].map { Self.result("a", metric: $0) }
    let claims = ["b", "a", "c"].map { Self.result("a", .success, .claim(why: $0)) }
    for first in 0..<3 {
      let (told, claimed) = (numbers.startingAt(first), claims.startingAt(first))
      #expect(Self.told(gate, told) == "failed: 70 is less than 90")
      #expect(Self.told(gate, claimed) == "unknown: its result is only a claim: a")
    }
    #expect(GateRecord(of: gate, among: numbers) { .value(0) }.value == nil)
  }

  @Test("A recorded number is held against the limits of today")
  func limits() {
    var gate = Self.gate("a")
    gate.atLeast = 90
    gate.better = .higher
    #expect(Self.told(gate, [Self.result("a", metric: 90)]) == "passed")
    #expect(Self.told(gate, [Self.result("a", metric: 89.5)]) == "failed: 89.5 is less than 90")
    #expect(
      Self.told(gate, [Self.result("a")]) == "unknown: its result is recorded without a number")
    #expect(Self.told(gate, [Self.result("a", .failure, metric: 95)]) == "failed: failed with 95")
    gate.noWorseThan = "develop"
    #expect(
      Self.told(gate, [Self.result("a", metric: 91)], reference: .value(92))
        == "failed: 91 is worse than the 92 of 'develop'")
    #expect(
      Self.told(gate, [Self.result("a", metric: 91)], reference: .unknown(message: "?", help: ""))
        == "unknown: ?")
  }

  @Test("The seeds' weights and statuses")
  func score() {
    let gates = [
      Self.gate("coverage", weight: 20), Self.gate("security", weight: 25),
      Self.gate("performance", weight: 15), Self.gate("deployment", weight: 30),
      Self.gate("style", weight: 0),
    ]
    func health(broken: [String], unknown: [String] = []) -> Health {
      Health(
        gates.map { gate in
          let results =
            unknown.contains(gate.name)
            ? [] : [Self.result(gate.name, broken.contains(gate.name) ? .failure : .success)]
          return GateRecord(of: gate, among: results) { .value(0) }
        })
    }
    let expected: [([String], Int, Health.Status)] = [
      ([], 100, .healthy), (["coverage"], 80, .healthy), (["security"], 75, .needsAttention),
      (["coverage", "performance"], 65, .needsAttention),
      (["security", "performance"], 60, .needsAttention),
      (["security", "coverage"], 55, .critical),
      (["coverage", "security", "performance", "deployment"], 10, .critical),
    ]
    for (broken, score, status) in expected {
      #expect(health(broken: broken).score == score)
      #expect(health(broken: broken).status == status)
    }
    #expect(health(broken: ["style"], unknown: ["coverage"]).score == nil)
    #expect(health(broken: ["security"], unknown: ["coverage"]).status == .unknown)
    #expect(health(broken: ["security"], unknown: ["coverage"]).atMost == 75)
    #expect(health(broken: ["security"], unknown: ["coverage"]).atLeast == 55)
    #expect(health(broken: [], unknown: ["style"]).score == 100)
    #expect(Health([]).status == .unknown)
  }
}

extension [CheckResult] {
  fileprivate func startingAt(_ index: Int) -> [CheckResult] {
    Array(self[index...] + self[..<index])
  }
}
