/// What Git makes of a written message before it stores it: git-commit(1), `--cleanup`.
///
/// `commit-msg` is shown the message as it was written. A mode on the command line no hook is told of:
/// what counts is the configuration, and whether an editor was opened. Nor of `--verbose`: that shows in
/// what Git itself wrote.
struct MessageCleanup: Equatable {
  /// What is taken out besides white space.
  enum Mode: Equatable {
    case verbatim, whitespace
    /// Comments.
    case strip
    /// All behind a line that cuts.
    case scissors
  }

  let mode: Mode
  /// What a comment begins with; `nil` where Git chose it: `auto`.
  let comment: [UInt8]?
  /// Whether all behind a line that cuts goes, whatever the mode: git-commit(1), `--verbose`.
  var isVerbose = false

  /// A mode and a mark of comments.
  init(_ mode: Mode, comment: [UInt8]? = [UInt8(ascii: "#")], isVerbose: Bool = false) {
    (self.mode, self.comment, self.isVerbose) = (mode, comment, isVerbose)
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
    let verbose = settings.text("commit.verbose")?.lowercased() ?? "false"
    isVerbose = !["", "0", "false", "no", "off"].contains(verbose)
    // The second name since Git 2.45.
    let mark = settings.last(of: ["core.commentchar", "core.commentstring"])
    comment = mark == Array("auto".utf8) ? nil : mark ?? [UInt8(ascii: "#")]
  }

  /// The message as it will be stored.
  func stored(_ written: [UInt8]) -> [UInt8] {
    let newline = UInt8(ascii: "\n")
    let mark = comment ?? Self.chosenMark(in: written)
    let lines = written.split(separator: newline, omittingEmptySubsequences: false)
    let end = end(of: lines, mark)
    if mode == .verbatim { return Array(written.prefix(end.map { lines[$0].startIndex } ?? .max)) }
    var (result, isApart): ([UInt8], Bool) = ([], false)
    for line in lines[..<(end ?? lines.count)] {
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

  /// The number of the line that cuts; `nil` where none does.
  private func end(of lines: [ArraySlice<UInt8>], _ mark: [UInt8]) -> Int? {
    let cutting = mark + Array(" ------------------------ >8 ------------------------".utf8)
    // The last one has no newline, and is none.
    let places = lines.indices.dropLast().filter { lines[$0].elementsEqual(cutting) }
    let cuts = mode == .scissors || isVerbose
    return cuts || places.contains { isOwn($0, lines, mark) } ? places.first : nil
  }

  /// Whether Git wrote the line that cuts: it explains it in two comments, in whatever language, and
  /// nothing that is one stands behind them (wt-status.c, `wt_status_append_cut_line`).
  private func isOwn(_ place: Int, _ lines: [ArraySlice<UInt8>], _ mark: [UInt8]) -> Bool {
    let behind = lines[(place + 1)...]
    let english = mark + Array(" Do not modify or remove the line above".utf8)
    return behind.first?.starts(with: english) == true
      || behind.prefix { $0.starts(with: mark) }.count == 2
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
