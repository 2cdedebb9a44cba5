internal import PolicyCore

/// Where a cure's commands are typed, and which repository they are about.
struct CurePlace {
  /// Whether people are in the top folder of the work tree.
  let isTop: Bool
  /// The submodule's path from there; empty where the work tree's own repository is meant.
  private(set) var path: [UInt8] = []

  init(isTop: Bool) { self.isTop = isTop }

  /// The submodule at a path from this one's top.
  func entering(_ submodule: [UInt8]) -> CurePlace {
    var place = self
    place.path += (path.isEmpty ? [] : [UInt8(ascii: "/")]) + submodule
    return place
  }

  /// What a call of git begins with that is about all of the repository.
  var git: String { path.isEmpty ? "git" : fromTop }

  /// What a call of git begins with that has paths from the repository's top.
  var fromTop: String {
    let top = isTop ? [] : ["\"$(git rev-parse --show-toplevel)\""]
    let folder = (top + (path.isEmpty ? [] : [Words.shell(path)])).joined(separator: "/")
    return folder.isEmpty ? "git" : "git -C \(folder)"
  }
}
