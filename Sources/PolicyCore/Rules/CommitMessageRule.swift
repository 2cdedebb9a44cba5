public import GitModel

/// Holds messages against the policy's form. (`CommitMessage` is a hook's name.)
public struct CommitMessageRule: CommitRule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "commit-message",
    summary: "Every message of a new commit has the form that the policy asks for.",
    rationale: """
      A history is read more often than it is written: release notes, bisects and reverts rest on what \
      the messages say. Lengths are counted in characters as people see them, a letter and its accents as \
      one, in the encoding that the commit declares; patterns are RE2 and see the whole message without its last line end. Of commits whose \
      messages Git writes nothing is asked ('except: [merges, reverts]'), and they are told by what they \
      are: two parents that each have what the other has not, or that give it nothing but their files; a \
      change that takes back nothing but what the commit behind it changed that it names, or one of the \
      1,000 nearest where a rebase gave that one another id. 'fixup!', \
      'squash!', 'amend!' and 'WIP' are good work in progress: they are refused where they are about to \
      stay ('no_fixup_on'), and only there. Of a pull request that can only be squashed no message stays. \
      'commit_message_pattern' of a kind of branch is as GitHub's ruleset has it: it excepts no merge, no \
      revert and no squash.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    githubType: "commit_message_pattern",
    examples: CommitMessageExamples.all)

  /// Makes the rule.
  public init() {}

  /// Whether the policy says how messages look.
  public static func isDemanded(in setting: CommitSetting) -> Bool {
    if !setting.messages.isEmpty { return true }
    guard setting.scope.keepsMessages else { return false }
    let demands = setting.demands
    return demands.hasForm || setting.scope.refusesFixups || setting.scope.branchKey != nil
  }

  /// A finding for each thing that is wrong with the message.
  public static func findings(
    on text: CommitText, in setting: CommitSetting
  ) throws(GitError) -> [Flaw] {
    var complaints = setting.scope.keepsMessages ? try form(of: text, in: setting) : []
    // GitHub excepts nothing, and asks of the commits of a squash, too: docs.github.com, "Available
    // rules for rulesets", metadata restrictions.
    for complaint in text.complaints(against: setting.messages)
    where !complaints.contains(where: { $0.what == complaint.what }) {
      complaints.append(complaint)
    }
    return complaints.map { what, verb in
      verb == CommitText.squash
        ? Self.unsquashed(text.commit, what, setting.history) : Flaw(what, at: text.commit, verb)
    }
  }

  /// A commit that is to be squashed into the one that it names, where that is new, too; one that has
  /// landed stays as it is.
  private static func unsquashed(
    _ commit: Commit, _ what: String, _ history: any History
  ) -> Flaw {
    let subject = Flaw(what, at: commit, "give it a subject of its own")
    return Flaw(subject.finding) { remaking throws(GitError) in
      guard remaking.update.old != nil, let (fetch, base) = remaking.beginning,
        try remaking.bringsTarget(of: commit.id, in: history)
      else { return try subject.finding(in: remaking).help }
      return "\(remaking.place)squash it: \(fetch)"
        + remaking.rebase("--interactive --autosquash", from: base) + remaking.publishing
    }
  }

  /// What is wrong with a message by what the policy asks of all.
  private static func form(
    of text: CommitText, in setting: CommitSetting
  ) throws(GitError) -> [Complaint] {
    var complaints = setting.scope.refusesFixups ? text.unfinished : []
    // What is squashed before it lands needs no form.
    let vanishes = text.squashMark != nil && (setting.scope.isTopic || !complaints.isEmpty)
    let others = vanishes ? [] : text.complaints(in: setting)
    if !others.isEmpty, try !text.isExcepted(in: setting) { complaints += others }
    return complaints
  }
}

extension CommitDemands {
  /// Whether it says how messages look, on whatever branch.
  package var hasForm: Bool {
    subjectMax != nil || subjectMin != nil || bodyLineMax != nil || blankSecondLine
      || conventional != nil || issue != nil || !(patterns + notPatterns).isEmpty
  }
}

/// What is wrong with a message, and what to do.
private typealias Complaint = (what: String, verb: String)

extension CommitText {
  /// What says that the commit is to be squashed into another: git-commit(1), `--fixup`, `--squash`.
  fileprivate var squashMark: String? {
    let subject = subject
    return Self.squashMarks.first { subject.starts(with: $0.opening) }?.mark
  }

  /// A subject without such marks: of a mark for a mark, Git looks for what the last one names.
  static func withoutMarks(_ subject: [UInt8]) -> [UInt8] {
    var rest = subject[...]
    while let mark = squashMarks.first(where: { rest.starts(with: $0.opening) }) {
      rest = rest.dropFirst(mark.opening.count).drop { $0 == UInt8(ascii: " ") }
    }
    return Array(rest)
  }

  private static let squashMarks = ["fixup!", "squash!", "amend!"].map { mark in
    (mark: mark, opening: Array("\(mark) ".utf8))
  }

  /// What is to be done with such a commit.
  fileprivate static let squash = "squash it"

  /// What marks a commit as unfinished.
  fileprivate var unfinished: [Complaint] {
    if let mark = squashMark {
      return [
        ("the commit is a '\(mark)' of another", Self.squash)
      ]
    }
    let subject = subject
    var word = subject.drop { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "(") }
    let isMarked = word.prefix(3).equalsInAnyCase("wip".utf8)
    word = word.dropFirst(3)
    guard isMarked, word.first.map({ !$0.isWord && $0 != UInt8(ascii: "-") }) ?? true else {
      return []
    }
    return [("the commit is marked as work in progress", "finish it and reword it")]
  }

  fileprivate func complaints(in setting: CommitSetting) -> [Complaint] {
    let demands = setting.demands
    guard !lines.isEmpty else {
      return demands.hasForm || setting.scope.branchKey != nil
        ? [("the message is empty", "say what the commit does")] : []
    }
    return lengths(demands) + patterns(demands) + keys(setting)
  }

  private func lengths(_ demands: CommitDemands) -> [Complaint] {
    var complaints: [Complaint] = []
    let count = Self.characters(subject)
    if let most = demands.subjectMax, count > most {
      complaints.append(("the subject has \(count) characters, more than \(most)", "shorten it"))
    }
    if let least = demands.subjectMin, count < least {
      complaints.append(("the subject has \(count) characters, fewer than \(least)", "say more"))
    }
    // Item 6 of Conventional Commits 1.0.0 asks for it too.
    let isParted = demands.blankSecondLine || demands.conventional != nil
    if isParted, lines.count > 1, !message[lines[1]].allSatisfy(\.isBlank) {
      complaints.append(("no blank line parts the subject from the body", "put one between them"))
    }
    if let most = demands.bodyLineMax, let long = firstLong(most) {
      complaints.append(
        ("line \(long.number) has \(long.count) characters, more than \(most)", "wrap it"))
    }
    return complaints
  }

  /// The first line of the body that is too long and could be broken: an address, or a trailer, cannot.
  private func firstLong(_ most: Int) -> (number: Int, count: Int)? {
    let long = lines.enumerated().dropFirst().filter { $0.element.count > most }
    guard !long.isEmpty else { return nil }
    let trailers = TrailerBlock(message).lines
    for (number, range) in long where !trailers.contains(number) {
      let line = message[range]
      let count = Self.characters(line)
      guard count > most, line.trimmedBlanks.contains(UInt8(ascii: " ")) else { continue }
      if !line.starts(with: "(cherry picked from commit ".utf8) {
        return (number + 1, count)
      }
    }
    return nil
  }

  /// What the message does not keep of some patterns.
  fileprivate func complaints(against patterns: [TextPattern]) -> [Complaint] {
    patterns.filter { !$0.holds(for: message) }.map { pattern in
      ("the message \(pattern.complaint)", "reword it")
    }
  }

  private func patterns(_ demands: CommitDemands) -> [Complaint] {
    var complaints = complaints(against: demands.patterns)
    for pattern in demands.notPatterns where pattern.holds(for: message) {
      complaints.append(("the message is as '\(pattern.name ?? pattern.text)'", "reword it"))
    }
    guard let conventional = demands.conventional else { return complaints }
    return complaints + conventional.complaints(of: subject).map { ($0, "reword it") }
      + breakingChanges(conventional)
  }

  /// What is wrong with the footers of breaking changes: item 15 of the specification has the one word
  /// whose case counts.
  private func breakingChanges(_ conventional: CommitDemands.Conventional) -> [Complaint] {
    var (isLower, isTold) = (false, false)
    for range in lines.dropFirst() {
      guard range.count >= Self.breaking[0].count, message[range.lowerBound] | 0x20 == 0x62 else {
        continue
      }
      let opening = message[range].prefix(Self.breaking[0].count)
      if Self.breaking.contains(Array(opening)) {
        isTold = true
      } else if Self.breaking.contains(opening.uppercasedASCII) {
        isLower = true
      }
    }
    var complaints: [Complaint] = []
    if isLower { complaints.append(("'BREAKING CHANGE:' is not in upper case", "reword it")) }
    guard conventional.breakingMark, let parts = ConventionalSubject(subject),
      parts.isBreaking != isTold
    else { return complaints }
    complaints.append(
      isTold
        ? ("'BREAKING CHANGE:' stands below, and no '!' before the colon", "add the '!'")
        : ("a '!' stands before the colon, and no 'BREAKING CHANGE:' below", "say what breaks"))
    return complaints
  }

  fileprivate static let breaking = ["BREAKING CHANGE:", "BREAKING-CHANGE:"].map { Array($0.utf8) }

  private func keys(_ setting: CommitSetting) -> [Complaint] {
    var complaints: [Complaint] = []
    if let issue = setting.demands.issue, !issue.holds(for: message) {
      complaints.append(("the message names no issue: it \(issue.complaint)", "name it"))
    }
    if let key = setting.scope.branchKey, !names(key),
      !(setting.scope.branchName.map(names) ?? false)
    {
      complaints.append(("the message does not name '\(key.shown)', as its branch does", "name it"))
    }
    return complaints
  }

  /// Whether the message has a key as a word of its own, in whatever case: `Story-3.4`, not
  /// `Story-3.45`, for `story-3.4`; the end of a sentence may follow.
  private func names(_ key: [UInt8]) -> Bool {
    let (text, key) = (message.lowercasedASCII, key.lowercasedASCII)
    guard !key.isEmpty else { return true }
    var rest = text[...]
    while let found = rest.firstPlace(of: key) {
      let before = text[..<found].last
      let behind = text[(found + key.count)...]
      let goesOn = behind.first.map { $0.isWord || $0 == UInt8(ascii: "_") } ?? false
      let isLonger =
        (behind.first == UInt8(ascii: ".") || behind.first == UInt8(ascii: "-"))
        && behind.dropFirst().first.map(\.isWord) ?? false
      if !goesOn, !isLonger, !(before.map(\.isWord) ?? false) { return true }
      rest = text[(found + 1)...]
    }
    return false
  }
}

extension Collection<UInt8> {
  fileprivate var uppercasedASCII: [UInt8] { map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 } }
}
