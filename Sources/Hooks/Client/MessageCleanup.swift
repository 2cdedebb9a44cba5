/// What Git makes of a written message before it stores it: git-commit(1), `--cleanup`.
///
/// `commit-msg` is shown the message as it was written. A mode on the command line no hook is told of:
/// what counts is the configuration, and whether an editor was opened.
struct MessageCleanup: Equatable {
  /// What is taken out besides white space.
  enum Mode: Equatable {
    case verbatim, whitespace
    /// Comments, and all behind a line that cuts.
    case strip
    /// All behind a line that cuts.
    case scissors
  }

  let mode: Mode
  /// What a comment begins with; `nil` where Git chose it: `auto`.
  let comment: [UInt8]?

  /// A mode and a mark of comments.
  init(_ mode: Mode, comment: [UInt8]? = [UInt8(ascii: "#")]) {
    (self.mode, self.comment) = (mode, comment)
  }

  /// The mode that holds by Git's settings. Git tells a hook by `GIT_EDITOR=:` that no editor was opened:
  /// then nothing is a comment.
  init(_ settings: GitSettings, environment: [String: String]) {
    let isEdited = environment["GIT_EDITOR"] != ":"
    switch settings.text("commit.cleanup") {
    case "verbatim"?: mode = .verbatim
    case "whitespace"?: mode = .whitespace
    case "strip"?: mode = .strip
    case "scissors"?: mode = isEdited ? .scissors : .whitespace
    default: mode = isEdited ? .strip : .whitespace
    }
    // The second name since Git 2.45.
    let mark = settings.last(of: ["core.commentchar", "core.commentstring"])
    comment = mark == Array("auto".utf8) ? nil : mark ?? [UInt8(ascii: "#")]
  }

  /// The message as it will be stored.
  func stored(_ written: [UInt8]) -> [UInt8] {
    guard mode != .verbatim else { return written }
    let mark = comment ?? Self.chosenMark(in: written)
    let newline = UInt8(ascii: "\n")
    let cutting = mark + Array(" ------------------------ >8 ------------------------".utf8)
    var (result, isApart): ([UInt8], Bool) = ([], false)
    for line in written.split(separator: newline, omittingEmptySubsequences: false) {
      if mode != .whitespace, line.elementsEqual(cutting) { break }
      if mode == .strip, line.starts(with: mark) { continue }
      var text = line
      while let last = text.last, last == 0x20 || last == 0x09 || last == 0x0D { text.removeLast() }
      if text.isEmpty {
        isApart = !result.isEmpty
        continue
      }
      if isApart { result.append(newline) }
      isApart = false
      result += text + [newline]
    }
    return result
  }

  /// What Git chose for comments that the message's lines do not begin with: `core.commentChar=auto`
  /// in git-config(1). Its own comments come last.
  private static func chosenMark(in written: [UInt8]) -> [UInt8] {
    let lines = written.split(separator: UInt8(ascii: "\n"))
    guard let first = lines.last?.first, "#;@!$%^&|:".utf8.contains(first) else {
      return [UInt8(ascii: "#")]
    }
    return [first]
  }
}
