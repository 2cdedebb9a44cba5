internal import FoundationEssentials
internal import Synchronization

/// GitHub's server, emulated, to which the real gh talks through its setting `http_unix_socket`.
///
/// It is on another side of the wire, and strict: it holds every query against GitHub's schema, knows
/// no path but those that it answers, really pages, and lets nobody in without the token.
public final class GitHubServer: Sendable {
  /// What happens to one request instead of an answer.
  public enum Fault: Sendable {
    /// This answer comes.
    case answer(HTTPReply)
    /// The request is done, and the first bytes of its answer come, which claims to be longer.
    case half
    /// Nothing is done, and the connection is closed without a word.
    case hangUp
    /// The request is done, and the connection is closed without a word.
    case done
    /// The right answer comes, and nothing is done (secure-proxy-manager#264).
    case pretence
    /// Nothing comes, and the connection stays.
    case silence
  }

  private struct NoThread: Error {}

  /// What stands at the server, between its own thread and who looks.
  private final class Standing: Sendable {
    let service: Mutex<GitHubService>

    init(_ world: GitHubWorld) { service = Mutex(GitHubService(world: world)) }
  }

  private let folder: TemporaryFolder
  private let stop = StopPipe()
  private let standing: Standing

  /// Starts a server. `fault` is asked before each request is answered; requests count from 0.
  public init(
    _ world: GitHubWorld, fault: @escaping @Sendable (HTTPRequest, Int) -> Fault? = { _, _ in nil }
  ) throws {
    folder = try TemporaryFolder()
    let (path, stop) = (folder.path, stop)
    try folder.write("http_unix_socket: \(path)/s\n".utf8, to: "config/config.yml")
    try folder.write([], to: "requests")
    let socket = try UnixSocket(at: path + "/s")
    let standing = Standing(world)
    self.standing = standing
    let isServing = Thread.start {
      Self.serve(socket, stop, standing, log: path + "/requests", fault)
    }
    guard isServing else { throw NoThread() }
  }

  deinit { stop.stop() }

  /// The variables with which gh talks to this server and to nobody else.
  public var variables: [String: String?] {
    [
      "GH_CONFIG_DIR": folder.path + "/config", "GH_TOKEN": "ghp_dummyTokenOfTheTests",
      "GITHUB_TOKEN": nil, "GH_HOST": nil, "GH_REPO": nil,
    ]
  }

  /// The whole environment of a program that talks to this server.
  public var environment: [String: String] {
    var all = HermeticEnvironment.variables(home: folder.path)
    for (key, value) in variables { all[key] = value }
    return all
  }

  /// What stands there now.
  public var world: GitHubWorld { standing.service.withLock { $0.world } }

  /// Somebody else changes something.
  public func change(_ change: (inout GitHubWorld) -> Void) {
    standing.service.withLock { change(&$0.world) }
  }

  /// The requests so far. Throws where one cannot be told: a test must not count too few.
  public func requests() throws -> [HTTPRequest] {
    try (folder.read("requests") ?? []).split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(HTTPRequest.self, from: Data($0))
    }
  }

  /// A request as a line of the log, which is no request where it cannot be written.
  private static func line(for request: HTTPRequest) -> [UInt8] {
    do { return Array(try JSONEncoder().encode(request)) } catch { return Array("\(error)".utf8) }
  }

  private static func serve(
    _ socket: UnixSocket, _ stop: StopPipe, _ standing: Standing, log: String,
    _ fault: (HTTPRequest, Int) -> Fault?
  ) {
    var silent: [UnixSocket.Connection] = []
    var count = 0
    while let connection = socket.accept(unless: stop.watched) {
      guard let request = connection.request() else {
        connection.close()
        continue
      }
      AppendedFile.append(Self.line(for: request), to: log)
      let fault = fault(request, count)
      count += 1
      if case .silence? = fault {
        silent.append(connection)
        continue
      }
      let reply = standing.service.withLock { service in
        let before = service.world
        let reply = service.reply(to: request)
        switch fault {
        case .answer, .hangUp, .pretence: service.world = before
        case nil, .half, .done, .silence: break
        }
        return reply
      }
      switch fault {
      case nil, .pretence: connection.write(reply.bytes())
      case .answer(let other): connection.write(other.bytes())
      case .half:
        let all = reply.bytes()
        connection.write(Array(all.dropLast(reply.body.count / 2)))
      case .hangUp, .done, .silence: break
      }
      connection.close()
    }
    for connection in silent { connection.close() }
    socket.close()
    stop.forget()
  }
}
