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

  /// Throws where the configuration asks for what cannot be read.
  static func check(_ config: borrowing Configuration, of path: String) throws(GitError) {
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
      return unsupported(path, "it uses the extension '\(name)', which is not known")
    }
    if error.message.hasPrefix("unsupported repository version")
      || error.message.hasPrefix("unknown object format")
    {
      return unsupported(path, error.message)
    }
    return nil
  }

  private static func unsupported(_ path: String, _ what: String) -> GitError {
    GitError(.unsupportedFormat, "open repository", "'\(path)' cannot be read: \(what)")
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
