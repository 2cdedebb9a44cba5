internal import GitModel
internal import PolicyCore

extension Report {
  /// The report of a run in which the repository could not be asked at all: one thing that is unknown,
  /// of `refs/heads`, where all branches are.
  init?(unknownBecauseOf error: GitError) {
    guard let ref = RefName("refs/heads") else { return nil }
    let judgement = Judgement(
      rule: "repository", level: .error,
      update: RefUpdate(.standing, of: ref, from: nil, to: nil), verdict: .unknown(error))
    self.init(
      policy: PolicySource(source: "none", digest: ""), repository: File.resolved(".") ?? ".",
      mode: .enforce, judgements: [judgement], commits: 0, refs: 0, seconds: 0)
  }
}
