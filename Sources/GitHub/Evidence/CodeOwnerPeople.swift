public import GitModel
internal import PolicyCore

/// Whom an owner in `CODEOWNERS` stands for.
extension GitHubEvidence {
  private struct Account: Decodable { let login: String }

  /// A commit as far as it tells whose an address is: docs.github.com/rest/commits/commits, "List
  /// commits".
  private struct Authored: Decodable {
    struct Commit: Decodable {
      struct Author: Decodable { let email: String? }
      let author: Author?
    }
    let commit: Commit
    /// `null` where the address is no account's.
    let author: Account?
  }

  /// More is not read: 10,000 members.
  private static let mostPages = 100

  /// The members of a team, those of the teams below it too, or the account whose an address is.
  ///
  /// Sources: docs.github.com, "About code owners"; docs.github.com/rest/teams/members, "List team
  /// members".
  public func people(behind owner: String) throws(GitError) -> [String]? {
    let key = owner.lowercased()
    if let known = peopleBehind[key] { return known }
    let people: [String]
    if key.hasPrefix("@") {
      let parts = key.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2 else { return nil }
      people = try members(ofTeam: String(parts[1]), in: String(parts[0]))
    } else {
      people = [try account(of: owner)]
    }
    peopleBehind[key] = people
    return people
  }

  private func members(ofTeam slug: String, in organization: String) throws(GitError) -> [String] {
    guard organization == repository.owner.lowercased() else {
      throw GitError(
        .noEvidence, "look for the owners' approval",
        "'@\(organization)/\(slug)' is no team of \(repository.owner)",
        help: "name a team of \(repository.owner), or people, in CODEOWNERS")
    }
    var logins: [String] = []
    for page in 1...Self.mostPages {
      let call = GitHubCall(
        .get, GitHubRepository.path(ofTeam: slug, in: organization, page: page),
        why: "read who is in @\(organization)/\(slug)")
      let (accounts, isLast) = try answer(
        to: call, as: [Account].self, "who is in '@\(organization)/\(slug)'",
        help: "let the token read it: gh auth refresh --hostname \(repository.host) "
          + "--scopes read:org; the token of GitHub Actions cannot. Or name people in CODEOWNERS")
      logins += accounts.map(\.login)
      if isLast { return logins }
    }
    throw GitError(
      .noEvidence, "read who is in @\(organization)/\(slug)", "it has more than 10000 members",
      help: "name a smaller team in CODEOWNERS")
  }

  /// GitHub tells whose an address is by the commits that it holds to be an account's.
  private func account(of address: String) throws(GitError) -> String {
    let call = GitHubCall(
      .get, repository.path("commits", query: [("author", address), ("per_page", "100")]),
      why: "read whose the address \(address) is")
    let help = "write @LOGIN in CODEOWNERS in place of the address"
    let (commits, _) = try answer(
      to: call, as: [Authored].self, "whose the address '\(address)' is", help: help)
    let found = commits.first { commit in
      commit.author != nil && commit.commit.author?.email?.lowercased() == address.lowercased()
    }
    guard let login = found?.author?.login else {
      throw GitError(
        .noEvidence, "look for the owners' approval",
        "\(repository.host) does not tell whose the address '\(address)' is: no commit is known "
          + "by it",
        help: help)
    }
    return login
  }

  /// An answer, and whether there is no page behind it. That a token may not see this one thing says
  /// nothing of others.
  private func answer<Value: Decodable>(
    to call: GitHubCall, as type: Value.Type, _ what: String, help: String
  ) throws(GitError) -> (value: Value, isLast: Bool) {
    let found = try guarded { () throws(GitHubFailure) -> (value: Value, isLast: Bool)? in
      let answer: GitHubAnswer
      do throws(GitHubFailure) {
        answer = try client.send(call)
      } catch {
        guard [.forbidden, .notFound].contains(error.cause) else { throw error }
        return nil
      }
      do throws(GitHubAnswer.Flaw) {
        return (try answer.decoded(type), answer.nextPage == nil)
      } catch {
        throw client.failure(.malformed, call, "the answer cannot be used: \(error.message)")
      }
    }
    guard let found else {
      throw GitError(
        .noEvidence, call.why, "\(repository.host) does not tell this token \(what)", help: help)
    }
    return found
  }
}
