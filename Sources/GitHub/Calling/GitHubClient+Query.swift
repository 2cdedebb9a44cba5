/// Questions in GraphQL.
extension GitHubClient {
  private struct Reply<Value: Decodable>: Decodable {
    let data: Value
    let errors: [GitHubAnswer.Problem]?
  }

  /// Asks a question. An answer with an error in it is none, whatever else it holds: what is missing
  /// in it cannot be told from what is not there.
  public func ask<Value: Decodable>(
    _ question: GitHubCall, as type: Value.Type
  ) throws(GitHubFailure) -> Value {
    let answer = try send(question)
    let reply: Reply<Value>
    do throws(GitHubAnswer.Flaw) {
      reply = try answer.decoded(Reply<Value>.self)
    } catch {
      // With an error in it, what was asked for may be null.
      if let problem = answer.problems.first { throw failure(of: question, problem) }
      throw failure(
        .malformed, question, status: answer.status, "the answer cannot be used: \(error.message)")
    }
    if let problem = reply.errors?.first { throw failure(of: question, problem) }
    return reply.data
  }

  private func failure(
    of question: GitHubCall, _ problem: GitHubAnswer.Problem
  ) -> GitHubFailure {
    let cause: GitHubFailure.Cause =
      switch problem.type {
      case "NOT_FOUND": .notFound
      case "FORBIDDEN", "INSUFFICIENT_SCOPES": .forbidden
      case _ where problem.isRateLimit: .rateLimited
      case "RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED", "SERVICE_UNAVAILABLE": .server
      // "Something went wrong while executing your query": a question that takes too long.
      case nil, "": .server
      default: .refused
      }
    return failure(cause, question, status: 200, "\(host) answered: \(problem.message)")
  }
}
