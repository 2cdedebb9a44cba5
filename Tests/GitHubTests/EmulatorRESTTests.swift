import TestSupport
import Testing

/// The emulator's REST side is as strict as GitHub's: what would be refused there is refused here.
@Suite struct EmulatorRESTTests {
  struct Body: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let method: String
    let path: String
    let body: String
    var isOrganization = true
    var status = 422

    init(
      _ name: String, _ method: String, _ path: String, _ body: String, is status: Int = 422,
      inOrganization: Bool = true
    ) {
      (testDescription, self.method, self.path, self.body) = (name, method, path, body)
      (self.status, isOrganization) = (status, inOrganization)
    }
  }

  private static let protection = "branches/main/protection"

  /// A whole body with one part of it changed.
  private static func whole(
    checks: String = "null", admins: String = "null", reviews: String = "null",
    restrictions: String = "null", more: String = ""
  ) -> String {
    "{\"required_status_checks\": \(checks), \"enforce_admins\": \(admins), "
      + "\"required_pull_request_reviews\": \(reviews), \"restrictions\": \(restrictions)\(more)}"
  }

  private static func put(
    _ name: String, _ body: String, is status: Int = 422, inOrganization: Bool = true
  ) -> Body {
    Body(name, "PUT", protection, body, is: status, inOrganization: inOrganization)
  }

  private static func ruleset(_ name: String, _ body: String, is status: Int = 422) -> Body {
    Body(name, "POST", "rulesets", body, is: status)
  }

  private static func rules(_ rules: String) -> String {
    "{\"name\": \"x\", \"enforcement\": \"active\", \"rules\": \(rules)}"
  }

  static let bodies: [Body] = [
    put("four nulls", whole(), is: 200), put("no JSON", "{", is: 400),
    put("an unknown key", whole(more: ", \"hue\": 1")),
    put("a key that is missing", "{\"required_status_checks\": null, \"enforce_admins\": null}"),
    put("a word for a flag", whole(admins: "\"false\"")),
    put("null for a flag", whole(more: ", \"allow_deletions\": null")),
    put("null where it may be", whole(more: ", \"allow_force_pushes\": null"), is: 200),
    put(
      "checks",
      whole(checks: "{\"strict\": true, \"checks\": [{\"context\": \"a\", \"app_id\": -1}]}"),
      is: 200),
    put("contexts", whole(checks: "{\"strict\": true, \"contexts\": [\"a\"]}"), is: 200),
    put(
      "contexts with checks", whole(checks: "{\"strict\": true, \"contexts\": [], \"checks\": []}")),
    put("neither", whole(checks: "{\"strict\": true}")),
    put("no strict", whole(checks: "{\"checks\": []}")),
    put(
      "null for an app",
      whole(checks: "{\"strict\": true, \"checks\": [{\"context\": \"a\", \"app_id\": null}]}")),
    put("null for the checks", whole(checks: "{\"strict\": true, \"checks\": null}")),
    put("nine reviews", whole(reviews: "{\"required_approving_review_count\": 9}")),
    put(
      "lists of whole users",
      whole(restrictions: "{\"users\": [{\"login\": \"bob\"}], \"teams\": []}")),
    put("restrictions without teams", whole(restrictions: "{\"users\": []}")),
    put("null for a list", whole(reviews: "{\"dismissal_restrictions\": null}")),
    put(
      "restrictions of a person's", whole(restrictions: "{\"users\": [], \"teams\": []}"),
      inOrganization: false),
    put(
      "dismissals of a person's", whole(reviews: "{\"dismissal_restrictions\": {}}"),
      inOrganization: false),
    Body("signatures in no PUT", "PUT", protection, whole(more: ", \"required_signatures\": true")),
    Body("a PATCH of everything", "PATCH", protection, whole(), is: 404),
    Body("a branch that is not there", "PUT", "branches/gone/protection", whole(), is: 404),
    ruleset("a ruleset", rules("[{\"type\": \"deletion\"}]"), is: 201),
    ruleset("no enforcement", "{\"name\": \"x\"}"),
    ruleset("a name that is taken", "{\"name\": \"taken\", \"enforcement\": \"active\"}"),
    ruleset("an unknown rule", rules("[{\"type\": \"moonlight\"}]")),
    ruleset(
      "null for the actors",
      "{\"name\": \"x\", \"enforcement\": \"active\", \"bypass_actors\": null}"),
    ruleset("null for the rules", rules("null")),
    ruleset("what only a GET has", "{\"name\": \"x\", \"enforcement\": \"active\", \"id\": 1}"),
    ruleset(
      "half a pull request",
      rules(
        "[{\"type\": \"pull_request\", \"parameters\": {\"required_approving_review_count\": 1}}]")),
    ruleset(
      "null for an app",
      rules(
        "[{\"type\": \"required_status_checks\", \"parameters\": {\"strict_required_status_checks_policy\": true, \"required_status_checks\": [{\"context\": \"a\", \"integration_id\": null}]}}]"
      )),
    ruleset(
      "parameters where there are none", rules("[{\"type\": \"deletion\", \"parameters\": {}}]")),
    Body(
      "both kinds of branches", "PUT", "environments/x",
      "{\"deployment_branch_policy\": {\"protected_branches\": true, \"custom_branch_policies\": true}}"
    ),
    Body(
      "seven reviewers", "PUT", "environments/x",
      "{\"reviewers\": [\((1...7).map { "{\"type\": \"User\", \"id\": \($0)}" }.joined(separator: ", "))]}"
    ),
    Body("too long a wait", "PUT", "environments/x", "{\"wait_timer\": 50000}"),
  ]

  @Test("A body is taken or refused as GitHub does", arguments: bodies)
  func strict(_ body: Body) {
    var shop = GitHubWorld.Repository()
    shop.isOrganization = body.isOrganization
    shop.rulesets = [StoredRuleset(1, "taken", on: ["refs/heads/main"], [])]
    let before = shop
    var github = DirectGitHub(GitHubWorld([shop]))
    let reply = github.send(
      body.method, "repos/acme/shop/\(body.path)", body: Array(body.body.utf8))
    #expect(reply.status == body.status, "\(String(decoding: reply.body, as: UTF8.self))")
    let after = github.world.repositories[0]
    let isSame =
      after.rules == before.rules && after.rulesets == before.rulesets
      && after.environments == before.environments
    #expect(isSame == (body.status >= 400), "what was refused was done")
  }
}
