public import GitModel

/// Who reports a context that a branch requires.
public struct ContextAnswer: Sendable {
  /// The answer in one word, as `policy checks --format json` has it.
  public enum Verdict: String, Sendable, CaseIterable {
    /// It is reported whenever it is waited for.
    case produced
    /// Nothing reports it, and a check with nearly that name is reported.
    case renamed
    /// It is reported, but not always, or not for what it seems.
    case conditional
    /// Nothing reports it where it is waited for.
    case never
    /// The workflow files do not tell.
    case unknown
  }

  /// What is required.
  public let required: Protection.RequiredCheck
  /// The ref of the branch that requires it.
  public let ref: RefName
  /// The answer.
  public var verdict: Verdict
  /// The jobs that report it, or that may; of one that is renamed, the nearest.
  public var producers: [ProducedCheck] = []
  /// What is so or is wrong: lower case, without a period at the end.
  public var message: String
  /// What to do; empty where there is nothing to do.
  public var help: String
  /// The file and the line that it is about; `nil` where it is about none.
  public var place: Place?
  /// Whether no workflow file is anywhere: then the checks come from elsewhere, and nobody can say
  /// that they do not come.
  public var isElsewhere = false

  /// A line of a file.
  public struct Place: Sendable, Hashable {
    /// The path in the tree.
    public let path: WorkflowPath
    /// The line, from 1.
    public let line: Int
  }

  init(
    _ required: Protection.RequiredCheck, on ref: RefName, _ verdict: Verdict, _ message: String,
    by producers: [ProducedCheck] = [], at place: Place? = nil, help: String = ""
  ) {
    (self.required, self.ref, self.verdict) = (required, ref, verdict)
    (self.message, self.help, self.producers) = (message, help, producers.joined)
    self.place = place ?? producers.first.map { Place(path: $0.path, line: $0.line) }
  }
}

extension [ProducedCheck] {
  /// Each job once: on different events it is told as different checks.
  fileprivate var joined: [ProducedCheck] {
    reduce(into: []) { result, check in
      let known = result.firstIndex { $0.isSameJob(as: check) }
      guard let known else { return result.append(check) }
      result[known].triggers += check.triggers.filter { !result[known].triggers.contains($0) }
      // What does not hold on all of them is not said of any.
      if result[known].condition != check.condition { result[known].condition = .always }
    }
  }
}
