internal import PolicyCore

extension LaterDemands {
  /// The demands of a merged file that no rule of this version judges.
  init(_ root: YAMLNode, levels: [String: Level]) {
    self.init()
    collect(root, .record(PolicyKeys.root), path: "") { rule in
      RuleCatalog.guide(rule) == nil && levels[rule] != .off
    }
  }

  private mutating func collect(
    _ node: YAMLNode, _ shape: Shape, path: String, where isWanted: (String) -> Bool
  ) {
    for entry in node.entries ?? [] {
      let path = path.isEmpty ? entry.key : "\(path).\(entry.key)"
      switch shape.alternative(for: node) {
      case .map(_, let values)?: collect(entry.value, values, path: path, where: isWanted)
      case .record(let keys)?:
        guard let key = keys.first(where: { $0.name == entry.key }) else { continue }
        if let rule = key.rule, entry.value.isDemand, isWanted(rule) {
          notJudged.append(NotJudged(key: path, rule: rule))
        }
        collect(entry.value, key.shape, path: path, where: isWanted)
      default: return
      }
    }
  }
}

extension YAMLNode {
  /// Whether the value asks for something: not `false`, `0`, `[]` or `{}`.
  fileprivate var isDemand: Bool {
    switch content {
    case .list(let items): !items.isEmpty
    case .map(let entries): !entries.isEmpty
    case .scalar: scalar?.type != .flag(false) && scalar?.type != .integer(0)
    }
  }
}
