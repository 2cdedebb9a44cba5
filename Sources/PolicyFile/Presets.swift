/// The presets, as `policies/` has them, built into the binary.
///
/// `Sources/PolicyFile/Presets` is a link to that folder: SwiftPM embeds files of a target only.
enum Presets {
  /// The default first.
  static let all: [(name: String, text: [UInt8])] = [
    ("story-flow", PackageResources.story_flow_yml),
    ("git-flow", PackageResources.git_flow_yml),
    ("github-flow", PackageResources.github_flow_yml),
    ("trunk", PackageResources.trunk_yml),
  ]
}
