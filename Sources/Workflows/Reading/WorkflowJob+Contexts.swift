internal import PolicyFile

/// What of a job depends on the contexts in which it runs.
extension WorkflowJob {
  /// The `name:` as it is written. One that is a number or a flag is text, as the value has it.
  func name(in contexts: Contexts) -> String? {
    guard let node = node["name"], let (text, type) = node.scalar else { return nil }
    return type == .text ? text : Value(node, in: contexts).text
  }

  /// What `strategy` is for one of so many combinations.
  ///
  /// Source: actions/runner, WorkflowTemplateConverter.ConvertToStrategy.
  func strategy(_ place: Int, of count: Int) -> Value {
    let most = node["strategy"]?["max-parallel"].map { Value($0, in: Contexts()) }
    let failsFast = node["strategy"]?["fail-fast"].map { Value($0, in: Contexts()) }
    return .map([
      Value.Entry(key: "fail-fast", value: failsFast ?? .flag(true)),
      Value.Entry(key: "job-index", value: .number(Double(place))),
      Value.Entry(key: "job-total", value: .number(Double(count))),
      Value.Entry(key: "max-parallel", value: most ?? .number(Double(count))),
    ])
  }
}
