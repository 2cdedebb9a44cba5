public import GitModel

/// One place where a rule is broken.
///
/// Facts by value, so that no report has to read a sentence: the message names no ids.
public struct Finding: Hashable, Sendable {
  /// The commit where it is broken; `nil` where it is the ref itself.
  public var commit: ObjectID?
  /// All commits that it is about, newest first; `commit` is one of them.
  public var commits: [ObjectID] = []
  /// The other branch that it is about: the base, the branch owed.
  public var base: BranchName?
  /// The path that it is about, as bytes.
  public var path: [UInt8]?
  /// The line in that file, from 1; `nil` where it is the file as a whole.
  public var line: Int?
  /// What is wrong: lower case, present tense, no period at the end.
  public var message: String
  /// The literal command that mends it, or what to do.
  public var help: String

  /// A finding about the ref itself, or about one commit or several.
  public init(
    _ message: String, at commit: ObjectID? = nil, among commits: [ObjectID] = [],
    base: BranchName? = nil, path: [UInt8]? = nil, line: Int? = nil, help: String
  ) {
    (self.message, self.help) = (message, help)
    (self.commit, self.base, self.path, self.line) = (commit, base, path, line)
    self.commits = commits.isEmpty ? [commit].compactMap { $0 } : commits
  }
}
