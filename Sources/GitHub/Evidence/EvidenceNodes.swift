/// What GitHub answers, field by field as it was asked: a missing field is an error, never nothing.
enum Node {
  struct Page<Item: Decodable>: Decodable {
    struct Information: Decodable {
      let hasNextPage: Bool
      let endCursor: String?
    }
    let pageInfo: Information
    let nodes: [Item]
  }

  struct ID: Decodable { let oid: String }
  struct Actor: Decodable { let login: String }

  struct Commit: Decodable {
    struct Parents: Decodable { let nodes: [ID] }
    struct Rollup: Decodable {
      let id: String
      let contexts: Page<Context>
    }
    struct Suite: Decodable {
      struct Push: Decodable {
        let nextSha: String?
        let pusher: Actor
      }
      let push: Push?
    }
    let id: String
    let oid: String
    let tree: ID
    let parents: Parents
    /// `null` where there is neither a check nor a status.
    let statusCheckRollup: Rollup?
    let checkSuites: Page<Suite>
    let associatedPullRequests: Page<PullRequest>
    let deployments: Page<Deployment>
  }

  enum Context: Decodable {
    case run(CheckRun)
    case status(Status)

    private enum Key: String, CodingKey { case type = "__typename" }

    init(from decoder: any Decoder) throws {
      let type = try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .type)
      switch type {
      case "CheckRun": self = .run(try CheckRun(from: decoder))
      case "StatusContext": self = .status(try Status(from: decoder))
      default:
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "a \(type)"))
      }
    }
  }

  struct CheckRun: Decodable {
    struct Suite: Decodable {
      struct App: Decodable { let slug: String }
      let app: App?
      /// `null` where it is no workflow of GitHub Actions.
      let workflowRun: WorkflowRun?
    }
    struct WorkflowRun: Decodable {
      struct Workflow: Decodable { let resourcePath: String }
      let event: String
      let workflow: Workflow
    }
    let name: String
    let status: String
    let conclusion: String?
    let startedAt: String?
    let completedAt: String?
    let checkSuite: Suite
  }

  struct Status: Decodable {
    struct Creator: Decodable {
      let type: String
      let login: String
      private enum CodingKeys: String, CodingKey { case type = "__typename", login }
    }
    let context: String
    let state: String
    let createdAt: String
    let creator: Creator?
  }

  struct PullRequest: Decodable {
    struct Repository: Decodable { let nameWithOwner: String }
    let id: String
    let number: Int
    let state: String
    /// `null` where the user is gone.
    let author: Actor?
    let baseRefName: String
    let headRefName: String
    let headRefOid: String
    /// `null` where the fork is gone.
    let headRepository: Repository?
    let mergedAt: String?
    let mergeCommit: ID?
    let potentialMergeCommit: ID?
    let reviews: Page<Review>
    let reviewThreads: Page<Thread>
  }

  struct Thread: Decodable {
    struct Comments: Decodable { let nodes: [Comment] }
    struct Comment: Decodable { let createdAt: String }
    let isResolved: Bool
    /// The first comment; none where it is gone.
    let comments: Comments
  }

  struct Review: Decodable {
    let state: String
    let author: Actor?
    let authorCanPushToRepository: Bool
    let submittedAt: String?
    /// `null` where the commit is gone.
    let commit: ID?
  }

  struct Deployment: Decodable {
    let id: String
    let environment: String?
    let createdAt: String
    let latestStatus: DeploymentStatus?
    let statuses: Page<DeploymentStatus>
  }

  struct DeploymentStatus: Decodable {
    let state: String
    let createdAt: String
  }
}
