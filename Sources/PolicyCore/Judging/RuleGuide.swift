/// What a rule demands and why, with the examples that prove it.
public struct RuleGuide: Sendable {
  /// The id, which reads well in "main requires ⟨id⟩".
  public let id: String
  /// One sentence: what is demanded.
  public let summary: String
  /// Why, with the incident that it prevents.
  public let rationale: String
  /// When it is asked. No set: a hook would make the table of each.
  public let moments: [Moment]
  /// How loud it is where the policy does not say.
  public let level: Level
  /// The GitHub ruleset type that demands the same; `nil` where there is none.
  public let githubType: String?
  /// Drawn updates that keep it and break it.
  public var examples: [Example] { drawn() }
  private let drawn: @Sendable () -> [Example]

  /// A rule's guide. Its examples are made when they are looked at: a hook asks for the guides of all
  /// rules, and for no example.
  public init(
    id: String, summary: String, rationale: String, moments: [Moment], level: Level = .error,
    githubType: String? = nil, examples: @autoclosure @escaping @Sendable () -> [Example]
  ) {
    (self.id, self.summary, self.rationale) = (id, summary, rationale)
    (self.moments, self.level, self.githubType) = (moments, level, githubType)
    drawn = examples
  }
}
