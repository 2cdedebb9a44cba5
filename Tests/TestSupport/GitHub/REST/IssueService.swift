/// An issue's comment: docs.github.com/rest/issues/comments.
public struct StoredComment: Sendable {
  /// The login of who wrote it.
  public var author: String
  /// What it says.
  public var body: String
  /// Whether it was changed an hour later.
  public var isEdited: Bool

  /// A comment.
  public init(by author: String, _ body: String, isEdited: Bool = false) {
    (self.author, self.body, self.isEdited) = (author, body, isEdited)
  }
}

extension GitHubWorld.Repository {
  /// `POST issues`: docs.github.com/rest/issues/issues, "Create an issue"; `nil` for every other path.
  mutating func newIssue(_ parts: [String], _ request: HTTPRequest) throws(Refused) -> HTTPReply? {
    guard request.method == "POST", parts == ["issues"] else { return nil }
    guard case .object(let members)? = JSON(request.body), Set(members.keys) == ["title", "body"],
      let title = members["title"]?.text, !title.isEmpty, let body = members["body"]?.text
    else { throw Refused(422, "Validation Failed") }
    let number = (issues.keys.max() ?? 0) + 1
    issues[number] = []
    openedIssues[number] = title + "\n" + body
    return HTTPReply(
      201,
      .object([
        "number": .int(number), "title": .string(title),
        "html_url": .string("https://github.com/\(owner)/\(name)/issues/\(number)"),
      ]))
  }

  /// `GET issues/{number}/comments`, in pages; `nil` for every other path.
  func comments(_ parts: [String], _ request: HTTPRequest) throws(Refused) -> HTTPReply? {
    guard request.method == "GET", parts.count == 3, parts[0] == "issues", parts[2] == "comments"
    else { return nil }
    guard let number = Int(parts[1]), let all = issues[number] else { throw .notFound }
    let query = request.query
    guard let size = Int(query["per_page"] ?? "30"), let page = Int(query["page"] ?? "1"),
      (1...100).contains(size), page > 0
    else { throw .notFound }
    let start = min((page - 1) * size, all.count)
    let end = min(start + size, all.count)
    let items = all[start..<end].enumerated().map { place, comment in
      JSON.object([
        "id": .int(start + place + 1),
        "html_url": .string(
          "https://github.com/\(owner)/\(name)/issues/\(number)#issuecomment-\(start + place + 1)"),
        "user": .object(["login": .string(comment.author), "type": .string("User")]),
        "body": .string(comment.body), "created_at": .string("2026-01-06T12:00:00Z"),
        "updated_at": .string(
          comment.isEdited ? "2026-01-06T13:00:00Z" : "2026-01-06T12:00:00Z"),
      ])
    }
    let next =
      "<https://api.github.com\(request.path)?per_page=\(size)&page=\(page + 1)>; rel=\"next\""
    return HTTPReply(200, headers: end < all.count ? ["Link": next] : [:], .array(items))
  }
}
