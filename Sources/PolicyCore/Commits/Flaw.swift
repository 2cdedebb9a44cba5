public import GitModel

/// Where a commit that an update brings breaks a rule. What mends it depends on the branch, and is said of
/// each update anew, though the commit is read once.
public struct Flaw {
  typealias Help = (Remaking) throws(GitError) -> String

  /// The finding, yet without help.
  let finding: Finding
  private let help: Help

  init(_ finding: Finding, help: @escaping Help) { (self.finding, self.help) = (finding, help) }

  /// What is wrong with a commit itself, and how it is made anew: `first` runs before, `option` is for
  /// every commit, and `amending` for one that is there. What is not `mended` stays as it is.
  init(
    _ message: String, at commit: Commit, _ verb: String, mending mended: Remaking.Part = .other,
    first: String = "", amending: String = "", option: String = ""
  ) {
    self.init(Finding(message, at: commit.id, help: "")) { remaking in
      remaking.amending(
        commit, verb, mending: mended, first: first, amending: amending, option: option)
    }
  }

  /// What is wrong with an author: another one than the committer was given by name, and is again.
  init(
    _ message: String, ofAuthorOf commit: Commit, setting what: String, by setting: String,
    name: [UInt8], address: [UInt8]
  ) {
    guard commit.hasOtherAuthor else {
      self.init(
        message, at: commit, "set your \(what)", mending: .author,
        first: "git config \(setting) && ", amending: " --reset-author")
      return
    }
    let author = Words.shell(Signature.person(name, address))
    self.init(
      message, at: commit, "set the author's \(what)", mending: .author,
      option: " --author=\(author)")
  }

  /// The finding on the branch where the commit is made anew, or of a rule with a waiver where it stays.
  func finding(of rule: String? = nil, in remaking: Remaking) throws(GitError) -> Finding {
    var finding = finding
    if let rule, let commit = finding.commit, let waiver = remaking.waiver(of: rule, for: commit) {
      finding.help = waiver
    } else {
      finding.help = try help(remaking)
    }
    return finding
  }
}

extension Commit {
  /// Whether the author is not whom Git takes where it is told of none.
  var hasOtherAuthor: Bool {
    (author.name, author.email) != (committer.name, committer.email)
  }
}

extension Signature {
  /// A name and an address as `git commit --author` takes them.
  static func person(_ name: [UInt8], _ address: [UInt8]) -> [UInt8] {
    name + Array(" <".utf8) + address + Array(">".utf8)
  }
}
