import PolicyCore
import PolicyFile
import Testing

@Suite("Presets with random changes")
struct FuzzTests {
  @Test("What was changed at random ends in a policy, or in errors within a file", arguments: 1...4)
  func ends(seed: UInt64) {
    var mutation = Mutation(seed: seed)
    var policies = 0
    for _ in 0..<250 {
      let text = mutation.next()
      do throws(PolicyFileError) {
        _ = PolicyFile.contradictions(in: try PolicyFile.parse(text, name: "p.yml"), at: 0)
        policies += 1
      } catch {
        #expect(!error.problems.isEmpty)
        for problem in error.problems where problem.file == "p.yml" {
          #expect(Self.holds(problem, in: text), "\(problem)\n\(text)")
        }
      }
    }
    // Neither all nor nothing: the changes change something, and not everything.
    #expect((10...240).contains(policies))
  }

  private static func holds(_ problem: PolicyFileError.Problem, in text: String) -> Bool {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    guard (1...lines.count).contains(problem.line) else { return false }
    return (1...lines[problem.line - 1].count + 1).contains(problem.column)
  }
}
