public import PolicyCore

/// Why an example cannot be judged: its drawing or its policy is none.
public struct ExampleError: Error, Sendable, CustomStringConvertible {
  /// Where the example stands, and what is wrong with it.
  public let description: String

  init(_ example: Example, _ what: String, _ why: any Error) {
    description = "\(example.fileID):\(example.line): \(what): \(why)"
  }
}

extension Example {
  /// The example's history and update, under its policy as `reading` reads it.
  public func scenario(
    reading: (_ policy: String) throws -> Policy
  ) throws(ExampleError) -> Scenario {
    let rules: Policy
    do { rules = try reading(policy) } catch { throw ExampleError(self, "policy", error) }
    do throws(DrawingError) {
      return try Scenario(Drawing(drawing), policy: rules)
    } catch {
      throw ExampleError(self, "drawing", error)
    }
  }
}
