internal import ArgumentParser

/// Where the repository and its policy are.
struct SourceOptions: ParsableArguments {
  @OptionGroup var place: PlaceOptions

  @Option(
    name: .customLong("policy"),
    help: ArgumentHelp(
      "The policy file (default: the one in the trusted tree, else the preset story-flow).",
      valueName: "file"))
  var policyFile: String?

  @Option(
    help: ArgumentHelp(
      "The commit whose policy file counts (default: the default branch; of a pull request, the base).",
      valueName: "ref"))
  var policyRef: String?

  @Option(
    help: ArgumentHelp(
      "The remote whose branches count (default: policy.upstream, upstream, origin or the only one).",
      valueName: "name"))
  var remote: String?

  @Option(help: .hidden)
  var now: String?
}
