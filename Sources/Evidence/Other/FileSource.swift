public import GitModel
public import GitStore
public import PolicyCore

/// `{file: PATH}`: what a JSON file tells, which something else has written. It is proof where the
/// file, and the way to it, lie outside the judged tree.
public final class FileSource: EvidenceSource {
  private let path: String
  private let repository: Repository
  private var answer: Result<FileEvidence, GitError>?

  /// The file at a path, which is meant from the top of the work tree, or from the bare repository.
  public init(_ path: String, in repository: Repository) {
    (self.path, self.repository) = (path, repository)
  }

  /// `file`.
  public var name: String { "file" }

  /// It does.
  public var tellsReviewsOfCommits: Bool { true }

  /// The results that the file has for these commits and their trees.
  public func checks(on commits: [EvidenceSubject]) throws(GitError) -> [CheckResult] {
    let ids = Set(commits.flatMap { [$0.commit, $0.tree].compactMap { $0 } })
    return try evidence().checks.filter { result in
      ids.contains(result.commit) || result.tree.map(ids.contains) ?? false
    }
  }

  /// The deployments that the file has of these commits.
  public func deployments(of commits: [EvidenceSubject]) throws(GitError) -> [Deployment] {
    let ids = Set(commits.map(\.commit))
    return try evidence().deployments.filter { ids.contains($0.commit) }
  }

  /// The reviews that the file has of these commits.
  public func reviews(of commits: [EvidenceSubject]) throws(GitError) -> [Review] {
    let ids = Set(commits.map(\.commit))
    return try evidence().reviews.filter { $0.commit.map(ids.contains) ?? false }
  }

  /// The landings that the file has; `nil` where it does not tell them apart.
  public func landings(
    on branch: BranchName, among steps: [ObjectID]
  ) throws(GitError) -> [Landing]? {
    let steps = Set(steps)
    return try evidence().landings?.filter { $0.branch == branch && steps.contains($0.landing.new) }
      .map(\.landing)
  }

  /// What the file says; read once.
  private func evidence() throws(GitError) -> FileEvidence {
    if let answer { return try answer.get() }
    do throws(GitError) {
      let file = try EvidenceFile(path, in: repository)
      let read: FileEvidence
      do throws(RecordError) {
        read = try FileEvidence(file)
      } catch {
        throw GitError(
          .noEvidence, "read evidence", "the file '\(path)' is no evidence: \(error.message)",
          help: "write it as docs/evidence.md says")
      }
      answer = .success(read)
      return read
    } catch {
      answer = .failure(error)
      throw error
    }
  }
}
