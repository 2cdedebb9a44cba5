internal import FoundationEssentials

/// GitHub's server, emulated, to which the real gh talks through its setting `http_unix_socket`.
///
/// It is on another side of the wire, and strict: it holds every query against GitHub's schema, knows
/// no path but those that it answers, really pages, and lets nobody in without the token.
public final class GitHubServer: Sendable {
  /// What happens to one request instead of an answer.
  public enum Fault: Sendable {
    /// This answer comes.
    case answer(HTTPReply)
    /// The first bytes of the right answer, which claims to be longer.
    case half
    /// The connection is closed without a word.
    case hangUp
    /// Nothing comes, and the connection stays.
    case silence
  }

  private struct NoThread: Error {}

  private let folder: TemporaryFolder
  private let stop = StopPipe()

  /// Starts a server. `fault` is asked before each request is answered; requests count from 0.
  public init(
    _ world: GitHubWorld, fault: @escaping @Sendable (HTTPRequest, Int) -> Fault? = { _, _ in nil }
  ) throws {
    folder = try TemporaryFolder()
    let (path, stop) = (folder.path, stop)
    try folder.write("http_unix_socket: \(path)/s\n".utf8, to: "config/config.yml")
    try folder.write([], to: "requests")
    let socket = try UnixSocket(at: path + "/s")
    let service = GitHubService(world: world)
    let isServing = Thread.start {
      Self.serve(socket, stop, service, log: path + "/requests", fault)
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
    _ socket: UnixSocket, _ stop: StopPipe, _ service: GitHubService, log: String,
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
      let reply = service.reply(to: request)
      switch fault {
      case nil: connection.write(reply.bytes())
      case .answer(let other): connection.write(other.bytes())
      case .half:
        let all = reply.bytes()
        connection.write(Array(all.dropLast(reply.body.count / 2)))
      case .hangUp, .silence: break
      }
      connection.close()
    }
    for connection in silent { connection.close() }
    socket.close()
    stop.forget()
  }
}
