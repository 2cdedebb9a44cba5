/// Names that a glob matches, unlike enough that what matches all of them matches whatever it does.
package enum GlobSamples {
  private static let fillings: [(unit: String, units: String, folders: String)] = [
    ("a", "", ""), ("z", "a", "a/"), ("0", "Zq-7", "z9/Q_/"), ("é", "é.0", "0/a/é/"),
    ("_", "z_0", ""),
  ]

  /// Some names that match.
  package static func names(of glob: String) -> [[UInt8]] {
    fillings.enumerated().map { index, filling in
      Array(name(of: Array(glob), filling: filling, takesLast: index % 2 == 1).utf8)
    }
  }

  private static func name(
    of glob: [Character], filling: (unit: String, units: String, folders: String),
    takesLast: Bool
  ) -> String {
    var name = ""
    var index = 0
    while index < glob.count {
      let atStart = index == 0 || glob[index - 1] == "/"
      switch glob[index] {
      case "*":
        let stars = glob[index...].prefix { $0 == "*" }.count
        index += stars
        if stars == 2, atStart, index < glob.count, glob[index] == "/" {
          name += filling.folders
          index += 1
        } else {
          // A name never ends in nothing where its folder begins.
          name += filling.units.isEmpty && atStart ? "x" : filling.units
        }
        continue
      case "?": name += filling.unit
      case "[":
        let (member, end) = member(of: glob, from: index, takesLast: takesLast)
        name += member
        index = end
      case "\\":
        index += 1
        if index < glob.count { name.append(glob[index]) }
      default: name.append(glob[index])
      }
      index += 1
    }
    return name
  }

  /// The first or last character of a class, and the class's end.
  private static func member(
    of glob: [Character], from start: Int, takesLast: Bool
  ) -> (String, end: Int) {
    var index = start + 1
    let isNegated = index < glob.count && (glob[index] == "^" || glob[index] == "!")
    if isNegated { index += 1 }
    let first = index
    while index < glob.count, glob[index] != "]" {
      if glob[index] == "\\" { index += 1 }
      index += 1
    }
    let body = glob[min(first, glob.count)..<min(index, glob.count)].filter { $0 != "\\" }
    let other = "qzk0_é".first { !body.contains($0) } ?? "~"
    return (
      String(isNegated ? other : (takesLast ? body.last : body.first) ?? "x"),
      min(index, glob.count)
    )
  }
}
