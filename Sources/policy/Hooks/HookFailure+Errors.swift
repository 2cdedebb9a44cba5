internal import GitModel
internal import Hooks
internal import PolicyFile
internal import Reports

extension HookFailure {
  /// Why a hook stops, whatever was thrown on the way.
  init(_ error: any Error) {
    switch error {
    case let stop as Stop: self.init(stop.status, stop.lines)
    case let error as PolicyFileError: self.init(.malformed, Stop(error).lines)
    case let error as GitError: self.init(.unknown, Stop(error).lines)
    default: self.init(.bug, ["bug in policy: \(error)"])
    }
  }
}
