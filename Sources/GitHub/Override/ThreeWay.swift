public import Evidence

/// Puts back what a lease has changed, and nothing else: what stood before, what the lease made of it,
/// and what stands now become what is to stand.
///
/// It knows nothing of protection. Lists are sets: an element is found again by its `id`, its `type`,
/// or as it is. What stands keeps its order: another one is no change.
public struct ThreeWay: Hashable, Sendable {
  /// What is to stand.
  public private(set) var result: JSON = .null
  /// The places at which somebody else changed what the lease changed: what stood before counts.
  public private(set) var overwrites: [String] = []
  /// The places at which somebody else changed what the lease left alone: that stays.
  public private(set) var keeps: [String] = []

  /// `before` what the lease made `during`, while `now` is what stands.
  public init(before: JSON, during: JSON, now: JSON) {
    result = merged(before, during, now, at: []) ?? .null
    overwrites.sort()
    keeps.sort()
  }

  /// `nil` is a member, or an element, that is not there.
  private mutating func merged(
    _ before: JSON?, _ during: JSON?, _ now: JSON?, at path: [String]
  ) -> JSON? {
    if Self.isSame(before, now) { return now }
    if Self.isSame(during, now) { return before }
    if let before = before?.members, let now = now?.members {
      let names = Self.names(now, before, during?.members ?? [])
      return .object(
        names.compactMap { name in
          merged(before[name], during?[name], now[name], at: path + [name]).map {
            JSON.Member(name: name, value: $0)
          }
        })
    }
    if let before = before?.array, let now = now?.array {
      let (old, middle, new) = (
        Self.keyed(before), Self.keyed(during?.array ?? []), Self.keyed(now)
      )
      let names = Self.names(new, old, middle)
      return .array(
        names.compactMap { merged(old[$0], middle[$0], new[$0], at: path + [$0]) })
    }
    if Self.isSame(before, during) {
      keeps.append(path.joined(separator: "."))
      return now
    }
    overwrites.append(path.joined(separator: "."))
    return before
  }

  private static func isSame(_ one: JSON?, _ other: JSON?) -> Bool {
    guard one != other else { return true }
    if let one = one?.members, let other = other?.members {
      return one.count == other.count && one.allSatisfy { isSame($0.value, other[$0.name]) }
    }
    guard let one = one?.array, let other = other?.array, one.count == other.count else {
      return false
    }
    return JSON.array(one).canonical == JSON.array(other).canonical
  }

  private static func names(_ lists: [JSON.Member]...) -> [String] {
    var seen: Set<String> = []
    return lists.joined().map(\.name).filter { seen.insert($0).inserted }
  }

  /// The elements by what they are known by.
  private static func keyed(_ elements: [JSON]) -> [JSON.Member] {
    elements.map { element in
      let id = element["id"].map { "id \($0.line)" }
      // Two rules of one type are two things.
      let type = element["type"]?.string.flatMap { type in
        elements.count { $0["type"]?.string == type } == 1 ? type : nil
      }
      let check = element["context"]?.string.map { context in
        "\(context) of app \(element["app_id"]?.line ?? "null")"
      }
      return JSON.Member(
        name: id ?? type ?? check ?? element.string ?? element.canonical.line, value: element)
    }
  }
}

extension JSON {
  /// The same value with the members of objects by name and the elements of lists in one order.
  var canonical: JSON {
    switch self {
    case .array(let elements):
      .array(elements.map(\.canonical).sorted { $0.line < $1.line })
    case .object(let members):
      .object(
        members.map { Member(name: $0.name, value: $0.value.canonical) }
          .sorted { $0.name < $1.name })
    default: self
    }
  }

  /// The places at which two values differ, each with what stands there.
  static func differences(
    _ left: JSON, _ right: JSON, at path: [String] = []
  ) -> [String] {
    let (left, right) = (left.canonical, right.canonical)
    if left == right { return [] }
    if let one = left.members, let other = right.members {
      return Set((one + other).map(\.name)).sorted().flatMap { name in
        differences(one[name] ?? .null, other[name] ?? .null, at: path + [name])
      }
    }
    return ["\(path.joined(separator: ".")): \(left.line) is not \(right.line)"]
  }
}

extension [JSON.Member] {
  fileprivate subscript(name: String) -> JSON? { first { $0.name == name }?.value }
}
