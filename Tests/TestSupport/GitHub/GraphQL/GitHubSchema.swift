/// The part of GitHub's GraphQL schema that this project asks, kept by hand.
///
/// Every type, field, argument and nullability was compared with the published schema
/// (octokit/graphql-schema, schema.graphql of 2026-07-22; docs.github.com/graphql/reference). What is
/// not listed is refused like a field that GitHub does not have: the list must be longer before a
/// query can be.
enum GitHubSchema {
  static let text = """
    scalar DateTime scalar GitObjectID scalar URI
    type Query {
      node(id: ID!): Node
      repository(followRenames: Boolean = true, name: String!, owner: String!): Repository
      rateLimit(dryRun: Boolean = false): RateLimit
      viewer: User!
    }
    type RateLimit { cost: Int! limit: Int! nodeCount: Int! remaining: Int! resetAt: DateTime! used: Int! }
    interface Node { id: ID! }
    interface Actor { login: String! url: URI! }
    interface GitObject { abbreviatedOid: String! id: ID! oid: GitObjectID! repository: Repository! }
    type User implements Node & Actor { id: ID! databaseId: Int login: String! name: String url: URI! }
    type Bot implements Node & Actor { id: ID! databaseId: Int login: String! url: URI! }
    type Mannequin implements Node & Actor { id: ID! login: String! url: URI! }
    type Organization implements Node & Actor { id: ID! login: String! url: URI! }
    type PageInfo { endCursor: String hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String }
    type Repository implements Node {
      id: ID! databaseId: Int defaultBranchRef: Ref isInOrganization: Boolean! name: String! nameWithOwner: String! url: URI!
      mergeQueue(branch: String): MergeQueue
      ref(qualifiedName: String!): Ref
      object(expression: String, oid: GitObjectID): GitObject
      pullRequest(number: Int!): PullRequest
      pullRequests(after: String, baseRefName: String, before: String, first: Int, headRefName: String,
        labels: [String!], last: Int, orderBy: IssueOrder, states: [PullRequestState!]): PullRequestConnection!
    }
    type Ref implements Node { branchProtectionRule: BranchProtectionRule id: ID! name: String! prefix: String! }
    type MergeQueue implements Node { id: ID! nextEntryEstimatedTimeToMerge: Int url: URI! }
    type BranchProtectionRule implements Node {
      bypassForcePushAllowances(after: String, before: String, first: Int, last: Int):
        BypassForcePushAllowanceConnection!
      databaseId: Int id: ID! pattern: String! requiredDeploymentEnvironments: [String]
      requiresDeployments: Boolean!
    }
    type BypassForcePushAllowanceConnection {
      nodes: [BypassForcePushAllowance] pageInfo: PageInfo! totalCount: Int!
    }
    type BypassForcePushAllowance implements Node { actor: BranchActorAllowanceActor id: ID! }
    union BranchActorAllowanceActor = App | Team | User
    type Team implements Node { combinedSlug: String! id: ID! name: String! slug: String! }
    enum OrderDirection { ASC DESC }
    enum IssueOrderField { COMMENTS CREATED_AT UPDATED_AT }
    input IssueOrder { direction: OrderDirection! field: IssueOrderField! }
    enum PullRequestOrderField { CREATED_AT UPDATED_AT }
    input PullRequestOrder { direction: OrderDirection! field: PullRequestOrderField! }
    enum DeploymentOrderField { CREATED_AT }
    input DeploymentOrder { direction: OrderDirection! field: DeploymentOrderField! }
    type Tree implements Node & GitObject {
      abbreviatedOid: String! id: ID! oid: GitObjectID! repository: Repository!
    }
    type Commit implements Node & GitObject {
      abbreviatedOid: String! id: ID! oid: GitObjectID! repository: Repository!
      associatedPullRequests(after: String, before: String, first: Int, last: Int,
        orderBy: PullRequestOrder = {field: CREATED_AT, direction: ASC}): PullRequestConnection
      checkSuites(after: String, before: String, first: Int, last: Int): CheckSuiteConnection
      committedDate: DateTime!
      deployments(after: String, before: String, environments: [String!], first: Int, last: Int,
        orderBy: DeploymentOrder = {field: CREATED_AT, direction: ASC}): DeploymentConnection
      parents(after: String, before: String, first: Int, last: Int): CommitConnection!
      statusCheckRollup: StatusCheckRollup
      tree: Tree!
    }
    type CommitConnection { nodes: [Commit] pageInfo: PageInfo! totalCount: Int! }
    type StatusCheckRollup implements Node {
      commit: Commit
      contexts(after: String, before: String, first: Int, last: Int): StatusCheckRollupContextConnection!
      id: ID! state: StatusState!
    }
    type StatusCheckRollupContextConnection {
      checkRunCount: Int! nodes: [StatusCheckRollupContext] pageInfo: PageInfo!
      statusContextCount: Int! totalCount: Int!
    }
    union StatusCheckRollupContext = CheckRun | StatusContext
    enum StatusState { ERROR EXPECTED FAILURE PENDING SUCCESS }
    enum CheckStatusState { COMPLETED IN_PROGRESS PENDING QUEUED REQUESTED WAITING }
    enum CheckConclusionState {
      ACTION_REQUIRED CANCELLED FAILURE NEUTRAL SKIPPED STALE STARTUP_FAILURE SUCCESS TIMED_OUT
    }
    type CheckRun implements Node {
      checkSuite: CheckSuite! completedAt: DateTime conclusion: CheckConclusionState databaseId: Int
      detailsUrl: URI externalId: String id: ID! name: String! permalink: URI! startedAt: DateTime
      status: CheckStatusState! url: URI!
    }
    type StatusContext implements Node {
      commit: Commit context: String! createdAt: DateTime! creator: Actor description: String id: ID!
      state: StatusState! targetUrl: URI
    }
    type CheckSuiteConnection { nodes: [CheckSuite] pageInfo: PageInfo! totalCount: Int! }
    type CheckSuite implements Node {
      app: App commit: Commit! conclusion: CheckConclusionState createdAt: DateTime! databaseId: Int
      id: ID! push: Push status: CheckStatusState! updatedAt: DateTime! workflowRun: WorkflowRun
    }
    type WorkflowRun implements Node {
      checkSuite: CheckSuite! createdAt: DateTime! databaseId: Int event: String! id: ID!
      resourcePath: URI! runNumber: Int! updatedAt: DateTime! url: URI! workflow: Workflow!
    }
    type Workflow implements Node {
      createdAt: DateTime! databaseId: Int id: ID! name: String! resourcePath: URI!
      updatedAt: DateTime! url: URI!
    }
    type App implements Node { databaseId: Int id: ID! name: String! slug: String! }
    type Push implements Node {
      id: ID! nextSha: GitObjectID permalink: URI! previousSha: GitObjectID pusher: Actor!
      repository: Repository!
    }
    type PullRequestConnection { nodes: [PullRequest] pageInfo: PageInfo! totalCount: Int! }
    enum PullRequestState { CLOSED MERGED OPEN }
    type PullRequest implements Node {
      author: Actor baseRefName: String! baseRefOid: GitObjectID! baseRepository: Repository
      createdAt: DateTime! headRefName: String! headRefOid: GitObjectID! headRepository: Repository
      id: ID! isCrossRepository: Boolean! isDraft: Boolean! mergeCommit: Commit merged: Boolean!
      mergedAt: DateTime mergedBy: Actor number: Int! potentialMergeCommit: Commit
      reviews(after: String, author: String, before: String, first: Int, last: Int,
        states: [PullRequestReviewState!]): PullRequestReviewConnection
      reviewThreads(after: String, before: String, first: Int, last: Int):
        PullRequestReviewThreadConnection!
      state: PullRequestState! updatedAt: DateTime!
    }
    type PullRequestReviewThreadConnection {
      nodes: [PullRequestReviewThread] pageInfo: PageInfo! totalCount: Int!
    }
    type PullRequestReviewThread implements Node {
      comments(after: String, before: String, first: Int, last: Int, skip: Int):
        PullRequestReviewCommentConnection!
      id: ID! isCollapsed: Boolean! isOutdated: Boolean! isResolved: Boolean! path: String!
      pullRequest: PullRequest! repository: Repository! resolvedBy: User
    }
    type PullRequestReviewCommentConnection {
      nodes: [PullRequestReviewComment] pageInfo: PageInfo! totalCount: Int!
    }
    type PullRequestReviewComment implements Node { createdAt: DateTime! id: ID! updatedAt: DateTime! }
    type PullRequestReviewConnection { nodes: [PullRequestReview] pageInfo: PageInfo! totalCount: Int! }
    enum PullRequestReviewState { APPROVED CHANGES_REQUESTED COMMENTED DISMISSED PENDING }
    type PullRequestReview implements Node {
      author: Actor authorCanPushToRepository: Boolean! commit: Commit createdAt: DateTime! id: ID!
      state: PullRequestReviewState! submittedAt: DateTime updatedAt: DateTime!
    }
    type DeploymentConnection { nodes: [Deployment] pageInfo: PageInfo! totalCount: Int! }
    enum DeploymentState {
      ABANDONED ACTIVE DESTROYED ERROR FAILURE INACTIVE IN_PROGRESS PENDING QUEUED SUCCESS WAITING
    }
    enum DeploymentStatusState { ERROR FAILURE INACTIVE IN_PROGRESS PENDING QUEUED SUCCESS WAITING }
    type Deployment implements Node {
      commit: Commit commitOid: String! createdAt: DateTime! creator: Actor! databaseId: Int
      environment: String id: ID! latestEnvironment: String latestStatus: DeploymentStatus
      originalEnvironment: String state: DeploymentState
      statuses(after: String, before: String, first: Int, last: Int): DeploymentStatusConnection
      updatedAt: DateTime!
    }
    type DeploymentStatusConnection { nodes: [DeploymentStatus] pageInfo: PageInfo! totalCount: Int! }
    type DeploymentStatus implements Node {
      createdAt: DateTime! environment: String id: ID! state: DeploymentStatusState! updatedAt: DateTime!
    }
    """

  static let schema: Result<GraphQLSchema, GraphQLSyntaxError> = Result {
    () throws(GraphQLSyntaxError) in try GraphQLSchema(text)
  }
}
