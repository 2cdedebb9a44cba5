internal import GitModel
internal import GitStore

/// What is known of a commit once its message is written: all but its tree.
struct WrittenCommit {
  /// The message as it will be stored.
  let message: [UInt8]
  /// `NAME <ADDRESS> SECONDS ZONE`.
  let author: [UInt8]
  let committer: [UInt8]
  /// The name of the message's encoding, where it is not UTF-8.
  let encoding: String?

  private let cleanup: MessageCleanup

  private static let limit = 4 << 20

  /// What `commit-msg` is shown.
  init(_ call: HookCall) throws(GitError) {
    guard let file = call.arguments.first,
      let written = try PlainFile.read(file, limit: Self.limit)
    else {
      throw GitError(
        .notTold, "read message", "git names no file that holds the message",
        help: "call the hook as git does: policy hook commit-msg FILE")
    }
    guard written.count <= Self.limit else {
      throw GitError(
        .failed, "read message", "the message has more than \(Self.limit) bytes",
        help: "put what is that long into a file of the commit")
    }
    let settings = try GitSettings(call.environment)
    cleanup = MessageCleanup(settings, environment: call.environment)
    message = cleanup.stored(written)
    author = try settings.person("GIT_AUTHOR_IDENT")
    committer = try settings.person("GIT_COMMITTER_IDENT")
    let encoding = settings.text("i18n.commitencoding")
    let isUsual = ["utf-8", "utf8"].contains(encoding?.lowercased() ?? "utf-8")
    self.encoding = isUsual ? nil : encoding
  }

  /// Whether nobody has written anything: then Git makes no commit (git-commit(1), `--template`).
  /// Sign-offs, which Git adds, are nobody's words (git, sequencer.c, `rest_is_empty`).
  func isUnwritten(in place: Workplace) throws(GitError) -> Bool {
    if Self.isEmpty(message[...]) { return true }
    guard cleanup.mode != .verbatim, let path = try place.repository.configPath("commit.template"),
      let text = try PlainFile.read(path, limit: Self.limit)
    else { return false }
    let template = cleanup.stored(text)
    return message.starts(with: template) && Self.isEmpty(message.dropFirst(template.count))
  }

  private static func isEmpty(_ text: ArraySlice<UInt8>) -> Bool {
    text.split(separator: UInt8(ascii: "\n")).allSatisfy { line in
      line.starts(with: "Signed-off-by: ".utf8) || line.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }
  }

  /// The parents of the merge that this may be a new form of; `nil` where it is none.
  ///
  /// No hook is told of `--amend`: what it keeps is the author, with the date. Whoever makes another commit
  /// in the second of the merge is asked as if it were the merge: `pre-push` asks again.
  func parents(amending tip: ObjectID, in place: Workplace) throws(GitError) -> [ObjectID]? {
    let commit = try place.repository.commit(tip)
    let person = commit.author.name + Array(" <".utf8) + commit.author.email + Array("> ".utf8)
    guard commit.parents.count > 1,
      author.starts(with: person + Array("\(commit.author.seconds) ".utf8))
    else { return nil }
    return commit.parents
  }
}
