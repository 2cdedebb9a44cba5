internal import PolicyCore

/// Reads what a file whose every value has its shape demands of files.
struct FileReader {
  private(set) var files = FileDemands()
  private(set) var problems: [PolicyFileError.Problem] = []

  init(_ node: YAMLNode?) {
    guard let node else { return }
    files.maxSize = node.text("max_size").flatMap(ByteSize.bytes)
    files.forbiddenPaths = problems.globs(node["forbidden_paths"]) ?? []
    files.forbiddenPathPatterns = problems.patterns(node["forbidden_path_pattern"])
    files.restrictedPaths = node.list("restricted_paths").map { restriction in
      FileDemands.Restriction(
        paths: problems.globs(restriction["paths"]) ?? [],
        on: problems.globs(restriction["on"]) ?? [],
        by: .init(users: restriction.texts("users"), teams: restriction.texts("teams")))
    }
    files.forbiddenExtensions = node.texts("forbidden_extensions")
    files.maxPathLength = node.integer("max_path_length")
    files.codeOwners = node.flag("code_owners") ?? false
    files.submoduleURLs = problems.globs(node["submodule_urls"])
    files.symlinks = node.word("symlinks", FileDemands.Symlinks.self) ?? .any
    files.allowCaseCollisions = node.flag("allow_case_collisions") ?? true
    files.executables = problems.globs(node["executables"])
  }
}
