internal import CLibrary
internal import GitModel
internal import PolicyCore
internal import Programs
internal import Reports

/// Makes calls of GitHub's API at one host, through the real `gh` and nothing else.
///
/// One task at a time. It keeps no answer: what it says is what the server says now.
public final class GitHubClient {
  /// The host that is asked: `github.com`.
  public let host: String
  private let program: GhProgram?
  private let patience: Patience
  private let time: Duration

  /// A client for a host. Without a `program` every call fails with the cure. `time` is how long one
  /// call may take; GitHub itself gives up after ten seconds.
  public init(
    host: String, program: GhProgram?, patience: Patience, time: Duration = .seconds(60)
  ) {
    (self.host, self.program, self.patience, self.time) = (host, program, patience, time)
  }

  /// The tokens that may be sent, which nobody is to see.
  var tokens: [String] { program?.tokens ?? [] }

  /// Makes a call, again after a wait where a limit was reached or, for reads, the server stumbled.
  /// Throws where the status is no success.
  public func send(_ call: GitHubCall) throws(GitHubFailure) -> GitHubAnswer {
    var pauses = [1, 4]
    while true {
      let answer = try attempt(call)
      if let limit = limit(in: answer) {
        // A call that was over the limit has changed nothing.
        guard patience.wait(.seconds(limit.seconds)) else { throw over(limit, call, answer) }
      } else if call.isRead, [502, 503, 504].contains(answer.status), let pause = pauses.first,
        patience.wait(.seconds(pause))
      {
        pauses.removeFirst()
      } else {
        guard answer.isSuccess else { throw failure(of: call, answer) }
        return answer
      }
    }
  }

  /// A failure of a call, in the client's words.
  func failure(
    _ cause: GitHubFailure.Cause, _ call: GitHubCall, status: Int? = nil, _ message: String,
    help: String? = nil
  ) -> GitHubFailure {
    let isForAdministrators = cause == .forbidden && call.needsAdministration
    return GitHubFailure(
      cause, call.why, status: status, message, host: host,
      help: help ?? (isForAdministrators ? Self.administration : nil),
      hiding: tokens)
  }

  private static let administration =
    "use a token of somebody who administers the repository (fine-grained: Administration), or an "
    + "App's; the token of GitHub Actions never may"

  private func attempt(_ call: GitHubCall) throws(GitHubFailure) -> GitHubAnswer {
    guard let program else { throw failure(.missingProgram, call, "gh is not on PATH") }
    let end: TimedProgram.End
    do throws(TimedProgram.Failure) {
      var arguments = call.arguments(host: host)
      arguments.insert("--include", at: 1)
      end = try program.run(arguments, input: call.body?.line ?? [], time: time)
    } catch {
      throw failure(of: call, error)
    }
    if let answer = GitHubAnswer(printed: end.output, endingWith: end.status),
      !answer.isFlawed || !answer.problems.isEmpty
    {
      return answer
    }
    throw noAnswer(to: call, end)
  }
}

/// What went wrong.
extension GitHubClient {
  private func limit(in answer: GitHubAnswer) -> RateLimit? {
    let isQuery = answer.isFlawed && answer.problems.contains { $0.isRateLimit }
    let isRefusal = [403, 429].contains(answer.status)
    guard isQuery || isRefusal else { return nil }
    let text = String(decoding: answer.body.prefix(4_096), as: UTF8.self).lowercased()
    let isNamed = isQuery || answer.status == 429 || text.contains("rate limit")
    return RateLimit(answer.headers, isNamed: isNamed, now: patience.now)
  }

  private func over(
    _ limit: RateLimit, _ call: GitHubCall, _ answer: GitHubAnswer
  ) -> GitHubFailure {
    let end = Timestamp.text(patience.now + limit.seconds)
    return failure(
      .rateLimited, call, status: answer.status, "the rate limit is reached until \(end)",
      help: "run policy again after \(end), or let gh use another token: "
        + "gh api --hostname \(host) rate_limit")
  }

  func failure(of call: GitHubCall, _ failure: TimedProgram.Failure) -> GitHubFailure {
    switch failure {
    case .system(let error) where error.isOfProgram:
      self.failure(.missingProgram, call, "gh does not start: \(error.reason)")
    case .system(let error):
      self.failure(.noRoom, call, "gh cannot be run: \(error.reason)")
    case .timedOut:
      self.failure(
        .timedOut, call, "no answer within \(Words.count(Int(time.components.seconds), "second"))")
    case .tooLong:
      self.failure(.malformed, call, "the answer is over 64 MiB long")
    }
  }

  /// An answer with a status that is no success, in the server's own words.
  private func failure(of call: GitHubCall, _ answer: GitHubAnswer) -> GitHubFailure {
    let cause: GitHubFailure.Cause =
      switch answer.status {
      case 401: .loggedOut
      case 403, 451: .forbidden
      case 404: .notFound
      case 500...: .server
      default: .refused
      }
    let words = answer.message.map { ": \($0)" } ?? ""
    return failure(
      cause, call, status: answer.status, "\(host) answered \(answer.status)\(words)")
  }

  /// gh ended without an answer of the server's: exit status 4 is its word for "log in first".
  private func noAnswer(to call: GitHubCall, _ end: TimedProgram.End) -> GitHubFailure {
    let said = String(decoding: end.errors.prefix(4_096), as: UTF8.self)
      .split(separator: "\n").first.map(String.init)
    if end.status == 4 { return failure(.loggedOut, call, "gh is not logged in to \(host)") }
    if end.status == 0 || GitHubAnswer(printed: end.output, endingWith: end.status) != nil {
      return failure(.malformed, call, "the answer breaks off\(said.map { ": \($0)" } ?? "")")
    }
    let isMissing = end.status == 126 || end.status == 127
    return failure(
      isMissing ? .missingProgram : .unreachable, call,
      said ?? "gh ended with \(end.status) and said nothing")
  }
}

extension SystemError {
  /// Whether it tells of the program's file, and not of the system's own want: execve(2).
  fileprivate var isOfProgram: Bool {
    isMissing || [EACCES, EPERM, ENOEXEC, ELOOP, EISDIR, EINVAL].contains(number)
  }
}
