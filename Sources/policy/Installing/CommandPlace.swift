/// Where people type the commands that they are told to run: in the folder that a command looks at, or,
/// with `-C`, elsewhere.
struct CommandPlace: Equatable {
  /// The absolute path of the folder; `nil` where people are in it.
  private let folder: String?

  /// People are where the command looks.
  static let here = CommandPlace(folder: nil)

  private init(folder: String?) { self.folder = folder }

  /// Goes to a folder, which people are not in then.
  static func entering(_ folder: String?) throws(Stop) -> CommandPlace {
    let old = File.resolved(".")
    try Session.enter(folder)
    let new = File.resolved(".")
    return CommandPlace(folder: folder == nil || old == new ? nil : new)
  }

  /// What a call of git begins with: `git`.
  var git: String { "git" + option }

  /// A call of policy: `policy install`.
  func policy(_ command: String) -> String { "policy \(command)\(option)" }

  /// Another command, run where people are told that it runs.
  func inside(_ command: String) -> String {
    folder.map { "(cd \(ShellWord.quoted($0)) && \(command))" } ?? command
  }

  private var option: String { folder.map { " -C \(ShellWord.quoted($0))" } ?? "" }

  /// A text about files, with their paths as people would write them where they are.
  func shown(_ text: String) -> String { folder == nil ? ShellWord.shortened(text) : text }
}
