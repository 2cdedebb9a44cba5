internal import ArgumentParser

/// Where a command runs.
struct PlaceOptions: ParsableArguments {
  @Option(
    name: .customShort("C"),
    help: ArgumentHelp("Run as if started in this folder.", valueName: "path"))
  var folder: String?
}
