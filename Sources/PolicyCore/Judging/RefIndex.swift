internal import GitModel

/// The refs of a repository by what a cure asks of them: each of thousands of findings asks.
struct RefIndex {
  private var byName: [[UInt8]: Ref] = [:]
  /// How many remote-tracking refs end in a name, behind a slash.
  private var tracking: [ArraySlice<UInt8>: Int] = [:]

  init(_ refs: [Ref]) {
    for ref in refs {
      byName[ref.name.bytes] = ref
      guard ref.name.hasPrefix("refs/remotes/") else { continue }
      let bytes = ref.name.bytes
      for place in bytes.indices where bytes[place] == UInt8(ascii: "/") {
        tracking[bytes[(place + 1)...], default: 0] += 1
      }
    }
  }

  /// The ref of this full name.
  subscript(name: [UInt8]) -> Ref? { byName[name] }

  /// How many remotes have the branch, as far as names tell: a remote's own name may have slashes.
  func countOfRemotes(having branch: BranchName) -> Int { tracking[branch.bytes[...]] ?? 0 }
}
