import CLibrary
import Programs
import TestSupport
import Testing

@testable import GitHub

/// Every way in which GitHub can fail to answer is told apart, with its cure, and never success.
@Suite struct FailureTests {
  private static func over(_ headers: [String: String], _ status: Int = 403) -> HTTPReply {
    .refusal(status, "API rate limit exceeded for user ID 1.", headers: headers)
  }

  struct Trouble: Sendable, CustomTestStringConvertible {
    let name: String
    let fault: GitHubServer.Fault
    let cause: GitHubFailure.Cause
    let message: String
    let help: String
    var testDescription: String { name }

    init(
      _ name: String, _ fault: GitHubServer.Fault, _ cause: GitHubFailure.Cause, _ message: String,
      _ help: String
    ) {
      (self.name, self.fault, self.cause, self.message) = (name, fault, cause, message)
      self.help = help
    }
  }

  static let troubles: [Trouble] = [
    Trouble(
      "401", .answer(.refusal(401, "Bad credentials")), .loggedOut,
      "github.com answered 401: Bad credentials", "gh auth login --hostname github.com"),
    Trouble(
      "403", .answer(.refusal(403, "Resource not accessible by integration")), .forbidden,
      "github.com answered 403: Resource not accessible by integration", "permissions:"),
    Trouble(
      "404", .answer(.refusal(404, "Not Found")), .notFound, "github.com answered 404: Not Found",
      "gh repo view"),
    Trouble(
      "422", .answer(.refusal(422, "Validation Failed")), .refused,
      "github.com answered 422: Validation Failed", "report a bug"),
    Trouble(
      "500", .answer(.refusal(500, "Server Error")), .server,
      "github.com answered 500: Server Error", "githubstatus.com"),
    Trouble(
      "502 in HTML", .answer(HTTPReply(502, body: Array("<html>Unicorn!</html>".utf8))), .server,
      "github.com answered 502", "githubstatus.com"),
    Trouble("half a page", .half, .malformed, "unexpected EOF", "run policy again"),
    Trouble("no word", .hangUp, .unreachable, "EOF", "gh api --hostname github.com rate_limit"),
    Trouble(
      "JSON that breaks off", .answer(HTTPReply(200, body: Array(#"{"data":{"vie"#.utf8))),
      .malformed, "", "run policy again"),
    Trouble(
      "no JSON", .answer(HTTPReply(200, body: Array("hello".utf8))), .malformed, "not JSON",
      "run policy again"),
    Trouble(
      "an empty body", .answer(HTTPReply(200)), .malformed, "not JSON", "run policy again"),
    Trouble(
      "another JSON", .answer(HTTPReply(200, .object(["data": .object([:])]))), .malformed,
      "'data.viewer' is missing", "run policy again"),
    Trouble(
      "null", .answer(HTTPReply(200, .object(["data": .object(["viewer": .null])]))), .malformed,
      "'data.viewer' is null", "run policy again"),
    Trouble(
      "errors with data", .answer(.problem(nil, "Something went wrong", data: true)), .server,
      "github.com answered: Something went wrong", "githubstatus.com"),
    Trouble(
      "errors", .answer(.problem("FORBIDDEN", "Resource protected by organization SAML")),
      .forbidden, "Resource protected by organization SAML", "permissions:"),
    Trouble(
      "not found", .answer(.problem("NOT_FOUND", "Could not resolve to a Repository")), .notFound,
      "Could not resolve to a Repository", "gh repo view"),
    Trouble(
      "the limit until later",
      .answer(over(["X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1767618000"])),
      .rateLimited, "the rate limit is reached until 2026-01-05T13:00:01Z",
      "after 2026-01-05T13:00:01Z"),
    Trouble(
      "retry much later", .answer(over(["Retry-After": "3600"], 429)), .rateLimited,
      "the rate limit is reached until 2026-01-05T13:00:00Z", "after 2026-01-05T13:00:00Z"),
    Trouble(
      "the limit of queries", .answer(.problem("RATE_LIMIT", "API rate limit already exceeded")),
      .rateLimited, "the rate limit is reached until", "gh api --hostname github.com rate_limit"),
  ]

  @Test("Each trouble of the server's ends in its own failure", arguments: troubles)
  func trouble(_ trouble: Trouble) throws {
    let asked = try AskedGitHub(patience: 100) { _, _ in trouble.fault }
    let failure = try #require(asked.failure())
    #expect(failure.cause == trouble.cause)
    #expect(failure.operation == "ask who I am")
    #expect(failure.message.contains(trouble.message), "\(failure.message)")
    #expect(failure.help.contains(trouble.help), "\(failure.help)")
    #expect(!failure.message.contains("ghp_"))
  }

  @Test("A limit that ends soon is waited for, and the call is made again")
  func shortLimit() throws {
    let asked = try AskedGitHub { _, number in
      switch number {
      case 0: .answer(Self.over(["Retry-After": "3"]))
      case 1: .answer(Self.over(["X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1767614420"]))
      // Without a number, docs.github.com says a minute.
      case 2: .answer(.refusal(403, "You have exceeded a secondary rate limit."))
      default: nil
      }
    }
    #expect(try asked.login() == "alice")
    #expect(asked.waits.seconds == [3, 21, 60])
    #expect(try asked.server.requests().count == 4)
  }

  @Test("A server that says to wait no time at all is not asked without end")
  func noWait() throws {
    let asked = try AskedGitHub(patience: 3) { _, number in
      number < 20 ? .answer(Self.over(["Retry-After": "0"], number % 2 == 0 ? 403 : 429)) : nil
    }
    #expect(asked.failure()?.cause == .rateLimited)
    #expect(asked.waits.seconds == [1, 1, 1])
  }

  @Test(
    "A system without room is no missing gh",
    arguments: [
      (ENOENT, .missingProgram), (EACCES, .missingProgram), (ENOEXEC, .missingProgram),
      (ENOSPC, .noRoom), (EMFILE, .noRoom), (ENFILE, .noRoom), (EAGAIN, .noRoom), (ENOMEM, .noRoom),
    ] as [(Int32, GitHubFailure.Cause)])
  func noRoom(number: Int32, cause: GitHubFailure.Cause) throws {
    let client = try AskedGitHub().client
    let call = GitHubCall(.get, "user", why: "ask who I am")
    let failure = client.failure(of: call, .system(SystemError(number: number)))
    #expect(failure.cause == cause)
    #expect(failure.help.contains("install gh") == (cause == .missingProgram))
    #expect(failure.message.hasSuffix(SystemError(number: number).reason))
  }

  @Test("A server that stumbles is asked again twice, and no more")
  func stumbling() throws {
    let once = try AskedGitHub { _, number in
      number < 2 ? .answer(.refusal(502, "Bad Gateway")) : nil
    }
    #expect(try once.login() == "alice")
    #expect(once.waits.seconds == [1, 4])
    let ever = try AskedGitHub { _, _ in .answer(.refusal(503, "Unavailable")) }
    #expect(ever.failure()?.cause == .server)
    #expect(try ever.server.requests().count == 3)
  }

  @Test("What changes something is never made again after the server stumbled")
  func writes() throws {
    let asked = try AskedGitHub { _, _ in .answer(.refusal(502, "Bad Gateway")) }
    let call = GitHubCall(.delete, "repos/acme/shop/branches/main/protection", why: "unprotect")
    #expect(throws: GitHubFailure.self) { try asked.client.send(call) }
    #expect(try asked.server.requests().count == 1)
  }

  @Test("gh that is not there, not logged in, or not let in")
  func access() throws {
    let missing = try AskedGitHub(changing: ["PATH": "/nowhere:bin:."])
    #expect(missing.failure()?.cause == .missingProgram)
    #expect(missing.failure()?.help.contains("https://cli.github.com") == true)
    let loggedOut = try AskedGitHub(changing: ["GH_TOKEN": nil])
    #expect(loggedOut.failure()?.cause == .loggedOut)
    #expect(loggedOut.failure()?.message == "gh is not logged in to github.com")
    #expect(try loggedOut.server.requests().isEmpty)
    let stranger = try AskedGitHub(changing: ["GH_TOKEN": "ghp_anotherToken"])
    #expect(stranger.failure()?.cause == .loggedOut)
    #expect(stranger.failure()?.status == 401)
  }

  @Test("What a user set for gh by hand changes nothing, and makes it tell nothing")
  func surroundings() throws {
    let changes = [
      "GH_DEBUG": "api", "DEBUG": "api", "GH_FORCE_TTY": "100%", "CLICOLOR_FORCE": "1",
      "GH_HOST": "git.example.org", "GH_REPO": "git.example.org/a/b", "GH_PAGER": "false",
    ]
    #expect(try AskedGitHub(changing: changes).login() == "alice")
    let asked = try AskedGitHub(changing: changes) { _, _ in .half }
    #expect(asked.failure()?.message == "the answer breaks off: unexpected EOF")
  }

  @Test("A server that never answers: the time is over, and gh is gone")
  func silentServer() throws {
    let asked = try AskedGitHub(time: .seconds(1)) { _, _ in .silence }
    let failure = try #require(asked.failure())
    #expect(failure.cause == .timedOut)
    #expect(failure.message == "no answer within 1 second")
  }

  @Test("A socket that nobody listens on is no way out to the network")
  func unreachable() throws {
    let folder = try TemporaryFolder()
    try folder.write("http_unix_socket: \(folder.path)/none\n".utf8, to: "config.yml")
    let asked = try AskedGitHub(changing: ["GH_CONFIG_DIR": folder.path])
    #expect(asked.failure()?.cause == .unreachable)
    #expect(try asked.server.requests().isEmpty)
  }
}

extension HTTPReply {
  /// An answer to a query with an error in it; `data` says that there is an answer too.
  static func problem(_ type: String?, _ message: String, data: Bool = false) -> HTTPReply {
    var problem: [String: JSON] = ["message": .string(message)]
    if let type { problem["type"] = .string(type) }
    var members: [String: JSON] = ["errors": .array([.object(problem)])]
    if data {
      members["data"] = .object(["viewer": .object(["login": .string("alice")])])
    }
    return HTTPReply(200, .object(members))
  }
}
