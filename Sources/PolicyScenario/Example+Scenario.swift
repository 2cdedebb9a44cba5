public import PolicyCore
internal import PolicyFile

/// Why an example cannot be judged: its drawing or its policy is none.
public struct ExampleError: Error, Sendable, CustomStringConvertible {
  /// Where the example stands, and what is wrong with it.
  public let description: String

  init(_ example: Example, _ what: String, _ why: some Error) {
    description = "\(example.fileID):\(example.line): \(what): \(why)"
  }
}

extension Example {
  /// The example's history and update, under its policy.
  public func scenario() throws(ExampleError) -> Scenario {
    let rules: Policy
    do throws(PolicyFileError) {
      rules = try Policy.storyFlow(changedBy: policy)
    } catch {
      throw ExampleError(self, "policy", error)
    }
    do throws(DrawingError) {
      return try Scenario(Drawing(drawing), policy: rules)
    } catch {
      throw ExampleError(self, "drawing", error)
    }
  }
}

extension Policy {
  /// The preset `story-flow` with a few lines of YAML laid over it.
  static func storyFlow(changedBy text: String) throws(PolicyFileError) -> Policy {
    // Named last, so that an error's line is the line of the text.
    try PolicyFile.parse(
      "\(text)\nversion: 1\nextends: \(PolicyFile.defaultPreset)\n", name: "example")
  }
}
