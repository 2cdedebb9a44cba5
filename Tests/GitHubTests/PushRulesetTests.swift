import Evidence
import PolicyCore
import Testing

@testable import GitHub

/// What a policy can say of a ruleset for pushes.
@Suite struct PushRulesetTests {
  @Test(
    "A list that holds something else than texts is told, and half of it demands nothing",
    arguments: [
      ("file_path_restriction", "restricted_file_paths"),
      ("file_extension_restriction", "restricted_file_extensions"),
    ])
  func odd(type: String, name: String) {
    for list in [JSON.array([.string("exe"), .number("1")]), .string("exe")] {
      var ruleset = Ruleset(
        "r", conditions: nil, rules: [.init(type, .object([(name, list)]))])
      (ruleset.target, ruleset.bypassActors) = ("push", [])
      let found = RulesetImport([ruleset])
      #expect(found.losses == ["the rule '\(type)' of ruleset 'r'"])
      #expect(found.files == .init())
    }
  }
}
