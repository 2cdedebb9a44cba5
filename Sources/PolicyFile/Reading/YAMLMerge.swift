/// Lays a policy file over the one that it extends.
///
/// Mappings merge deep, lists and scalars replace, and null removes a key. What a file says itself
/// comes before what it extends: the order of branch kinds decides which of two globs wins.
struct YAMLMerge {
  private(set) var problems: [PolicyFileError.Problem] = []

  mutating func merge(_ child: YAMLNode, over parent: YAMLNode?) -> YAMLNode {
    guard let entries = child.entries else { return child }
    let inherited = parent?.entries ?? []
    var merged: [YAMLNode.Entry] = []
    for var entry in entries {
      let base = inherited.first { $0.key == entry.key }
      if entry.value.isNull {
        if base == nil { refuse(entry) }
        continue
      }
      entry.value = merge(entry.value, over: base?.value)
      merged.append(entry)
    }
    let own = Set(entries.map(\.key))
    merged += inherited.filter { !own.contains($0.key) }
    return YAMLNode(content: .map(merged), place: child.place)
  }

  private mutating func refuse(_ entry: YAMLNode.Entry) {
    problems.append(
      .init(
        "\(quoted(entry.key)) has no value, and there is nothing to remove", at: entry.keyPlace,
        help: "write a value; {} is a mapping and [] a list without anything in it"))
  }
}
