internal import GitModel

/// Reading the statements that draw commits.
extension Drawing {
  mutating func readCommit(_ reader: inout StatementReader) throws(DrawingError) {
    let place = reader.place
    let word = try reader.word("a commit")
    guard Self.isLabel(word) else {
      throw DrawingError("'\(word.text)' begins no statement; commits are capitalised", at: place)
    }
    // Also by case: the commits' own files would collide.
    if let other = labels.first(where: { $0.lowercased() == word.text.lowercased() }) {
      throw DrawingError("'\(other)' is drawn already", at: place)
    }
    var commit = DrawnCommit(
      label: word.text, place: place, seconds: Self.dayZero + 60 * Int64(commits.count))
    if reader.take("after") {
      commit.parents = try commitLabels(&reader)
      guard Set(commit.parents).count == commit.parents.count else {
        throw DrawingError("a parent is named twice", at: place)
      }
    }
    while !reader.isAtEnd { try readAttribute(of: &commit, &reader) }
    commits.append(commit)
  }

  /// What a word puts at a path.
  private static let modes: [String: EntryMode] = [
    "with": .file, "runs": .executable, "links": .link, "embeds": .submodule,
  ]

  private func readAttribute(
    of commit: inout DrawnCommit, _ reader: inout StatementReader
  ) throws(DrawingError) {
    if reader.take("on") {
      commit.seconds = try time(&reader)
    } else if reader.take("like") {
      commit.like += try commitLabels(&reader)
    } else if reader.take("reverts") {
      commit.reverts += try commitLabels(&reader)
    } else if reader.take("picks") {
      commit.picks = .init(label: try commitLabel(&reader))
      if reader.take("at") { commit.picks?.path = try path(&reader) }
    } else if reader.take("tree") {
      try reader.expect("of")
      commit.treeOf = try commitLabel(&reader)
    } else if reader.take("edits") {
      repeat { commit.edits.append(try path(&reader)) } while reader.take(",")
    } else if let mode = Self.modes.first(where: { reader.take($0.key) })?.value {
      let path = try path(&reader)
      guard mode != .submodule else {
        commit.files.append((path, DrawnFile(String(repeating: "5", count: 40), mode)))
        return
      }
      let content = try reader.word("the file's content").text
      let text = content.hasPrefix("\n") ? String(content.dropFirst()) : content
      commit.files.append((path, DrawnFile(text, mode)))
    } else if reader.take("empty") {
      commit.isEmpty = true
    } else if reader.take("says") {
      commit.message = try reader.word("a message").text
    } else if reader.take("claims") {
      commit.claims += try commitLabels(&reader)
    } else {
      try readOrigin(of: &commit, &reader)
    }
  }

  /// Who made it, when, and how it is written down.
  private func readOrigin(
    of commit: inout DrawnCommit, _ reader: inout StatementReader
  ) throws(DrawingError) {
    if reader.take("encoded") {
      commit.encoding = try reader.word("an encoding").text
    } else if reader.take("author") {
      commit.author = try person(&reader)
    } else if reader.take("committer") {
      commit.committer = try person(&reader)
    } else if reader.take("authored") {
      commit.authored = try time(&reader)
    } else if reader.take("signed") {
      commit.signature = try signature(&reader)
    } else {
      throw reader.wanted("an attribute of the commit")
    }
  }

  /// `by NAME`, `badly "why"`, or `unreadably`.
  func signature(_ reader: inout StatementReader) throws(DrawingError) -> DrawnSignature {
    if reader.take("badly") { return .bad(why: try reader.word("what is wrong").text) }
    if reader.take("unreadably") { return .unreadable }
    try reader.expect("by")
    return .by(try reader.word("a name").text)
  }

  /// `NAME <ADDRESS>`.
  private func person(_ reader: inout StatementReader) throws(DrawingError) -> String {
    let word = try reader.word("NAME <ADDRESS>")
    guard word.text.hasSuffix(">"), word.text.split(separator: "<").count == 2 else {
      throw DrawingError("'\(word.text)' is no 'NAME <ADDRESS>'", at: word.place)
    }
    return word.text
  }

  /// A path that Git can store: no empty part, no `.`, `..` or `.git`.
  private func path(_ reader: inout StatementReader) throws(DrawingError) -> String {
    let word = try reader.word("a path")
    let parts = word.text.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { ["", ".", "..", ".git"].contains($0.lowercased()) }) else {
      throw DrawingError("'\(word.text)' is no path in a repository", at: word.place)
    }
    return word.text
  }

  private static func isLabel(_ word: DrawingWord) -> Bool {
    guard !word.isQuoted, let first = word.text.first, first.isASCII, first.isUppercase else {
      return false
    }
    return word.text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }
}
