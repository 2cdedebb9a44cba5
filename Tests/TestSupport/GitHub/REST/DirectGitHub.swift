/// The emulated GitHub without a wire: for thousands of calls.
public struct DirectGitHub: Sendable {
  private var service: GitHubService

  /// A GitHub with this in it.
  public init(_ world: GitHubWorld) { service = GitHubService(world: world) }

  /// What stands there now.
  public var world: GitHubWorld { service.world }

  /// The answer to a call: the path without a leading slash, as gh takes it.
  public mutating func send(_ method: String, _ path: String, body: [UInt8] = []) -> HTTPReply {
    let lines = [
      "\(method) /\(path) HTTP/1.1", "User-Agent: test", "Authorization: token \(world.token)",
      "Content-Length: \(body.count)", "", "",
    ]
    let head = Array(lines.joined(separator: "\r\n").utf8)
    guard let request = HTTPRequest(head + body) else {
      return .refusal(400, "this is no request")
    }
    return service.reply(to: request)
  }
}
