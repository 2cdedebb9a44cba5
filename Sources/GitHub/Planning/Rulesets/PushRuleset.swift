internal import Evidence
internal import PolicyCore

/// A ruleset for pushes and what a policy says of files.
///
/// Source: docs.github.com/rest/repos/rules, `file_path_restriction` and the types after it.
enum PushRuleset {
  /// A megabyte as GitHub counts the limit.
  private static let megabyte: Int64 = 1_000_000
  private static let megabytes: ClosedRange<Int64> = 1...100

  /// The ruleset that demands what a policy does of files, and what it cannot demand.
  static func ruleset(_ files: FileDemands) -> (Ruleset, obstacles: [String]) {
    var (rules, obstacles): ([Ruleset.Rule], [String]) = ([], [])
    func add(_ type: String, _ name: String, _ value: JSON) {
      rules.append(.init(type, .object([(name, value)])))
    }
    if !files.forbiddenPaths.isEmpty {
      add(
        "file_path_restriction", "restricted_file_paths", .texts(files.forbiddenPaths.map(\.text)))
    }
    if let length = files.maxPathLength {
      add("max_file_path_length", "max_file_path_length", .int(length))
    }
    if !files.forbiddenExtensions.isEmpty {
      add(
        "file_extension_restriction", "restricted_file_extensions",
        .texts(files.forbiddenExtensions.map { ".\($0)" }))
    }
    if let size = files.maxSize {
      let (count, rest) = size.quotientAndRemainder(dividingBy: megabyte)
      if rest == 0, megabytes.contains(count) {
        add("max_file_size", "max_file_size", .int(Int(count)))
      } else {
        obstacles.append("max_size: a ruleset counts whole megabytes from 1 to 100")
      }
    }
    let others: [(String, Bool)] = [
      ("forbidden_path_pattern", !files.forbiddenPathPatterns.isEmpty),
      ("restricted_paths", !files.restrictedPaths.isEmpty), ("code_owners", files.codeOwners),
      ("submodule_urls", files.submoduleURLs != nil), ("symlinks", files.symlinks != .any),
      ("allow_case_collisions", !files.allowCaseCollisions),
      ("executables", files.executables != nil),
    ]
    obstacles += others.filter(\.1).map { "\($0.0): no ruleset asks for it" }
    var ruleset = Ruleset("policy: files", conditions: nil, rules: rules)
    ruleset.target = "push"
    return (ruleset, obstacles)
  }

  /// Adds what a ruleset demands to what others do, the stricter of both; what a policy has no words
  /// for is told.
  static func add(_ ruleset: Ruleset, to files: inout FileDemands) -> [String] {
    var losses: [String] = []
    for rule in ruleset.rules where !add(rule, to: &files) {
      losses.append("the rule '\(rule.type)' of \(ruleset.title)")
    }
    return losses + ruleset.passers
  }

  /// Whether a policy can say all that a rule does.
  private static func add(_ rule: Ruleset.Rule, to files: inout FileDemands) -> Bool {
    func texts(_ name: String) -> [String]? {
      guard let elements = rule.parameters?[name]?.array else { return nil }
      let texts = elements.compactMap(\.string)
      return texts.count == elements.count ? texts : nil
    }
    func number(_ name: String) -> Int? { rule.parameters?[name]?.int }
    switch rule.type {
    case "file_path_restriction":
      guard let paths = texts("restricted_file_paths") else { return false }
      var globs: [Glob] = []
      for text in paths {
        do throws(GlobError) { globs.append(try Glob(text)) } catch { return false }
      }
      files.forbiddenPaths += globs.filter { !files.forbiddenPaths.contains($0) }
    case "max_file_path_length":
      guard let most = number("max_file_path_length"), (1...4096).contains(most) else {
        return false
      }
      files.maxPathLength = min(most, files.maxPathLength ?? most)
    case "file_extension_restriction":
      guard let names = texts("restricted_file_extensions")?.map(Self.extensionName),
        names.allSatisfy({ $0 != nil })
      else { return false }
      files.forbiddenExtensions += names.compactMap { $0 }.filter {
        !files.forbiddenExtensions.contains($0)
      }
    case "max_file_size":
      guard let count = number("max_file_size"), megabytes.contains(Int64(count)) else {
        return false
      }
      let most = Int64(count) * megabyte
      files.maxSize = min(most, files.maxSize ?? most)
    default: return false
    }
    return true
  }

  /// An extension as a policy writes it: rulesets have `.exe` and `*.exe` for it. `nil` where it is none.
  private static func extensionName(_ text: String) -> String? {
    let name = text.drop { $0 == "*" }.drop { $0 == "." }
    guard let first = name.unicodeScalars.first, first.properties.isAlphabetic || first.isASCII,
      name.utf8.allSatisfy({ byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "._-".utf8.contains(byte)
        }
      }), !"._-".contains(Character(first))
    else { return nil }
    return String(name)
  }
}
