internal import CLibrary
internal import GitModel
internal import GitStore
internal import PolicyCore

/// Everything that answers about signatures rest on: the keys that are listed, and gpg's keyring, which
/// knows what was revoked, with gpg's settings.
struct SignatureBasis {
  let bytes: [UInt8]
  private let hasKeyring: Bool

  /// More than anybody's keyring has.
  private static let limit = 64 << 20
  /// Where the settings of all who use a machine are: `gpgconf --list-dirs sysconfdir`.
  private static let shared = "/etc/gnupg"

  init(of keys: [CheckerKey], environment: [String: String]) {
    let texts = Set(keys.map(\.text)).sorted()
    let needsKeyring = keys.contains { if case .openPGP = $0 { true } else { false } }
    let folder = environment["GNUPGHOME"] ?? environment["HOME"].map { $0 + "/.gnupg" }
    let digests = needsKeyring ? folder.flatMap(Self.digests) : nil
    hasKeyring = digests != nil
    bytes = Array((texts + (digests ?? [])).joined(separator: "\n").utf8)
  }

  /// Whether what was told of a key's signature may be kept: of an OpenPGP key only where its keyring is
  /// a file that is looked at. An SSH key's signature is right for ever.
  func covers(_ key: CheckerKey) -> Bool {
    if case .openPGP = key { hasKeyring } else { true }
  }

  /// What changes whenever the keyring in gpg's folder does, or how gpg is set: gpg(1), "FILES". `nil`
  /// where the keys may be elsewhere: in another file, or with a daemon, of which no file tells.
  private static func digests(in folder: String) -> [String]? {
    var found: [String] = []
    func add(_ path: String, _ content: [UInt8]) {
      found.append("\(path) \(SHA1.hex(of: content))")
    }
    for name in ["pubring.kbx", "pubring.gpg"] {
      if let content = content(of: "\(folder)/\(name)") { add(name, content) }
    }
    guard !found.isEmpty else { return nil }
    for folder in [shared, folder] {
      guard let names = settings(in: folder) else { return nil }
      for path in names.map({ "\(folder)/\($0)" }) {
        guard let text = content(of: path), !namesKeys(text) else { return nil }
        add(path, text)
      }
    }
    return found
  }

  /// The names of gpg's settings in a folder; `nil` where nobody can tell. Before `gpg.conf` gpg looks for
  /// one of its own version: `gpg.conf-2`.
  private static func settings(in folder: String) -> [String]? {
    do throws(SystemError) {
      let names = try FolderEntry.all(in: Array(folder.utf8)).map {
        String(decoding: $0.name, as: UTF8.self)
      }
      return names.filter { $0.hasPrefix("gpg.conf") || $0 == "common.conf" }.sorted()
    } catch {
      return error.number == ENOENT ? [] : nil
    }
  }

  /// Whether settings say anything of where keys are: `keyring`, `primary-keyring`, `no-default-keyring`,
  /// `use-keyboxd`, and whatever else has such a name.
  private static func namesKeys(_ settings: [UInt8]) -> Bool {
    settings.split(separator: UInt8(ascii: "\n")).contains { line in
      let text = String(decoding: line, as: UTF8.self)
      return text.first { !$0.isWhitespace } != "#"
        && ["keyring", "keyboxd", "homedir"].contains { text.contains($0) }
    }
  }

  /// A file's content; `nil` where it cannot be read.
  private static func content(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var (content, chunk) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
    while content.count <= limit {
      let count = fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { break }
      content += chunk.prefix(count)
    }
    guard ferror(file) == 0, content.count <= limit else { return nil }
    return content
  }
}
