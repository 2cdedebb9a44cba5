import GitHub
import Reports
import TestSupport
import Testing

/// The emulator is as strict as GitHub: what is wrong with a call is not let through.
@Suite struct EmulatorTests {
  struct Wrong: Sendable, CustomTestStringConvertible {
    let query: String
    let message: String
    var testDescription: String { query }
  }

  static let wrongQueries: [Wrong] = [
    ("{ viewer { loggin } }", "Field 'loggin' doesn't exist on type 'User'"),
    ("{ viewer }", "Field must have selections (field 'viewer' returns User"),
    ("{ viewer { login { x } } }", "Selections can't be made on scalars (field 'login'"),
    ("{ repository(owner: \"acme\") { id } }", "missing required arguments: name"),
    (
      "{ repository(owner: \"acme\", name: \"shop\", hue: 1) { id } }",
      "Field 'repository' doesn't accept argument 'hue'"
    ),
    (
      "{ repository(owner: \"acme\", name: 7) { id } }",
      "Argument 'name' on Field 'repository' has an invalid value. Expected type 'String!'."
    ),
    (
      "{ repository(owner: \"acme\", name: \"shop\") { pullRequests { nodes { id } } } }",
      "You must provide a `first` or `last` value to properly paginate the `pullRequests` connection."
    ),
    (
      "{ repository(owner: \"acme\", name: \"shop\") { pullRequests(first: 101) { totalCount } } }",
      "Requesting 101 records on the `pullRequests` connection exceeds the `first` limit of 100"
    ),
    (
      """
      { repository(owner: "acme", name: "shop") {
        pullRequests(first: 9, states: GONE) { totalCount }
      } }
      """,
      "Argument 'states' on Field 'pullRequests' has an invalid value"
    ),
    (
      """
      { repository(owner: "acme", name: "shop") {
        pullRequests(first: 9, after: "x") { totalCount }
      } }
      """,
      "`x` does not appear to be a valid cursor."
    ),
    (
      """
      { repository(owner: "acme", name: "shop") { pullRequests(first: 100) { nodes {
        reviews(first: 100) { nodes { commit { associatedPullRequests(first: 100) { totalCount } } } }
      } } } }
      """, "which exceeds the maximum limit of 500,000"
    ),
    ("{ node(id: \"x\") { ... on Repository { login } } }", "Field 'login' doesn't exist on type"),
    ("{ viewer { ... on Commit { oid } } }", "Fragment on Commit can't be spread inside User"),
    ("query($a: Int) { viewer { login } }", "Variable $a is declared by query but not used"),
    ("{ node(id: $a) { id } }", "Variable $a is used by query but not declared"),
    ("query($a: Int) { node(id: $a) { id } }", "Type mismatch on variable $a"),
    ("{ viewer { ...Gone } }", "Fragment Gone was used, but not defined"),
    (
      "fragment Idle on User { id } { viewer { login } }", "Fragment Idle was defined, but not used"
    ),
    ("{ viewer { login }", "Expected NAME, actual: end of file"),
    ("mutation { x }", "Expected \"query\", actual: name (\"mutation\")"),
    (
      "{ repository(owner: \"acme\", name: \"gone\") { id } }",
      "Could not resolve to a Repository with the name 'acme/gone'."
    ),
  ].map { Wrong(query: $0.0, message: $0.1) }

  @Test("A wrong query has no answer but GitHub's error", arguments: wrongQueries)
  func wrong(_ wrong: Wrong) throws {
    let asked = try AskedGitHub()
    let failure = try #require(throws: GitHubFailure.self) {
      try asked.client.ask(GitHubCall.query(wrong.query, [], why: "ask"), as: [String: String].self)
    }
    #expect(failure.message.contains(wrong.message), "\(failure.message)")
  }

  @Test(
    "Unknown paths and verbs are not found",
    arguments: [
      GitHubCall(.get, "repos/acme/shop/nonsense", why: "ask"),
      GitHubCall(.patch, "repos/acme/shop/activity", body: ["a": "b"], why: "ask"),
      GitHubCall(.get, "repos/acme/gone/activity", why: "ask"),
    ])
  func unknown(_ call: GitHubCall) throws {
    let asked = try AskedGitHub()
    let failure = try #require(throws: GitHubFailure.self) { try asked.client.send(call) }
    #expect(failure.status == 404)
  }

  @Test("A body that is no question is refused")
  func body() throws {
    let call = GitHubCall(.post, "graphql", body: ["sql": "x"], why: "ask")
    let asked = try AskedGitHub()
    let failure = try #require(throws: GitHubFailure.self) { try asked.client.send(call) }
    #expect(failure.status == 400)
  }

  @Test("Bodies arrive whole, although gh sends its input in chunks")
  func chunks() throws {
    let asked = try AskedGitHub()
    let long = String(repeating: " ", count: 100_000)
    let question = GitHubCall.query("{ viewer { login } }" + long, [], why: "ask")
    _ = try asked.client.send(question)
    let request = try #require(try asked.server.requests().first)
    #expect(request.headers["transfer-encoding"] == "chunked")
    #expect(request.headers["accept"] == "application/vnd.github+json")
    #expect(request.headers["x-github-api-version"] == "2022-11-28")
    #expect(JSON(request.body)?["query"]?.text?.utf8.count == 100_020)
  }
}
