internal import ArgumentParser
internal import FoundationEssentials
internal import Hooks
internal import Reports

/// `policy uninstall`: takes the hooks away again.
struct Uninstall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Remove the hooks, and bring back what stood there before.",
    discussion: """
      What was kept returns as it was, byte for byte, and so does core.hooksPath. All hooks of \
      policy leave force at once; call again to complete what was interrupted.
      """)

  @OptionGroup var place: PlaceOptions

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  func run() throws {
    let git = try GitCommand(
      environment: ProcessInfo.processInfo.environment,
      place: try CommandPlace.entering(place.folder))
    let usual = try HooksFolder.usual(git)
    // Where hooks were before somebody set core.hooksPath, they still lie.
    for folder in try used(git).map({ $0 == usual ? [$0] : [$0, usual] }) ?? [usual] {
      let lock = try HooksLock(folder)
      let plan = try HooksPlan.uninstall(from: try HooksState.read(folder))
      if !plan.steps.isEmpty { try folder.requireNeighbours(git.place) }
      if !dryRun { try plan.perform() }
      _ = consume lock
      try HooksReport(folder: folder, plan: plan, isDry: dryRun).tellUninstall()
    }
    if !dryRun, try TrackedHooks.takeBack(git) {
      let path = try HooksFolder.inUse(git).path
      try Stream.output.write(
        Escaped.text(ShellWord.shortened("git runs the hooks in '\(path)' again")) + "\n")
    }
  }

  /// The folder from which git runs hooks; `nil`, with a word, where the setting names none.
  private func used(_ git: GitCommand) throws(Stop) -> HooksFolder? {
    do throws(Stop) {
      let folder = try HooksFolder.inUse(git)
      try folder.check(git)
      return folder
    } catch {
      guard error.status == .unavailable, let why = error.lines.first else { throw error }
      Stream.complain([
        "note: \(why.trimmingPrefix("error: ")); the repository's own hooks folder is looked at"
      ])
      return nil
    }
  }
}
