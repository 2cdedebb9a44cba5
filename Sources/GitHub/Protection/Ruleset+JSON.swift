internal import Evidence

extension Ruleset {
  /// The ruleset that a GET shows. Throws what is wrong with it, in words.
  init(_ answer: AnswerValue) throws(GitHubAnswer.Flaw) {
    var rules: [Rule] = []
    for rule in try answer.member("rules")?.elements() ?? [] { rules.append(try Rule(rule)) }
    self.init(
      try answer.required("name").text(), conditions: try answer.member("conditions")?.json,
      rules: rules)
    id = try answer.member("id")?.integer()
    target = try answer.member("target")?.text() ?? "branch"
    enforcement = try answer.required("enforcement").word()
    let owner = try answer.member("source")?.text() ?? ""
    switch try answer.member("source_type")?.text() {
    case nil, "Repository"?: source = .repository
    case "Organization"?: source = .organization(owner)
    default: source = .other(owner)
    }
    bypassActors = nil
    if let told = try answer.member("bypass_actors") {
      var actors: [BypassActor] = []
      for actor in try told.elements() { actors.append(try BypassActor(actor)) }
      bypassActors = BypassActor.sorted(actors)
    }
  }

  /// As a GET shows it: `init` reads the same ruleset from it.
  var answer: JSON {
    var pairs: [(String, JSON)] = []
    if let id { pairs.append(("id", .int(id))) }
    switch source {
    case .repository: pairs.append(("source_type", .string("Repository")))
    case .organization(let login):
      pairs += [("source_type", .string("Organization")), ("source", .string(login))]
    case .other(let name):
      pairs += [("source_type", .string("Other")), ("source", .string(name))]
    }
    return .object(pairs + settings)
  }

  /// The body of a POST or PUT that makes it what it is. A key that is left out is not changed, and
  /// null is refused: bypass actors that this token may not see are left as they are.
  var put: JSON { .object(settings) }

  private var settings: [(String, JSON)] {
    var pairs: [(String, JSON)] = [
      ("name", .string(name)), ("target", .string(target)),
      ("enforcement", .string(enforcement.rawValue)),
    ]
    if let bypassActors { pairs.append(("bypass_actors", .array(bypassActors.map(\.json)))) }
    if let conditions { pairs.append(("conditions", conditions)) }
    pairs.append(("rules", .array(rules.map(\.json))))
    return pairs
  }
}

extension Ruleset.Rule {
  init(_ answer: AnswerValue) throws(GitHubAnswer.Flaw) {
    let type = try answer.required("type").text()
    let parameters = try answer.member("parameters")
    if let parameters { try RuleTable.check(parameters, of: type) }
    self.init(type, parameters?.json.withoutNulls)
  }

  var json: JSON {
    .object([("type", .string(type))] + (parameters.map { [("parameters", $0)] } ?? []))
  }
}

extension Ruleset.BypassActor {
  fileprivate init(_ answer: AnswerValue) throws(GitHubAnswer.Flaw) {
    type = try answer.required("actor_type").text()
    id = try answer.member("actor_id")?.integer()
    // GitHub's default.
    mode = try answer.member("bypass_mode")?.word() ?? .always
  }

  fileprivate var json: JSON {
    .object([
      ("actor_id", id.map { .int($0) } ?? .null), ("actor_type", .string(type)),
      ("bypass_mode", .string(mode.rawValue)),
    ])
  }

  /// In the one order in which they are kept.
  static func sorted(_ actors: [Self]) -> [Self] { actors.sorted { $0.order < $1.order } }

  private var order: (String, Int, String) { (type, id ?? -1, mode.rawValue) }
}

extension AnswerValue {
  /// One of some words.
  func word<Word: RawRepresentable & CaseIterable>() throws(GitHubAnswer.Flaw) -> Word
  where Word.RawValue == String {
    guard let word = Word(rawValue: try text()) else {
      let words = Word.allCases.map { "'\($0.rawValue)'" }.joined(separator: " or ")
      throw GitHubAnswer.Flaw("'\(path)' is not \(words)")
    }
    return word
  }
}

extension JSON {
  /// The same value without members that are null: what PUT refuses, such as an `integration_id`.
  fileprivate var withoutNulls: JSON {
    switch self {
    case .array(let elements): .array(elements.map(\.withoutNulls))
    case .object(let members):
      .object(
        members.filter { $0.value != .null }.map {
          Member(name: $0.name, value: $0.value.withoutNulls)
        })
    default: self
    }
  }
}
