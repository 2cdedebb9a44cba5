internal import FoundationEssentials

/// What GitHub's webhook payloads say of a change; everything else in them is left unread.
///
/// Source: docs.github.com/webhooks/webhook-events-and-payloads.
enum EventPayload {
  /// The part that every event has.
  struct Common: Decodable {
    let repository: Repository?
  }

  /// `pull_request` and its kin.
  struct PullRequest: Decodable {
    struct Side: Decodable {
      let ref: String
      let sha: String
      /// `nil` for a head whose fork is gone.
      let repo: Repository?
    }
    struct Sides: Decodable {
      let base: Side
      let head: Side
    }
    let pullRequest: Sides
  }

  /// `push`: of a branch or a tag; made or deleted where an id is all zeros.
  struct Push: Decodable {
    let ref: String
    let before: String
    let after: String
    let sender: Account?
  }

  /// `merge_group`: a merge queue asks whether the group may land.
  struct MergeGroup: Decodable {
    struct Group: Decodable {
      let headSha: String
      let baseSha: String
      let baseRef: String
      let headRef: String?
    }
    let mergeGroup: Group
  }

  struct Repository: Decodable {
    let fullName: String?
    let defaultBranch: String?
  }

  struct Account: Decodable {
    let login: String?
  }

  /// Reads one of these. Throws what the decoder says.
  static func decode<Payload: Decodable>(_ type: Payload.Type, from bytes: [UInt8]) throws
    -> Payload
  {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(bytes))
  }
}
