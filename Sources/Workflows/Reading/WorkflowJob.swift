internal import PolicyFile

/// One entry under `jobs:`.
struct WorkflowJob {
  let id: String
  let node: YAMLNode
  let line: Int
  /// The jobs that it waits for.
  let needs: [String]
  /// Whether its `if:` may ask how jobs before it have ended.
  let asksForNeeds: Bool
  /// What it costs to tell whether it runs, and in which combinations.
  let costOfStart: Int
  /// What each of its combinations costs.
  let costOfLeg: Int

  /// Reads an entry. Throws where it is no job.
  init(_ entry: YAMLNode.Entry) throws(PlacedMessage) {
    (id, node, line) = (entry.key, entry.value, entry.keyPlace.line)
    guard node.entries != nil else { throw PlacedMessage("job '\(id)' is no mapping", at: node) }
    needs =
      try node["needs"].map { node throws(PlacedMessage) in try TriggerReader.texts(node) } ?? []
    asksForNeeds = node["if"]?.scalar?.text.lowercased().contains("needs") == true
    let strategy = node["strategy"]?.entries ?? []
    let perLeg =
      [node["name"], node["with"]].compactMap { $0 }
      + strategy.filter { $0.key != "matrix" }.map(\.value)
    let once =
      [node["needs"], node["if"], node["continue-on-error"]].compactMap { $0 }
      + strategy.filter { $0.key == "matrix" }.map(\.value)
    costOfStart = once.reduce(0) { $0 + $1.size }
    costOfLeg = perLeg.reduce(100) { $0 + $1.size }
    try check()
  }

  /// The places of the jobs, each behind those that it needs. Throws where two have one name, where a
  /// job needs one that is not there, or where jobs need each other.
  ///
  /// Source: actions/runner, WorkflowTemplateConverter.ConvertToJobs.
  static func order(of jobs: [WorkflowJob]) throws(PlacedMessage) -> [Int] {
    var places: [String: Int] = [:]
    for (place, job) in jobs.enumerated() {
      guard places.updateValue(place, forKey: job.id.lowercased()) == nil else {
        throw PlacedMessage("two jobs are called '\(job.id)'", line: job.line)
      }
    }
    var waiting = jobs.map { Set($0.needs.map { $0.lowercased() }).count }
    var dependents: [[Int]] = jobs.map { _ in [] }
    for (place, job) in jobs.enumerated() {
      for need in Set(job.needs.map({ $0.lowercased() })) {
        guard let needed = places[need] else {
          throw PlacedMessage(
            "job '\(job.id)' needs '\(need)', which is no job", at: job.node["needs"] ?? job.node)
        }
        dependents[needed].append(place)
      }
    }
    var order = jobs.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for dependent in dependents[order[next]] {
        waiting[dependent] -= 1
        if waiting[dependent] == 0 { order.append(dependent) }
      }
      next += 1
    }
    if let stuck = jobs.indices.first(where: { waiting[$0] > 0 }) {
      throw PlacedMessage(
        "job '\(jobs[stuck].id)' needs itself by way of others",
        at: jobs[stuck].node["needs"] ?? jobs[stuck].node)
    }
    return order
  }
}

extension YAMLNode {
  /// About how much there is to evaluate: its bytes, and some for each of its values.
  fileprivate var size: Int {
    switch content {
    case .scalar(let text, _): text.utf8.count
    case .list(let items): items.reduce(0) { $0 + 10 + $1.size }
    case .map(let entries): entries.reduce(0) { $0 + 10 + $1.key.utf8.count + $1.value.size }
    }
  }
}
