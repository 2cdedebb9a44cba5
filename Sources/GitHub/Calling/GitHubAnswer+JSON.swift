internal import FoundationEssentials

extension GitHubAnswer {
  /// The body as a value. Throws what is wrong with it, in words.
  public func decoded<Value: Decodable>(
    _ type: Value.Type
  ) throws(GitHubAnswer.Flaw) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(body))
    } catch DecodingError.keyNotFound(let key, let context) {
      throw Flaw("'\(Self.path(context.codingPath + [key]))' is missing")
    } catch DecodingError.valueNotFound(_, let context) {
      throw Flaw("'\(Self.path(context.codingPath))' is null")
    } catch DecodingError.typeMismatch(_, let context) {
      throw Flaw("'\(Self.path(context.codingPath))' is something else")
    } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
      throw Flaw("'\(Self.path(context.codingPath))' is \(context.debugDescription)")
    } catch {
      throw Flaw("it is not JSON")
    }
  }

  /// What is wrong with an answer.
  public struct Flaw: Error {
    /// In words, in lower case.
    public let message: String
    /// A flaw in these words.
    public init(_ message: String) { self.message = message }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
  }

  /// The server's own words for a refusal: `{"message": …}`; `nil` where there are none.
  var message: String? {
    struct Refusal: Decodable { let message: String }
    do throws(Flaw) { return try decoded(Refusal.self).message } catch { return nil }
  }

  /// An error in an answer to a query.
  struct Problem: Decodable {
    /// `NOT_FOUND` and its like; `nil` where the server stumbled over the query.
    let type: String?
    /// In the server's words.
    let message: String

    /// Whether the limit of calls was reached. Both spellings occur; the documentation has none
    /// (github/docs#22607, yanyongyu/githubkit#271).
    var isRateLimit: Bool { type == "RATE_LIMITED" || type == "RATE_LIMIT" }
  }

  /// The errors in an answer to a query; none where it is no such answer.
  var problems: [Problem] {
    struct Answer: Decodable { let errors: [Problem]? }
    do throws(Flaw) { return try decoded(Answer.self).errors ?? [] } catch { return [] }
  }
}
