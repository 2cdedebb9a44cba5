import GitModel
import Testing

@testable import PolicyCore

/// Which of several runs of one name counts.
@Suite struct CheckStatusTests {
  private func run(
    _ conclusion: CheckResult.Conclusion, from began: Int64?, to at: Int64?,
    in series: String = "ci.yml on push"
  ) throws -> CheckResult {
    let commit = try #require(ObjectID(hex: String(repeating: "a", count: 40)))
    return CheckResult(
      context: "ci", app: "github-actions", conclusion: conclusion, commit: commit, at: at,
      began: began, series: series, source: "github", standing: .proof)
  }

  private func status(_ results: [CheckResult]) -> CheckStatus {
    CheckStatus(of: .init(context: "ci"), in: results, at: 100, maxAge: nil)
  }

  @Test("A run that was cancelled for a newer one may end after it: the one that began last counts")
  func cancelled() throws {
    let cancelled = try run(.cancelled, from: 10, to: 30)
    let newer = try run(.success, from: 20, to: 25)
    #expect(status([cancelled, newer]) == .passed)
    #expect(status([newer, cancelled]) == .passed)
    let failed = try run(.failure, from: 20, to: 25)
    #expect(status([try run(.success, from: 10, to: 30), failed]) == .failed(failed))
  }

  @Test("A run that has begun again and has not ended is the newest")
  func rerun() throws {
    let again = try run(.pending, from: 40, to: 40)
    #expect(status([try run(.success, from: 10, to: 30), again]) == .failed(again))
  }

  @Test("Two runs that began together: the one that failed counts")
  func together() throws {
    let failed = try run(.failure, from: 10, to: 20)
    #expect(status([try run(.success, from: 10, to: 30), failed]) == .failed(failed))
  }

  @Test("Which of two series counts nobody tells, however old one is")
  func series() throws {
    let failed = try run(.failure, from: 10, to: 20, in: "old.yml on push")
    #expect(status([try run(.success, from: 50, to: 60), failed]) == .ambiguous(failed))
  }
}
