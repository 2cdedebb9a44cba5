internal import CLibrary

/// The folder that keeps the hooks which stood there before policy came.
///
/// It lies beside the hooks folder and looks as that one did, links to everything else included:
/// a hook may ask for its own name (husky, overcommit), for its neighbours (pre-commit), or for what
/// is above its folder (husky), and finds them all.
public struct KeptHooks {
  /// What follows the name of the hooks folder: `.git/hooks.before-policy`.
  public static let suffix = ".before-policy"
  /// The file that lists, a line each, the hooks that are not in force: the folder is being changed.
  ///
  /// It switches all of them at once: an installation that is cut short has changed nothing yet, and
  /// an uninstallation that is cut short has changed everything.
  public static let pendingFile = ".pending"

  private static let pendingLimit = 4096

  /// The folder's absolute path.
  let path: [UInt8]

  /// The folder that belongs to a hook; `nil` where there is none, as nearly everywhere.
  init?(of hook: [UInt8]) {
    let folder = hook.lastIndex(of: UInt8(ascii: "/")).map { Array(hook[..<$0]) } ?? Array(".".utf8)
    // Behind links: two repositories may share one folder, and then they share what it keeps.
    guard let real = FilePath.resolved(folder.isEmpty ? Array("/".utf8) : folder) else {
      return nil
    }
    path = real + Array(Self.suffix.utf8)
    guard FilePath.isAccessible(path, F_OK) else { return nil }
  }

  /// Where the hook of a name is kept.
  func hook(_ name: HookName) -> [UInt8] { path + Array("/\(name.rawValue)".utf8) }

  /// Whether a hook of ours is not in force. A list that cannot be read switches nothing off.
  func isPending(_ name: HookName) -> Bool {
    guard
      let list = FilePath.read(path + Array("/\(Self.pendingFile)".utf8), limit: Self.pendingLimit)
    else {
      return false
    }
    return list.split(separator: UInt8(ascii: "\n")).contains {
      $0.elementsEqual(name.rawValue.utf8)
    }
  }
}
