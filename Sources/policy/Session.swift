internal import CLibrary
internal import FoundationEssentials
internal import GitModel

/// What every command that judges starts from: where it runs, when, and what CI says.
struct Session {
  let environment: [String: String]
  let now: Int64
  let event: CIEvent?
  let view: RepositoryView

  /// Goes to the folder that the options name and opens the repository there.
  ///
  /// `needsEvent` says that the event tells what to judge: then one that cannot be read is an error,
  /// which `orElse` cures.
  init(_ options: SourceOptions, needsEvent: Bool = false, orElse cure: String? = nil) throws {
    environment = ProcessInfo.processInfo.environment
    try Self.enter(options.place.folder)
    now = try options.now.map(CommandDate.seconds) ?? Int64(Date().timeIntervalSince1970)
    event = try Self.event(environment, isNeeded: needsEvent, orElse: cure)
    view = try RepositoryView(
      environment: environment, remote: options.remote, defaultName: event?.defaultBranch)
  }

  /// Goes to a folder, as if the program were started there.
  static func enter(_ folder: String?) throws(Stop) {
    guard let folder, chdir(folder) != 0 else { return }
    throw .usage("cannot go to '\(folder)': \(String(cString: strerror(errno)))")
  }

  private static func event(
    _ environment: [String: String], isNeeded: Bool, orElse cure: String?
  ) throws(GitError) -> CIEvent? {
    do throws(GitError) {
      return try CIEvent(environment: environment) { path throws(GitError) in
        do throws(File.Failure) {
          return try File.read(path, limit: CIEvent.sizeLimit)
        } catch {
          throw CIEvent.untold("'\(path)' cannot be read: \(error.reason)")
        }
      }
    } catch {
      if isNeeded {
        throw GitError(error.cause, error.operation, error.message, help: cure ?? error.help)
      }
      return nil
    }
  }
}
