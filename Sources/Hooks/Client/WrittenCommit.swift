internal import GitModel

/// What is known of a commit once its message is written: all but its tree.
struct WrittenCommit {
  /// The message as it will be stored.
  let message: [UInt8]
  /// `NAME <ADDRESS> SECONDS ZONE`.
  let author: [UInt8]
  let committer: [UInt8]
  /// The name of the message's encoding, where it is not UTF-8.
  let encoding: String?

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
    message = MessageCleanup(settings, environment: call.environment).stored(written)
    author = try settings.person("GIT_AUTHOR_IDENT")
    committer = try settings.person("GIT_COMMITTER_IDENT")
    let encoding = settings.text("i18n.commitencoding")
    let isUsual = ["utf-8", "utf8"].contains(encoding?.lowercased() ?? "utf-8")
    self.encoding = isUsual ? nil : encoding
  }
}
