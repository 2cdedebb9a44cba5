internal import CLibrary
internal import GitModel
internal import PolicyCore

/// Everything that answers about signatures rest on: the keys that are listed, and gpg's keyring, which
/// knows what was revoked.
struct SignatureBasis {
  let bytes: [UInt8]
  private let hasKeyring: Bool

  /// More than anybody's keyring has.
  private static let limit = 64 << 20

  init(of keys: [CheckerKey], environment: [String: String]) {
    let texts = Set(keys.map(\.text)).sorted()
    let needsKeyring = keys.contains { if case .openPGP = $0 { true } else { false } }
    let folder = environment["GNUPGHOME"] ?? environment["HOME"].map { $0 + "/.gnupg" }
    var digests: [String] = []
    // gpg(1), "FILES". Where a daemon keeps the keys, no file tells of them.
    if needsKeyring, let folder, access("\(folder)/common.conf", F_OK) != 0 {
      digests = ["pubring.kbx", "pubring.gpg"].compactMap { Self.digest("\(folder)/\($0)") }
    }
    hasKeyring = !digests.isEmpty
    bytes = Array((texts + digests).joined(separator: "\n").utf8)
  }

  /// Whether what was told of a key's signature may be kept: of an OpenPGP key only where its keyring is
  /// a file that is looked at. An SSH key's signature is right for ever.
  func covers(_ key: CheckerKey) -> Bool {
    if case .openPGP = key { hasKeyring } else { true }
  }

  /// What changes whenever the file's content does; `nil` where it cannot be read.
  private static func digest(_ path: String) -> String? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var (content, chunk) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
    while content.count <= limit {
      let count = fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { break }
      content += chunk.prefix(count)
    }
    guard ferror(file) == 0, content.count <= limit else { return nil }
    return SHA1.hex(of: content)
  }
}
