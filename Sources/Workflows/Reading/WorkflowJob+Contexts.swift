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

extension WorkflowDocument {
  /// Whether each job runs, in the order of the jobs: it is skipped with one that it needs, unless its
  /// `if:` asks for the status of jobs itself.
  ///
  /// Source: docs.github.com, "Workflow syntax": `jobs.<job_id>.needs`.
  func conditions(in contexts: Contexts) -> [Condition] {
    var conditions = jobs.map { Condition($0.node["if"], in: contexts) }
    var places: [String: Int] = [:]
    for (place, job) in jobs.enumerated() { places[job.id.lowercased()] = place }
    for place in order where conditions[place].waitsForSuccess {
      for need in jobs[place].needs {
        guard let needed = places[need.lowercased()] else { continue }
        conditions[place].answer = conditions[place].answer.and(conditions[needed].answer)
      }
    }
    return conditions
  }

  /// What `inputs` is for a caller that hands over these values.
  func given(_ values: Value) -> Value {
    if case .open = values { return values }
    return .map(
      (inputs ?? []).map { input in
        Value.Entry(key: input.key, value: values.member(input.key) ?? input.value)
      })
  }
}
