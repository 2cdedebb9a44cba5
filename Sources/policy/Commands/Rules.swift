internal import ArgumentParser
internal import PolicyCore

/// `policy rules`: lists the rules.
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the rules.")

  func run() throws {
    let guides = RuleCatalog.all.map { $0.guide }
    let width = guides.map(\.id.count).max() ?? 0
    let lines = guides.map { guide in
      let level = guide.level == .error ? "" : " (\(guide.level))"
      return guide.id + String(repeating: " ", count: width + 2 - guide.id.count) + guide.summary
        + level + "\n"
    }
    try Stream.output.write(lines.joined())
  }
}
