internal import GitModel
internal import GitStore

/// The refs as they stand, read when they are asked for: a hook runs for every ref of a push, and most
/// ask about one of them.
///
/// Each is read once; what was read before stays.
final class StandingRefs {
  /// Where more are asked for than these, reading all of them is less work.
  private static let few = 16

  private let repository: Repository
  private var one: [RefName: Ref?] = [:]
  private var every: [Ref]?

  init(of repository: Repository) { self.repository = repository }

  /// Whether all of them are read.
  var areRead: Bool { every != nil }

  /// Every ref, sorted by name.
  func all() throws(GitError) -> [Ref] {
    if let every { return every }
    let read = try repository.refs()
    every = read
    return read
  }

  /// The ref of a name; `nil` where there is none.
  func ref(named name: RefName) throws(GitError) -> Ref? {
    if let known = one[name] { return known }
    if let every { return every.named(name) }
    guard one.count < Self.few else { return try all().named(name) }
    let found = try repository.ref(named: name)
    one[name] = .some(found)
    return found
  }
}

extension [Ref] {
  /// The ref of this name, in a list that is sorted by name.
  func named(_ name: RefName) -> Ref? {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle].name < name { low = middle + 1 } else { high = middle }
    }
    return low < endIndex && self[low].name == name ? self[low] : nil
  }
}
