internal import ArgumentParser
internal import FoundationEssentials
internal import GitModel
internal import GitStore
internal import Hooks
internal import Reports

/// `policy install`: puts the hooks in the folder from which git runs them.
struct Install: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install the hooks of this repository.",
    discussion: """
      They go where git looks for them (core.hooksPath, or the repository's hooks folder). A hook \
      that stands there is kept beside it, and runs first. Where git tracks files there, \
      nothing of them is changed: the hooks go into the repository's own folder, and \
      core.hooksPath is taken out of the way until 'policy uninstall'. All of them come into force \
      at once; call again to complete what was interrupted, or after another hook manager was \
      installed.
      """)

  @OptionGroup var place: PlaceOptions

  @Flag(help: "The hooks of a repository that is pushed to.")
  var server = false

  @Option(
    help: ArgumentHelp(
      "The program that the hooks call, by its absolute path (default: this one).",
      valueName: "path"))
  var program: String?

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let program = try program ?? OwnProgram.path(environment: environment)
    guard program.hasPrefix("/") else {
      throw Stop.usage("'\(program)' is no absolute path", help: "begin it with /")
    }
    let git = try GitCommand(
      environment: environment, place: try CommandPlace.entering(place.folder))
    try requireReadable(environment)
    let inUse = try HooksFolder.inUse(git)
    try inUse.check(git)
    let tracked = try TrackedHooks(inUse, git)
    try tracked?.requireRoom()
    let folder = tracked?.own ?? inUse
    try folder.requireNeighbours(git.place)
    let lock = try HooksLock(folder)
    if !dryRun { try tracked?.prepare() }
    let state = try HooksState.read(folder)
    let side = server ? HookName.Side.server : .client
    let wanted = HookName.installed(on: side)
    let plan = try HooksPlan.install(wanted, program: program, into: state)
    if !dryRun {
      try plan.perform()
      try tracked?.divert()
    }
    _ = consume lock
    try HooksReport(folder: folder, plan: plan, isDry: dryRun)
      .tellInstall(tracked: tracked?.folder)
    if !dryRun, let tracked { try takeOurs(outOf: tracked.folder) }
    tell(HooksReach(git: git, folder: folder, side: side, environment: environment))
  }

  /// Takes away what stands of ours among tracked files, and gives back what stood there before.
  private func takeOurs(outOf folder: HooksFolder) throws(Stop) {
    let plan = try HooksPlan.uninstall(from: try HooksState.read(folder))
    guard !plan.steps.isEmpty else { return }
    try plan.perform()
    try HooksReport(folder: folder, plan: plan, isDry: false).tellUninstall()
  }

  /// Refuses a repository that no hook could read: every commit would be stopped.
  private func requireReadable(_ environment: [String: String]) throws(Stop) {
    do throws(GitError) {
      _ = try Repository.open(at: nil, environment: environment)
    } catch {
      if error.cause == .unsupportedFormat { throw Stop(error) }
    }
  }

  /// What keeps the hooks from acting: they are installed all the same.
  private func tell(_ reach: HooksReach) {
    do throws(Stop) {
      Stream.complain(
        try reach.gaps().flatMap { ["note: \($0.what)", "help: \($0.help)"] }
          .map(reach.git.place.shown))
    } catch {
      Stream.complain(["note: nobody can tell whether the hooks act here"] + error.lines)
    }
  }
}
