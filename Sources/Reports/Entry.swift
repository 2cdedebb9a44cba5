import GitModel
import PolicyCore

/// One thing that a report lists: a finding, or a rule that could not tell.
struct Entry {
  let rule: String
  /// How loud it is: not to know is an error, whatever the rule's level.
  let level: Level
  let update: RefUpdate
  /// What is wrong; of a rule that could not tell, why.
  let finding: Finding
  /// Why the rule could not tell; `nil` where it is broken.
  let cause: GitError.Cause?
  /// Why the finding does not count; `nil` where it does.
  let waiver: Judgement.Waived?

  init(_ judgement: Judgement, _ finding: Finding, cause: GitError.Cause? = nil) {
    (rule, update) = (judgement.rule, judgement.update)
    level = cause == nil ? judgement.level : .error
    (self.finding, self.cause, waiver) = (finding, cause, nil)
  }

  init(_ judgement: Judgement, _ waiver: Judgement.Waived) {
    (rule, level, update) = (judgement.rule, judgement.level, judgement.update)
    (finding, cause, self.waiver) = (waiver.finding, nil, waiver)
  }

  var verdict: Report.Outcome { cause == nil ? .broken : .unknown }

  /// `error`, `warning`, `unknown` or `waived`, as text for people begins with.
  var tag: String {
    if waiver != nil { return "waived" }
    return cause != nil ? "unknown" : level.rawValue
  }

  /// Whether it is about the commit that is about to be made.
  var isInTheMaking: Bool { update.moment == .commit && finding.commit == update.new }

  /// The file that the finding is about, for people: `'ci.yml'`, or `'ci.yml:12'`.
  var file: String? {
    finding.path.map { path in
      "'\(Escaped.text(path))\(finding.line.map { ":\($0)" } ?? "")'"
    }
  }

  /// The other branch by the name of its ref where it lives.
  var base: [UInt8]? { finding.base.map { Array("refs/heads/".utf8) + $0.bytes } }

  /// The pull request's head branch by the name of its ref where it lives.
  var head: [UInt8]? { update.head.map { Array("refs/heads/".utf8) + $0.branch.bytes } }

  /// The ref, for people: `refs/heads/main`, or `refs/heads/story-1 into refs/heads/main`.
  var place: String {
    let ref = Escaped.text(update.ref.bytes)
    return head.map { "\(Escaped.text($0)) into \(ref)" } ?? ref
  }
}

extension Report {
  /// Everything there is to list, by ref, rule, commit and message, alike from run to run.
  var entries: [Entry] {
    let groups = Dictionary(grouping: judgements.flatMap(\.entries)) { entry in
      Subject(ref: entry.update.ref, rule: entry.rule)
    }
    return groups.sorted { $0.key < $1.key }.flatMap { $0.value.sorted { $0.comesBefore($1) } }
  }

  /// What entries share that stand together.
  private struct Subject: Hashable, Comparable {
    let ref: RefName
    let rule: String

    static func < (left: Subject, right: Subject) -> Bool {
      left.ref == right.ref ? left.rule < right.rule : left.ref < right.ref
    }
  }
}

extension Judgement {
  fileprivate var entries: [Entry] {
    let waived = waived.map { Entry(self, $0) }
    switch verdict {
    case .kept: return waived
    case .broken(let findings): return findings.map { Entry(self, $0) } + waived
    case .unknown(let error):
      let finding = Finding("\(error.operation): \(error.message)", help: error.help)
      return [Entry(self, finding, cause: error.cause)] + waived
    }
  }
}

extension Entry {
  /// The order of entries with the same ref and rule: what is about no commit comes first.
  fileprivate func comesBefore(_ other: Entry) -> Bool {
    switch (finding.commit, other.finding.commit) {
    case (let own?, let others?) where own != others: own < others
    case (nil, _?): true
    case (_?, nil): false
    default: furtherKey.lexicographicallyPrecedes(other.furtherKey)
    }
  }

  /// Everything else in the entry, so that only what reads the same can change places; the bytes that
  /// divide it come before all others.
  private var furtherKey: [UInt8] {
    var key: [UInt8] = []
    func add(_ field: some Sequence<UInt8>) {
      key.append(0)
      key.append(contentsOf: field)
    }
    add(finding.message.utf8)
    add(update.moment.rawValue.utf8)
    add(head ?? [])
    add(finding.base?.bytes ?? [])
    add(finding.path ?? [])
    withUnsafeBytes(of: UInt64(clamping: finding.line ?? 0).bigEndian) { add($0) }
    add(finding.help.utf8)
    add(tag.utf8)
    add((waiver.map { "\($0.reason) \($0.until ?? 0)" } ?? "").utf8)
    for commit in finding.commits { add(commit.bytes) }
    return key
  }
}
