import GitModel
import PolicyCore

/// Reports to write.
enum Samples {
  static let first = id(1), second = id(2)

  /// A commit's id that tells its number.
  static func id(_ number: Int) -> ObjectID {
    let digits = String(number, radix: 16)
    guard let id = ObjectID(hex: String(repeating: "a", count: 40 - digits.count) + digits) else {
      preconditionFailure("40 digits are an id")
    }
    return id
  }

  static func ref(_ name: String) -> RefName { ref(Array(name.utf8)) }

  static func ref(_ name: [UInt8]) -> RefName {
    guard let ref = RefName(bytes: name) else { preconditionFailure("no ref name: \(name)") }
    return ref
  }

  static func standing(_ ref: String) -> RefUpdate {
    RefUpdate(.standing, of: self.ref(ref), from: nil, to: first)
  }

  static func report(_ judgements: [Judgement], refs: Int = 5) -> Report {
    Report(
      policy: Report.PolicySource(source: "preset story-flow", digest: id(99).hex),
      repository: "/srv/git/project.git", mode: .enforce, judgements: judgements, commits: 1_234,
      refs: refs, seconds: 0.1234)
  }

  static func judgement(
    _ rule: String, on ref: String = "refs/heads/main", level: Level = .error, _ verdict: Verdict,
    waived: [Judgement.Waived] = []
  ) -> Judgement {
    Judgement(rule: rule, level: level, update: standing(ref), verdict: verdict, waived: waived)
  }

  static func merge(_ number: Int) -> Finding {
    Finding("merges 2 parents", at: id(number), help: "make it linear: git rebase --onto \(id(1))")
  }

  static let kept = report([
    judgement("linear-history", .kept), judgement("branch-point", on: "refs/heads/story-1", .kept),
  ])

  static let empty = report([], refs: 0)

  static let broken: Report = {
    let pull = RefUpdate(
      .pullRequest, of: ref("refs/heads/develop"), from: first, to: second,
      head: BranchName("story-1").map { RefUpdate.Head(branch: $0) })
    var report = Samples.report([
      judgement("linear-history", .broken([merge(2)])), judgement("branch-name", .kept),
      Judgement(
        rule: "up-to-date", level: .error, update: pull,
        verdict: .broken([
          Finding(
            "lacks 2 commits of 'develop'", at: id(4), among: [id(4), id(3)],
            base: BranchName("develop"),
            path: Array("doc/läs mich.md".utf8), help: "take them in: git merge origin/develop")
        ])),
    ])
    report.off = [Report.Off(rule: "required-checks", why: "the policy lists no source")]
    report.notes = ["branch 'story-2' has no remote"]
    return report
  }()

  static let unknown = report([
    judgement("linear-history", .kept),
    judgement(
      "back-merge",
      .unknown(GitError(.shallow, "walk history", "history ends at a shallow commit"))),
  ])

  static let warned = report([
    judgement("linear-history", .kept),
    judgement(
      "branch-age", on: "refs/heads/story-1", level: .warning,
      .broken([Finding("is 45 days old", help: "land it or drop it")])),
    judgement(
      "merged-branch", on: "refs/heads/story-1", level: .warning,
      .broken([Finding("has landed", help: "delete it")])),
  ])

  static let located = report([
    judgement(
      "check-producer",
      .broken([
        Finding(
          "nothing reports it", path: Array(".github/workflows/ci.yml".utf8), line: 12,
          help: "rename it"),
        Finding(
          "nothing reports it", path: Array(".github/workflows/ci.yml".utf8), line: 9,
          help: "rename it"),
      ]))
  ])

  static let waived = report([
    judgement(
      "linear-history", .kept,
      waived: [
        Judgement.Waived(finding: merge(2), reason: "imported", until: 1_798_761_599),
        Judgement.Waived(finding: merge(3), reason: "known since the baseline"),
      ])
  ])

  /// One rule broken so often on one ref.
  static func merges(_ count: Int) -> Report {
    report([judgement("linear-history", .broken((1...count).map { merge($0) }))])
  }

  /// One rule broken once on each of so many refs.
  static func misnamed(_ count: Int) -> Report {
    let finding = Finding("no kind of branch has this name", help: "rename it: git branch -m NAME")
    return report(
      (1...count).map {
        judgement("branch-name", on: "refs/heads/topic-\($0)", .broken([finding]))
      }, refs: count)
  }

  static let all: [(name: String, report: Report)] = [
    ("kept", kept), ("empty", empty), ("broken", broken), ("unknown", unknown),
    ("warned", warned), ("located", located), ("waived", waived),
    ("a thousand merges", merges(1_000)),
    ("four thousand names", misnamed(4_000)), ("hostile", Hostile.report),
  ]
}
