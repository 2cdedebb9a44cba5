import GitModel
import PolicyCore
import Reports
import Testing

@Suite("What a hook says when it refuses") struct RefusalTests {
  @Test("One finding takes at most ten lines, of 72 columns but for what is to be copied")
  func one() {
    let long = String(repeating: "a message that goes on and on ", count: 6)
    let report = Samples.report([
      Samples.judgement(
        "branch-point",
        .broken([Finding(long, at: Samples.id(4), help: "mend it: git rebase develop")]))
    ])
    let lines = Refusal(report, title: "policy refuses this push").lines
    #expect(lines.count <= 10)
    #expect(lines.first == "policy refuses this push")
    #expect(lines.contains("  help: mend it: git rebase develop"))
    #expect(lines.last?.hasSuffix("why: policy explain branch-point") == true)
    #expect(lines.allSatisfy { $0.count <= 72 || $0.hasPrefix("  help:") }, "\(lines)")
  }

  @Test("Of one finding what is to be copied stays whole, and the rest gives way to it")
  func copied() {
    let branch = "story-a-name-of-47-characters-that-somebody-really-has"
    let wrong = Array(repeating: "what is wrong", count: 12).joined(separator: " ")
    let step = "git switch \(branch)"
    for (steps, isTold) in [(3, false), (5, false), (5, true)] {
      let help = "mend it: " + Array(repeating: step, count: steps).joined(separator: " && ")
      var update = Samples.standing("refs/heads/\(branch)")
      update.new = Samples.id(4)
      let finding = Finding(isTold ? wrong : "is wrong", at: Samples.id(4), help: help)
      let report = Samples.report([
        Judgement(rule: "file-path", level: .error, update: update, verdict: .broken([finding]))
      ])
      let lines = Refusal(report, title: "policy refuses this push").lines
      #expect(lines.count <= 10, "\(lines)")
      #expect(lines.count { $0.contains(step) } == steps, "\(lines)")
      #expect(lines.contains("    at \(Samples.id(4).hex.prefix(12))"), "\(lines)")
      #expect(lines.contains { $0.hasSuffix(" …") } == isTold, "\(lines)")
      #expect((lines.last?.contains("policy explain file-path") == true) == (steps < 5), "\(lines)")
    }
  }

  @Test("Fifty findings become the first of each rule, three in all, and how many more there are")
  func fifty() {
    let merges = (1...49).map { Finding("merges 2 parents", at: Samples.id($0), help: "rebase") }
    let report = Samples.report([
      Samples.judgement("linear-history", .broken(merges)),
      Samples.judgement("restricted-push", .broken([Finding("nobody may push", help: "ask")])),
    ])
    let lines = Refusal(report, title: "policy refuses this push").lines
    #expect(lines.filter { $0.hasPrefix("error[linear-history]") }.count == 2)
    #expect(lines.filter { $0.hasPrefix("error[restricted-push]") }.count == 1)
    #expect(
      lines.contains("… and 47 more; in all 49 of linear-history, 1 of restricted-push"), "\(lines)"
    )
    #expect(lines.count == 12)
  }

  @Test("What is broken comes before what could not be told, and that before what only warns")
  func order() {
    let lines = Refusal(
      Samples.report(
        Samples.warned.judgements + Samples.unknown.judgements + Samples.broken.judgements),
      title: "policy refuses this push"
    ).lines
    let tags = lines.compactMap { line in
      ["error[", "unknown[", "warning["].first { line.hasPrefix($0) }
    }
    #expect(tags.first == "error[")
    #expect(
      tags
        == tags.sorted { left, right in
          let order = ["error[", "unknown[", "warning["]
          return (order.firstIndex(of: left) ?? 9) < (order.firstIndex(of: right) ?? 9)
        })
  }

  @Test("Hostile words are shown, and never act on a terminal")
  func hostile() {
    let text = Refusal(Hostile.report, title: "policy refuses this push").lines
      .joined(separator: "\n")
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7f })
    #expect(!text.contains("\u{1b}") && !text.contains("\u{202e}"))
  }

  @Test("Nothing is said where nothing was found")
  func silent() {
    #expect(Refusal(Samples.kept, title: "policy refuses this push").lines.isEmpty)
    #expect(Refusal(Samples.waived, title: "policy refuses this push").lines.isEmpty)
  }
}
