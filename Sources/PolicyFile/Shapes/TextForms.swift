internal import GitModel
internal import PolicyCore

extension TextForm {
  /// Text with something in it besides blanks.
  static let text = TextForm("text", "text", pattern: #"[^ \t\r\n]"#, forbidden: nil)

  static let glob = TextForm("glob", "a name or a glob", pattern: "^.") { globFault($0) }

  static let branchGlob = TextForm(
    "branch", "a branch's short name or a glob", pattern: "^.",
    forbidden: #"^refs/|[\x00-\x1f\x7f]"#
  ) { text in
    if let fault = globFault(text) { return fault }
    guard let name = literal(text), BranchName(name) == nil else { return nil }
    return Fault("\(quoted(text)) cannot be a branch's name")
  }

  static let tagGlob = TextForm(
    "tag", "a tag's short name or a glob", pattern: "^.", forbidden: #"^refs/|[\x00-\x1f\x7f]"#
  ) { text in
    do throws(GlobError) {
      return try Glob(text).isOfTags ? nil : Fault("\(quoted(text)) cannot be a tag's name")
    } catch {
      return globFault(text)
    }
  }

  static let branchName = TextForm(
    "branch-name", "the short name of a long-lived branch", pattern: "^.",
    forbidden: #"^refs/|[\x00-\x1f\x7f]"#)

  static let regex = TextForm(
    "regex", "a regular expression", pattern: #"[\s\S]"#, forbidden: nil
  ) { text in
    do throws(PatternError) {
      _ = try Pattern(text)
      return nil
    } catch {
      return Fault(
        "the regular expression \(quoted(text)) does not compile: \(shown(error.message))",
        help: "write it in RE2's syntax, which has no lookaround and no backreferences")
    }
  }

  /// A regular expression that captures something.
  static let capture = TextForm(
    "capture", "a regular expression with a group", pattern: #"[\s\S]"#, forbidden: nil
  ) { text in
    if let fault = regex.fault(in: text) { return fault }
    do throws(PatternError) {
      guard try Pattern(text).groupCount == 0 else { return nil }
      return Fault(
        "the regular expression \(quoted(text)) captures nothing",
        help: "put the number into a group: '([0-9.]+)%'")
    } catch {
      return Fault("the regular expression \(quoted(text)) does not compile")
    }
  }

  /// A command line that needs no shell.
  static let command = TextForm(
    "command", "a command", pattern: #"[^ \t\r\n]"#, inSchema: CommandPattern.line, forbidden: nil
  ) { text in
    do throws(GateCommand.Failure) {
      _ = try GateCommand.words(text)
      return nil
    } catch {
      return Fault(error.message, help: error.help)
    }
  }

  /// A JSON pointer: RFC 6901.
  static let pointer = TextForm(
    "json-pointer", "a JSON pointer such as /totals/percent_covered",
    pattern: "^(/([^~]|~[01])*)?$", forbidden: nil)

  static let duration = TextForm(
    "duration", "a time such as 7d or '4h 30m'", pattern: Duration.pattern
  ) { text in
    Duration.seconds(text) == nil ? Fault("the time \(quoted(text)) names a unit twice") : nil
  }

  static let size = TextForm("size", "a size such as 100MB", pattern: ByteSize.pattern)

  static let date = TextForm(
    "date", "a date such as 2026-01-31", pattern: Instant.pattern
  ) { text in
    Instant.range(text) == nil ? Fault("the date \(quoted(text)) does not exist") : nil
  }

  static let commit = TextForm(
    "commit", "a commit's full id of 40 or 64 digits",
    pattern: "^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})$", forbidden: #"^0*$|[\x00-\x1f\x7f]"#)

  /// A path in the tree: neither absolute nor out of it.
  static let path = TextForm(
    "path", "a path inside the repository", pattern: "[^./]", forbidden: outside)

  static let parent = TextForm(
    "parent", "a preset or a path inside the repository",
    pattern: "^(\(PolicyFile.presetNames.joined(separator: "|")))$|/|[.]ya?ml$",
    forbidden: outside, names: PolicyFile.presetNames)

  private static let outside = #"^[/~]|(^|/)[.][.](/|$)|[\x00-\x1f\x7f\\]"#

  static let login = TextForm(
    "login", "a user's login", pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*(\\[bot\\])?$")

  static let team = TextForm(
    "team", "a team's slug", pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9._-]+)?$")

  static let slug = TextForm(
    "name", "a name of letters, digits, '-', '_' and '.'", pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$")

  static let secret = TextForm(
    "secret", "a secret's name of letters, digits and '_'", pattern: "^[A-Za-z_][A-Za-z0-9_]*$"
  ) { text in
    text.uppercased().hasPrefix("GITHUB_")
      ? Fault(
        "\(quoted(text)) cannot be a secret of anybody's", help: "GitHub sets it; leave it out")
      : nil
  }

  static let signer = TextForm(
    "signer", "a name or an address", pattern: "^[A-Za-z0-9][A-Za-z0-9._+@-]*$")

  static let trailer = TextForm(
    "trailer", "a trailer's key such as Change-Id", pattern: "^[A-Za-z0-9][A-Za-z0-9-]*$")

  static let signingKey = TextForm(
    "signing-key", "an SSH public key or an OpenPGP fingerprint", pattern: #"[^ \t]"#
  ) { text in
    CheckerKey(text) == nil
      ? Fault(
        "expected an SSH public key or an OpenPGP fingerprint, found \(quoted(text))",
        help: "copy the whole line of a file such as id_ed25519.pub, or the 40 digits of "
          + "gpg --list-keys --with-fingerprint")
      : nil
  }

  private static func globFault(_ text: String) -> Fault? {
    do throws(GlobError) {
      _ = try Exemption(text)
      return nil
    } catch {
      return Fault("the glob \(quoted(text)) \(error.message)")
    }
  }

  /// The one name that a glob stands for; `nil` where it stands for many.
  private static func literal(_ text: String) -> String? {
    do throws(GlobError) {
      return try Glob(text).isLiteral ? text.replacing("\\", with: "") : nil
    } catch {
      return nil
    }
  }
}
