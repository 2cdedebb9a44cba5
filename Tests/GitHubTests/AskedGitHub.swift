internal import Reports
internal import TestSupport
internal import Testing

@testable internal import GitHub

/// An emulated GitHub and a client that asks it through the real gh.
struct AskedGitHub {
  let server: GitHubServer
  let client: GitHubClient
  /// How long was waited, in seconds.
  let waits: Waits

  final class Waits {
    var seconds: [Int64] = []
  }

  /// `patience` is how many seconds may be waited; nobody waits really.
  init(
    _ world: GitHubWorld = .shop, changing changes: [String: String?] = [:],
    patience: Int64 = 100, time: Duration = .seconds(60),
    fault: @escaping @Sendable (HTTPRequest, Int) -> GitHubServer.Fault? = { _, _ in nil }
  ) throws {
    let server = try GitHubServer(world, fault: fault)
    self.server = server
    var environment = server.environment
    for (key, value) in changes { environment[key] = value }
    let waits = Waits()
    self.waits = waits
    client = GitHubClient(
      host: "github.com", program: GhProgram(environment: environment),
      patience: Patience(.seconds(patience), clock: { server.now }) {
        waits.seconds.append($0.components.seconds)
      }, time: time)
  }

  /// The evidence that it has of `acme/shop`.
  func evidence() throws -> GitHubEvidence {
    let shop = try #require(GitHubRepository(host: "github.com", owner: "acme", name: "shop"))
    return GitHubEvidence(of: shop, client: client)
  }

  /// Asks for something small.
  func login() throws(GitHubFailure) -> String {
    struct Answer: Decodable {
      struct Viewer: Decodable { let login: String }
      let viewer: Viewer
    }
    let question = GitHubCall.query("{ viewer { login } }", [], why: "ask who I am")
    return try client.ask(question, as: Answer.self).viewer.login
  }

  /// What went wrong when it asks for something small.
  func failure() -> GitHubFailure? {
    do throws(GitHubFailure) {
      _ = try login()
      return nil
    } catch {
      return error
    }
  }
}

extension GitHubServer {
  /// The moment at which everything happens. The client's clock is the server's, so that the server
  /// stands as long as somebody may ask it.
  fileprivate var now: Int64 { 1_767_614_400 }
}

extension GitHubWorld {
  /// `acme/shop`, empty.
  static var shop: GitHubWorld { GitHubWorld([Repository()]) }
}
