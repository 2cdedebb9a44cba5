internal import GitModel

/// One entry of GitHub's list of activities: docs.github.com/rest/repos/repos, "List repository
/// activities".
struct Activity: Decodable {
  let before: String
  let after: String
  let timestamp: String
  let type: String
  let actor: Node.Actor?

  private enum CodingKeys: String, CodingKey {
    case before, after, timestamp, actor
    case type = "activity_type"
  }
}

/// Where a branch was moved, when and by whom.
struct Move: Hashable, Sendable {
  /// `nil` where the branch was made.
  let old: ObjectID?
  let new: ObjectID
  let at: Int64
  let actor: String?
  /// Whether it may have dropped commits.
  let isForced: Bool
}

extension GitHubEvidence {
  /// More is not read: 10,000 moves of one branch.
  private static let mostPages = 100

  /// The moves of a branch that ended on one of the steps, oldest first; `nil` where the server does
  /// not tell this token. It is read back to the move that brought the oldest step, or to where the
  /// list ends.
  func moves(
    of branch: BranchName, among steps: Set<ObjectID>
  ) throws(GitHubFailure) -> [Move]? {
    var moves: [Move] = []
    var cursor: String?
    for _ in 0..<Self.mostPages {
      guard let page = try activities(on: branch, in: repository, after: cursor) else {
        return nil
      }
      for activity in page.items {
        guard let move = Move(activity) else {
          throw client.failure(
            .malformed, page.call, "an activity without two commit ids and a date")
        }
        guard steps.contains(move.new) else { continue }
        moves.append(move)
        // Newest first: below the oldest step nothing is asked for.
        let isOldest = move.old.map { !steps.contains($0) && !move.isForced } ?? true
        if isOldest { return moves.reversed() }
      }
      guard let next = page.next else { break }
      cursor = next
    }
    return moves.reversed()
  }

  /// Who brought the head to where it is, as its own repository tells; `nil` where it does not.
  func lastPusher(to request: Node.PullRequest) throws(GitHubFailure) -> String? {
    guard let branch = BranchName(request.headRefName),
      let names = request.headRepository?.nameWithOwner.split(separator: "/"), names.count == 2,
      let head = GitHubRepository(
        host: repository.host, owner: String(names[0]), name: String(names[1])),
      let page = try activities(on: branch, in: head, after: nil)
    else { return nil }
    return page.items.first { $0.after == request.headRefOid }?.actor?.login
  }

  private struct Page {
    let items: [Activity]
    /// The cursor of the next page.
    let next: String?
    let call: GitHubCall
  }

  /// A page of a branch's activities, newest first; `nil` where there is no such list for this token.
  private func activities(
    on branch: BranchName, in repository: GitHubRepository, after cursor: String?
  ) throws(GitHubFailure) -> Page? {
    var query = [("ref", "refs/heads/" + branch.text), ("per_page", "100")]
    if let cursor { query.append(("after", cursor)) }
    let call = GitHubCall(
      .get, repository.path("activity", query: query),
      why: "read how '\(branch.text)' of \(repository) moved")
    let answer: GitHubAnswer
    do {
      answer = try client.send(call)
    } catch {
      // Older servers do not have the list, and some tokens may not read it: pull requests still tell.
      guard [.forbidden, .notFound].contains(error.cause) else { throw error }
      return nil
    }
    do throws(GitHubAnswer.Flaw) {
      return Page(
        items: try answer.decoded([Activity].self), next: try Self.cursor(in: answer), call: call)
    } catch {
      throw client.failure(.malformed, call, "the answer cannot be used: \(error.message)")
    }
  }

  /// The value of `after` in the address of the next page; `nil` on the last one.
  static func cursor(in answer: GitHubAnswer) throws(GitHubAnswer.Flaw) -> String? {
    guard let address = answer.nextPage else { return nil }
    let query = address.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
    for pair in query.split(separator: "&") where pair.hasPrefix("after=") {
      return String(pair.dropFirst("after=".count)).percentDecoded
    }
    throw GitHubAnswer.Flaw("the next page has no cursor")
  }
}

extension Move {
  /// `nil` where the entry does not name two commits and a date: without one, the commit's own date,
  /// which its author chooses, would tell how old the landing is. A branch's end has none to land.
  init?(_ activity: Activity) {
    guard let old = ObjectID(hex: activity.before), let new = ObjectID(hex: activity.after),
      let seconds = Timestamp.seconds(activity.timestamp)
    else { return nil }
    self.init(
      old: old.isZero ? nil : old, new: new, at: seconds,
      actor: activity.actor?.login, isForced: activity.type == "force_push")
  }
}

extension String {
  /// The text with each `%NN` as its byte.
  fileprivate var percentDecoded: String {
    var (bytes, rest) = ([UInt8](), Array(utf8)[...])
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
