public import GitModel

/// Which names may be taken for one of some: quickly, and never fewer than `Scene` finds, who compares
/// them in full.
public struct NameLikeness {
  private let names: Set<[UInt8]>
  /// Beyond ASCII the forms of a name are many: a letter of it may fold to one of ASCII.
  private let isPlain: Bool

  /// A likeness to these names.
  public init(to names: Set<BranchName>) {
    self.names = Set(names.map { Self.folded($0.bytes[...]) })
    isPlain = self.names.allSatisfy { $0.allSatisfy { $0 < 0x80 } }
  }

  /// Whether a name may be taken for one of them; false only where the two differ in more than case.
  public func holds(for name: ArraySlice<UInt8>) -> Bool {
    guard isPlain, name.allSatisfy({ $0 < 0x80 }) else { return true }
    return names.contains(Self.folded(name))
  }

  private static func folded(_ name: ArraySlice<UInt8>) -> [UInt8] {
    name.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 }
  }
}
