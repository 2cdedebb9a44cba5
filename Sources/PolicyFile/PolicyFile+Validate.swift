public import PolicyCore

extension PolicyFile {
  /// Reads a policy file and finds what contradicts itself in it, each with its place.
  public static func validate(
    _ text: [UInt8], name: String, at now: Int64, hasWorkflow: WorkflowAnswer = { _ in nil },
    extending resolve: (_ path: String) throws(PolicyFileError) -> [UInt8]
  ) throws(PolicyFileError) -> (policy: Policy, problems: [PolicyFileError.Problem]) {
    let root = try PolicySource.read(text, name: name, resolve: resolve)
    let policy = try PolicyReader.read(root, resolve: resolve)
    let found = contradictions(in: policy, at: now, hasWorkflow: hasWorkflow)
    let problems = found.map {
      PolicyFileError.Problem($0.message, at: root.place(of: $0.path), help: $0.help)
    }
    return (policy, problems)
  }
}

extension YAMLNode {
  /// Where a path through keys and indices leads, or how far it goes.
  fileprivate func place(of path: [String]) -> Place {
    var (node, place) = (self, self.place)
    for part in path {
      if let entry = node.entries?.first(where: { $0.key == part }) {
        (node, place) = (entry.value, entry.keyPlace)
      } else if let items = node.items, let index = Int(part), items.indices.contains(index) {
        (node, place) = (items[index], items[index].place)
      }
    }
    return place
  }
}
