internal import ArgumentParser
internal import PolicyCore
internal import PolicyFile
internal import PolicyScenario

/// `policy explain`: prints a rule's page.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Print a rule's page: what it demands, why, and drawn examples.")

  @Argument(help: "The rule's id; without one, the rules are listed.")
  var rule: String?

  func run() throws {
    guard let rule else { return try Rules().run() }
    guard let found = RuleCatalog.all.first(where: { $0.guide.id == rule }) else {
      throw Self.unknown(rule)
    }
    try Stream.output.write(page(for: found))
  }

  private static func unknown(_ rule: String) -> Stop {
    let ids = RuleCatalog.all.map { $0.guide.id }
    let near = didYouMean(rule, among: ids).map { $0 + " " } ?? ""
    return .usage("there is no rule '\(rule)'", help: "\(near)policy rules lists them")
  }
}
