internal import ArgumentParser
internal import FoundationEssentials
internal import Reports

/// `policy check fetch`: brings a remote's records here.
struct CheckFetch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Fetch a remote's records, and merge them with those here.",
    discussion: """
      It runs git fetch REMOTE '+refs/notes/policy/*:refs/policy/remotes/REMOTE/notes/*' and puts \
      every line that is missing into refs/notes/policy/checks: nothing here is overwritten.
      """)

  @OptionGroup var place: CheckPlace

  func run() throws {
    try place.sharing().fetch()
  }
}

/// `policy check push`: brings the records to a remote.
struct CheckPush: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push", abstract: "Push the records, merged with those that are there.",
    discussion: """
      It runs git push REMOTE refs/notes/policy/checks:refs/notes/policy/checks, never with force; \
      where the remote has more, that is fetched and merged first.
      """)

  @OptionGroup var place: CheckPlace

  func run() throws {
    try place.sharing().push()
  }
}

/// `policy check setup`: lets every fetch bring the records along.
struct CheckSetup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "setup", abstract: "Let every git fetch bring the records along.",
    discussion: """
      It adds '+refs/notes/policy/*:refs/policy/remotes/REMOTE/notes/*' to remote.REMOTE.fetch, sets \
      notes.policy/checks.mergeStrategy to cat_sort_uniq, and fetches. What is pushed stays as it \
      is: remote.REMOTE.push is never set.
      """)

  @OptionGroup var place: CheckPlace

  func run() throws {
    try place.sharing().setUp()
  }
}

/// Which repository and which remote.
struct CheckPlace: ParsableArguments {
  @OptionGroup var place: PlaceOptions

  @Argument(help: "The remote (default: origin, or the only one).")
  var remote: String?

  fileprivate func sharing() throws -> NotesSharing {
    try Session.enter(place.folder)
    return try NotesSharing(
      with: remote, environment: ProcessInfo.processInfo.environment)
  }
}
