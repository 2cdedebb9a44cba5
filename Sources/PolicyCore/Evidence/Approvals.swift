internal import GitModel

/// The reviews of one landing, held against what its branch requires.
///
/// Sources: docs.github.com, "About protected branches", "Require pull request reviews before merging";
/// "REST API endpoints for pull request reviews".
struct Approvals {
  /// What is wrong, and what to do.
  struct Fault {
    var message: String
    var help: String
    var path: [UInt8]?
  }

  private let point: EvidencePoint
  private let protection: Protection
  private let scene: Scene
  private let book: EvidenceBook
  /// The newest word of each reviewer that counts, claims left out.
  private let words: [Review]
  private let claims: [Review]

  init(
    of point: EvidencePoint, by protection: Protection, in scene: Scene, _ book: EvidenceBook
  ) throws(GitError) {
    (self.point, self.protection, self.scene, self.book) = (point, protection, scene, book)
    let request = point.pullRequest
    let told = try (request?.reviews ?? []) + Self.reviewsOfCommits(at: point, scene, book)
    let landed = request?.mergedAt ?? point.landed
    let others = told.filter { review in
      // What is said after the landing has not let it land; a trailer has landed with its commit.
      if let at = review.at, let landed, at > landed, !review.isTrailer { return false }
      return request?.author.map { !$0.isSameLogin(as: review.reviewer) } ?? true
        && review.canWrite != false && review.state != .commented
    }
    claims = others.filter { !$0.standing.isProof }
    words = Dictionary(grouping: others.filter(\.standing.isProof)) { $0.reviewer.lowercased() }
      .values.compactMap(Self.lastWord)
      .sorted { $0.reviewer < $1.reviewer }
  }

  /// The reviews outside a pull request, of what lands and of what it was before. Whoever wrote some of
  /// it has not reviewed it, by whatever name: nobody tells who opened it.
  private static func reviewsOfCommits(
    at point: EvidencePoint, _ scene: Scene, _ book: EvidenceBook
  ) throws(GitError) -> [Review] {
    guard book.tellsReviewsOfCommits else { return [] }
    let landing = try scene.commits(landingAt: point)
    let subjects = Set(point.subjects + landing.states).sorted { $0.commit < $1.commit }
    let told = try book.reviews(of: subjects)
    guard !told.isEmpty else { return [] }
    let authors = try scene.authors(of: landing.commits + told.compactMap(\.commit))
    return told.filter { !authors.contains($0.reviewer.lowercased()) }
  }

  /// The later of a person's reviews counts; sources list them in their order. One of which nobody says
  /// when it was may be the last: it takes no request for changes back, and its own stands, unless the
  /// same list goes on with another without a time.
  private static func lastWord(_ reviews: [Review]) -> Review? {
    let undated = Dictionary(grouping: reviews.filter { $0.at == nil }, by: \.source)
    let last = undated.values.compactMap(\.last)
    if let request = last.first(where: { $0.state == .changesRequested }) { return request }
    return reviews.enumerated().max { left, right in
      (left.element.at ?? .min, left.offset) < (right.element.at ?? .min, right.offset)
    }?.element
  }

  /// Everything that the branch requires and the landing lacks.
  func faults() throws(GitError) -> [Fault] {
    var faults = words.filter { $0.state == .changesRequested }.map { review in
      Fault(
        message: review.at == nil
          ? "'\(review.reviewer)' requested changes, and nobody tells when"
          : "'\(review.reviewer)' requested changes and has not approved since",
        help: "ask '\(review.reviewer)' to look again, or dismiss the review")
    }
    var fresh: [Review] = []
    var stale: [String] = []
    for review in words where review.state == .approved {
      let counts = protection.dismissStaleReviews ? try isFresh(review) : true
      if counts { fresh.append(review) } else { stale.append(review.reviewer) }
    }
    // One person may be told by login and by address: the two are not added up.
    let addresses = fresh.count { $0.reviewer.contains("@") }
    let count = max(addresses, fresh.count - addresses)
    if count < protection.requiredReviews { faults.append(tooFew(count, stale: stale)) }
    if protection.requireLastPushApproval, let fault = try lastPushFault() { faults.append(fault) }
    if protection.requireCodeOwnerReviews { faults += try ownerFaults(fresh) }
    if protection.requireConversationResolution, let fault = try conversationFault() {
      faults.append(fault)
    }
    return faults
  }

  private func tooFew(_ count: Int, stale: [String]) -> Fault {
    var message = "has \(count) of \(Words.count(protection.requiredReviews, "approval"))"
    if point.pullRequest == nil { message += ", and no pull request is known" }
    if !stale.isEmpty { message += "; what \(Words.list(stale)) approved has changed since" }
    if let doubt = claims.lazy.filter({ $0.state == .approved }).compactMap(\.standing.doubt).first
    {
      message += "; a claimed approval does not count: \(doubt)"
    }
    return Fault(message: message, help: "ask somebody else for a review of what is there now")
  }

  /// Whether what was approved is what lands: the same commit, the same tree, or the same change.
  private func isFresh(_ review: Review) throws(GitError) -> Bool {
    let head = point.pullRequest?.head ?? point.tip.commit
    guard let approved = review.commit else {
      throw GitError(
        .noEvidence, "compare what was approved",
        "the review of '\(review.reviewer)' names no commit", help: "ask for another review")
    }
    if approved == head || approved == point.tip.commit { return true }
    return try change(of: approved) == change(of: head)
  }

  /// What a commit changes against the branch that it lands on.
  private func change(of commit: ObjectID) throws(GitError) -> Change {
    guard let base = point.base else {
      throw GitError(
        .noEvidence, "compare what was approved", "the branch had no commit to compare with",
        help: "ask for another review")
    }
    do throws(GitError) {
      return try scene.change(of: commit, since: base)
    } catch {
      guard error.cause.isAbsence, let number = point.pullRequest?.number else { throw error }
      var help =
        "fetch what was reviewed: git fetch origin \(commit); or refs/pull/\(number)/head"
      // Where the clone was cut on purpose, the history behind it may be what is missing.
      if error.cause != .missingObject { help += "; or \(error.cause.cure)" }
      throw GitError(error.cause, "compare what was approved", error.message, help: help)
    }
  }

  /// Whether somebody other than the last pusher approved what was pushed last.
  private func lastPushFault() throws(GitError) -> Fault? {
    guard let request = point.pullRequest else {
      return Fault(
        message: "has no known pull request whose last push somebody else approved",
        help: "open a pull request")
    }
    guard let pusher = request.lastPusher else {
      throw GitError(
        .noEvidence, "find who pushed last", "nobody tells who pushed to the pull request last",
        help: "name a source that does: checks: {evidence: [github]}")
    }
    for review in words where review.state == .approved {
      if !review.reviewer.isSameLogin(as: pusher), try isFresh(review) { return nil }
    }
    return Fault(
      message: "nobody but '\(pusher)', who pushed last, has approved what was pushed",
      help: "ask somebody else for a review")
  }

  private func conversationFault() throws(GitError) -> Fault? {
    guard let open = point.pullRequest?.openConversations else {
      throw GitError(
        .noEvidence, "count the conversations",
        "nobody tells whether every conversation is resolved",
        help: "say that it is not judged: require_conversation_resolution: false")
    }
    guard open > 0 else { return nil }
    return Fault(
      message: "has \(Words.count(open, "conversation")) that nobody resolved",
      help: "resolve them on the pull request")
  }

  /// The paths whose owners have not approved. The file of the base counts.
  private func ownerFaults(_ fresh: [Review]) throws(GitError) -> [Fault] {
    guard let base = point.base, let file = try scene.codeOwners(in: base) else { return [] }
    let approvers = Set(fresh.map { $0.reviewer.lowercased() })
    var faults: [Fault] = []
    for path in try change(of: point.pullRequest?.head ?? point.tip.commit).paths {
      let owners = file.owners.owners(of: path)
      guard !owners.isEmpty, try !isOwned(by: approvers, owners) else { continue }
      faults.append(
        Fault(
          message: "no owner has approved: \(Words.list(owners, "or"))",
          help: "ask one of them for a review", path: path))
    }
    return faults
  }
}

extension Approvals {
  /// Whether one of the approvers is one of the owners. Who is in a team, and whose an address is, is
  /// asked only where nobody is named who approved.
  private func isOwned(
    by approvers: Set<String>, _ owners: [String]
  ) throws(GitError) -> Bool {
    guard !approvers.isEmpty else { return false }
    let logins = owners.map { ($0.hasPrefix("@") ? String($0.dropFirst()) : $0).lowercased() }
    if logins.contains(where: approvers.contains) { return true }
    var unknown: GitError?
    for owner in owners where !owner.hasPrefix("@") || owner.contains("/") {
      do throws(GitError) {
        let people = try people(behind: owner)
        if people.contains(where: { approvers.contains($0.lowercased()) }) { return true }
      } catch {
        unknown = unknown ?? error
      }
    }
    if let unknown { throw unknown }
    return false
  }

  private func people(behind owner: String) throws(GitError) -> [String] {
    guard let people = try book.people(behind: owner) else {
      throw GitError(
        .noEvidence, "look for the owners' approval", "only the forge knows who '\(owner)' is",
        help: "name people in CODEOWNERS, beside the team; or a source that knows them: "
          + "checks: {evidence: [github]}")
    }
    return people
  }
}

extension String {
  /// Neither GitHub's logins nor the addresses of its users differ by case alone.
  fileprivate func isSameLogin(as other: String) -> Bool { lowercased() == other.lowercased() }
}

extension Review {
  /// Whether it stands in the commit that it is about.
  fileprivate var isTrailer: Bool { source == "trailers" }
}
