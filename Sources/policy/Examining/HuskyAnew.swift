internal import Evidence
internal import Hooks

/// husky, where a package manager is told to set it up: it writes its hooks over what stands there, and
/// sets `core.hooksPath`, with each installation of packages.
///
/// Nobody is asked then, and no hook of ours is left that could tell. So it is told before.
struct HuskyAnew {
  /// What npm, pnpm and yarn run once packages are installed: husky's documentation, "How to".
  private static let scripts = ["prepare", "postinstall"]
  /// A file that is written by hand is smaller.
  private static let limit = 1 << 20

  let git: GitCommand
  /// The top of the work tree.
  let folder: String

  /// Each script that sets husky up, and not policy behind it. A file that is no JSON runs nothing.
  func gaps() -> [HooksReach.Gap] {
    Self.scripts.compactMap { name in
      guard let script = script(name), script.contains("husky"),
        !script.contains("policy install")
      else { return nil }
      let setting = ShellWord.quoted("scripts.\(name)=\(script) && policy install")
      return HooksReach.Gap(
        what: "'\(name)' in package.json sets husky up anew with each installation of packages, "
          + "and these hooks no longer run",
        help: git.place.inside("npm pkg set \(setting)"), isWrong: false)
    }
  }

  private func script(_ name: String) -> String? {
    do {
      let bytes = try File.read(folder + "/package.json", limit: Self.limit)
      return try JSONReader.read(bytes)["scripts"]?[name]?.string
    } catch { return nil }
  }
}
