internal import ArgumentParser

/// Where the repository and its policy are.
struct SourceOptions: ParsableArguments {
  @Option(name: .customShort("C"), help: "Run as if started in this folder.")
  var folder: String?

  @Option(
    name: .customLong("policy"),
    help: "The policy file; by default the one in the trusted tree, else the preset story-flow.")
  var policyFile: String?

  @Option(
    help:
      "The commit whose policy file counts; by default the default branch's, for a pull request the base's."
  )
  var policyRef: String?

  @Option(help: "The remote whose branches count where no local ones are (default: origin).")
  var remote: String?

  @Option(help: .hidden)
  var now: String?
}
