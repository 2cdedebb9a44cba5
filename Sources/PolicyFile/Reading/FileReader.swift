internal import PolicyCore

/// Reads what a file whose every value has its shape demands of files.
struct FileReader {
  private(set) var files = FileDemands()
  private(set) var problems: [PolicyFileError.Problem] = []

  init(_ node: YAMLNode?) {
    guard let node else { return }
    files.maxSize = node.text("max_size").flatMap(ByteSize.bytes)
    files.forbiddenPaths = globs(node["forbidden_paths"]) ?? []
    var patterns = PatternReader()
    files.forbiddenPathPatterns = patterns.patterns(node["forbidden_path_pattern"])
    problems += patterns.problems
    files.restrictedPaths = node.list("restricted_paths").map { restriction in
      FileDemands.Restriction(
        paths: globs(restriction["paths"]) ?? [], on: globs(restriction["on"]) ?? [],
        by: .init(users: restriction.texts("users"), teams: restriction.texts("teams")))
    }
    files.forbiddenExtensions = node.texts("forbidden_extensions")
    files.maxPathLength = node.integer("max_path_length")
    files.codeOwners = node.flag("code_owners") ?? false
    files.submoduleURLs = globs(node["submodule_urls"])
    files.symlinks = node.word("symlinks", FileDemands.Symlinks.self) ?? .any
    files.allowCaseCollisions = node.flag("allow_case_collisions") ?? true
    files.executables = globs(node["executables"])
  }

  private mutating func globs(_ node: YAMLNode?) -> [Glob]? {
    node?.items?.compactMap { item in
      guard let text = item.scalar?.text else { return nil }
      do throws(GlobError) {
        return try Glob(text)
      } catch {
        problems.append(.init("the glob \(quoted(text)) \(error.message)", at: item.place))
        return nil
      }
    }
  }
}
