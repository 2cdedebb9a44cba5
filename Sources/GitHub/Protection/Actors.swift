internal import Evidence

/// Users, teams and apps, as protection names them. Two of them are equal where they name the same
/// ones, in whatever order and case.
public struct Actors: Hashable, Sendable {
  /// Logins.
  public var users: [String]
  /// Team slugs.
  public var teams: [String]
  /// App slugs.
  public var apps: [String]

  /// These; nobody where nothing is given.
  public init(users: [String] = [], teams: [String] = [], apps: [String] = []) {
    (self.users, self.teams, self.apps) = (users, teams, apps)
  }

  /// Whether nobody is named.
  public var isEmpty: Bool { users.isEmpty && teams.isEmpty && apps.isEmpty }

  /// All of them as words in order: `user alice`, `team core`, `app deploy`.
  public var words: [String] {
    func sorted(_ noun: String, _ names: [String]) -> [String] {
      Set(names.map { $0.lowercased() }).sorted().map { "\(noun) \($0)" }
    }
    return sorted("user", users) + sorted("team", teams) + sorted("app", apps)
  }

  /// Whether they name the same ones.
  public static func == (left: Actors, right: Actors) -> Bool { left.words == right.words }

  /// Hashes whom they name.
  public func hash(into hasher: inout Hasher) { hasher.combine(words) }
}

extension Actors {
  /// Who an answer names: lists of whole users, teams and apps.
  init(_ answer: AnswerValue) throws(GitHubAnswer.Flaw) {
    func names(_ list: String, _ key: String) throws(GitHubAnswer.Flaw) -> [String] {
      var names: [String] = []
      for actor in try answer.member(list)?.elements() ?? [] {
        names.append(try actor.required(key).text())
      }
      return names
    }
    self.init(
      users: try names("users", "login"), teams: try names("teams", "slug"),
      apps: try names("apps", "slug"))
  }

  /// As a GET shows them, without what is not theirs to decide.
  var answer: JSON {
    func list(_ names: [String], _ key: String) -> JSON {
      .array(names.map { .object([(key, .string($0))]) })
    }
    return .object([
      ("users", list(users, "login")), ("teams", list(teams, "slug")),
      ("apps", list(apps, "slug")),
    ])
  }

  /// As a PUT takes them: all three lists, empty ones too, since one that is left out stays.
  var put: JSON {
    .object([("users", .texts(users)), ("teams", .texts(teams)), ("apps", .texts(apps))])
  }
}
