internal import GitModel

/// Refuses, in words, what libgit2 cannot read: gitrepository-layout(5) and git-config(1),
/// `extensions.*`.
enum RepositoryFormat {
  /// The extensions of which some values change how objects or refs are stored.
  private static let readable: [(key: String, value: String, other: @Sendable (String) -> String)] =
    [
      ("extensions.objectformat", "sha1", { "its objects are named by \(name($0))" }),
      ("extensions.refstorage", "files", { "its refs are stored as \($0)" }),
    ]

  private static let anotherClone =
    "run policy in a clone that lacks it, made by a git that knows it: git clone OLD-FOLDER NEW-FOLDER"

  /// Throws where the configuration asks for what cannot be read.
  static func check(_ config: Configuration, of path: String) throws(GitError) {
    for (key, value, words) in readable {
      guard let asked = try config.value(key), asked.lowercased() != value else { continue }
      throw unsupported(path, words(asked))
    }
  }

  /// The error that libgit2 gives for an extension or a version that it does not know, in words;
  /// `nil` where it means something else.
  static func explained(_ error: GitError, of path: String) -> GitError? {
    let extensionName = "unsupported extension name extensions."
    if let found = error.message.firstRange(of: extensionName) {
      let name = error.message[found.upperBound...]
      return unsupported(
        path, "it uses the extension '\(name)', which is not known", help: Self.anotherClone)
    }
    if error.message.hasPrefix("unsupported repository version") {
      return unsupported(path, error.message, help: Self.anotherClone)
    }
    // From 1.6 on libgit2 knows of other formats, and reads none of them.
    if error.message.hasPrefix("unknown object format") {
      let name = error.message.split(separator: "'").last.map(String.init) ?? ""
      return unsupported(path, "its objects are named by \(Self.name(name))")
    }
    // From 1.7 on libgit2 reads these files at once, without git's comments in them.
    if error.message.hasPrefix("invalid graft") {
      return GitError(
        .corrupt, error.operation, "'\(path)': its grafts or its shallow file cannot be read",
        help: "remove info/grafts; fetch the whole history: git fetch --unshallow")
    }
    return nil
  }

  private static func unsupported(
    _ path: String, _ what: String, help: String? = nil
  ) -> GitError {
    GitError(
      .unsupportedFormat, "open repository", "'\(path)' cannot be read: \(what)", help: help)
  }

  private static func name(_ format: String) -> String {
    format.lowercased() == "sha256" ? "SHA-256" : "'\(format)'"
  }
}

extension String {
  /// Where a text stands first in this one.
  fileprivate func firstRange(of text: String) -> Range<Index>? {
    indices.first { self[$0...].hasPrefix(text) }.map {
      $0..<index($0, offsetBy: text.count)
    }
  }
}
