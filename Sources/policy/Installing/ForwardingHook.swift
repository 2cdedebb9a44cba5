internal import Hooks

/// A script that runs the hook of its name in another folder, as it stands there: a relative path from
/// where git runs hooks, as git itself takes one (git-config(1), `core.hooksPath`).
struct ForwardingHook: Equatable {
  let name: String
  /// The other folder.
  let folder: String

  init(_ name: String, to folder: String) { (self.name, self.folder) = (name, folder) }

  /// The script at a path; `nil` where something else stands there, or nothing.
  init?(at path: String) throws(File.Failure) {
    guard File.exists(path), File.target(path) == nil else { return nil }
    let text = String(decoding: try File.read(path, limit: 64 << 10), as: UTF8.self)
    name = path.split(separator: "/").last.map(String.init) ?? ""
    folder = String(text.dropFirst(Self.head.count + 1).dropLast(Self.tail(name).count + 1))
      .replacing(ShellWord.quotationMark, with: "'")
    guard self.text == text else { return nil }
  }

  var bytes: [UInt8] { Array(text.utf8) }

  private var text: String { Self.head + ShellWord.quoted(folder) + Self.tail(name) }

  private static let head = """
    #!/bin/sh
    # Put here by policy, since git tracks the hook that it runs: 'policy uninstall' takes it away.
    hook=
    """

  private static func tail(_ name: String) -> String {
    "/\(name)\n[ -x \"$hook\" ] || exit 0\nexec \"$hook\" \"$@\"\n"
  }
}

extension HooksFolder {
  /// Where the hook stands that a kept one is, or that it runs; `nil` where it runs none.
  func priorHook(_ name: HookName, _ git: GitCommand) throws(Stop) -> String? {
    let kept = keptHook(name.rawValue)
    let script: ForwardingHook?
    do throws(File.Failure) { script = try ForwardingHook(at: kept) } catch { throw .folder(error) }
    guard let script else { return kept }
    let isWhole = script.folder.hasPrefix("/")
    let top = isWhole ? "" : try git.line(["rev-parse", "--show-toplevel"]) + "/"
    let path = "\(top)\(script.folder)/\(name.rawValue)"
    return File.exists(path) ? path : nil
  }
}
