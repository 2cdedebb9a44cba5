internal import FoundationEssentials
internal import GitModel
internal import PolicyCore

/// What a run of GitHub Actions is about: the ids come from the event, never from HEAD.
///
/// Source: docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows.
struct CIEvent: Equatable {
  /// The event's name, as `GITHUB_EVENT_NAME` has it.
  let name: String
  /// What moves; `nil` where the event is about the repository as a whole.
  let change: ProposedChange?
  /// The repository's default branch; `nil` where the event does not say.
  let defaultBranch: BranchName?

  /// Larger files are not read: GitHub caps its payloads at 25 MB and drops what is larger, and no
  /// event that counts here comes near.
  static let sizeLimit = 10 << 20

  /// The event that the environment tells of; `nil` outside GitHub Actions.
  ///
  /// Throws where there is an event that cannot be read: to judge the whole repository instead
  /// would answer another question.
  init?(environment: [String: String], read: (String) throws(GitError) -> [UInt8]) throws(GitError)
  {
    guard environment["GITHUB_ACTIONS"] == "true" else { return nil }
    guard let name = environment["GITHUB_EVENT_NAME"], !name.isEmpty else {
      throw Self.untold("GITHUB_EVENT_NAME is not set")
    }
    guard let path = environment["GITHUB_EVENT_PATH"], !path.isEmpty else {
      throw Self.untold("GITHUB_EVENT_PATH is not set")
    }
    try self.init(name: name, payload: try read(path), mergeCommit: environment["GITHUB_SHA"])
  }

  /// An event of this name with this payload.
  init(name: String, payload: [UInt8], mergeCommit: String? = nil) throws(GitError) {
    self.name = name
    let common = try Self.decode(EventPayload.Common.self, payload)
    defaultBranch = common.repository?.defaultBranch.flatMap { BranchName($0) }
    change =
      switch name {
      case "pull_request", "pull_request_target", "pull_request_review",
        "pull_request_review_comment":
        try Self.pullRequest(
          try Self.decode(EventPayload.PullRequest.self, payload).pullRequest,
          // Of pull_request_target, GITHUB_SHA is the base's tip.
          mergeCommit: name == "pull_request_target" ? nil : mergeCommit)
      case "push": try Self.push(try Self.decode(EventPayload.Push.self, payload))
      case "merge_group":
        try Self.mergeGroup(try Self.decode(EventPayload.MergeGroup.self, payload).mergeGroup)
      default: nil
      }
  }

  private static func pullRequest(
    _ request: EventPayload.PullRequest.Sides, mergeCommit: String?
  ) throws(GitError) -> ProposedChange {
    guard let head = BranchName(request.head.ref) else {
      throw malformed("pull_request.head.ref")
    }
    let owner = request.base.repo?.fullName?.lowercased()
    let isFork = owner == nil || request.head.repo?.fullName?.lowercased() != owner
    return ProposedChange(
      form: .pullRequest(
        head: RefUpdate.Head(branch: head, isFork: isFork),
        testMerge: mergeCommit.flatMap { ObjectID(hex: $0) }),
      ref: try ref("refs/heads/" + request.base.ref, "pull_request.base.ref"),
      old: try standing(request.base.sha, "pull_request.base.sha"),
      new: try standing(request.head.sha, "pull_request.head.sha"))
  }

  private static func push(_ push: EventPayload.Push) throws(GitError) -> ProposedChange {
    let (old, new) = (try id(push.before, "before"), try id(push.after, "after"))
    guard !(old.isZero && new.isZero) else { throw malformed("after") }
    return ProposedChange(
      form: .pushed, ref: try ref(push.ref, "ref"), old: old.isZero ? nil : old,
      new: new.isZero ? nil : new, actor: push.sender?.login)
  }

  private static func mergeGroup(
    _ group: EventPayload.MergeGroup.Group
  ) throws(GitError) -> ProposedChange {
    ProposedChange(
      form: .queued(pullRequest: group.headRef.flatMap(queuedNumber)),
      ref: try ref(group.baseRef, "merge_group.base_ref"),
      old: try standing(group.baseSha, "merge_group.base_sha"),
      new: try standing(group.headSha, "merge_group.head_sha"))
  }
}

extension CIEvent {
  /// The number in the name of a merge queue's branch: `gh-readonly-queue/main/pr-7-ID`, where the id
  /// is that of the base; `nil` where it is another name.
  private static func queuedNumber(_ ref: String) -> Int? {
    let parts = ref.split(separator: "/").last?.split(separator: "-") ?? []
    guard ref.hasPrefix("refs/heads/gh-readonly-queue/"), parts.count == 3, parts[0] == "pr",
      ObjectID(hex: String(parts[2])) != nil
    else { return nil }
    return Int(parts[1])
  }
}

/// The fields, each with an error that names it.
extension CIEvent {
  private static func id(_ hex: String, _ field: String) throws(GitError) -> ObjectID {
    guard let id = ObjectID(hex: hex) else { throw malformed(field) }
    return id
  }

  private static func standing(_ hex: String, _ field: String) throws(GitError) -> ObjectID {
    let id = try id(hex, field)
    guard !id.isZero else { throw malformed(field) }
    return id
  }

  private static func ref(_ name: String, _ field: String) throws(GitError) -> RefName {
    guard name.hasPrefix("refs/"), let ref = RefName(name) else { throw malformed(field) }
    return ref
  }

  private static func decode<Payload: Decodable>(
    _ type: Payload.Type, _ bytes: [UInt8]
  ) throws(GitError) -> Payload {
    guard bytes.count <= sizeLimit else { throw untold("the event file is over 10 MiB") }
    do {
      return try EventPayload.decode(type, from: bytes)
    } catch DecodingError.keyNotFound(let key, let context) {
      throw malformed(path(context.codingPath + [key]))
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context)
    {
      throw malformed(path(context.codingPath))
    } catch {
      throw untold("the event file is not JSON")
    }
  }

  /// The keys in GitHub's spelling: the decoder has made camel case of them.
  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { key in
      key.stringValue.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
    }.joined(separator: ".")
  }

  private static func malformed(_ field: String) -> GitError {
    untold(field.isEmpty ? "the event is no object" : "the event lacks a well-formed '\(field)'")
  }

  static func untold(_ message: String) -> GitError {
    GitError(
      .notTold, "read event", message,
      help: "say what to judge: policy audit --base REF --head REF, --ref REF --range OLD..NEW or "
        + "--all")
  }
}
