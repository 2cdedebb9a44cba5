internal import PolicyCore
internal import PolicyFile

/// One workflow file, read as far as it decides which checks there are.
struct WorkflowDocument {
  let path: String
  let triggers: [WorkflowTrigger]
  let jobs: [WorkflowJob]
  /// The places of the jobs, each behind those that it needs.
  let order: [Int]
  /// What a caller may hand over, by name: the value where it hands over nothing. `nil` where the file
  /// is not to be called.
  let inputs: [Value.Entry]?

  /// The keys that a file may have: actions/runner, WorkflowParser/workflow-v1.0.json
  /// (`workflow-root-strict`).
  private static let keys: Set = [
    "on", "name", "description", "run-name", "defaults", "env", "permissions", "concurrency",
    "jobs",
  ]

  /// GitHub takes no more: actions/runner, ParseOptions.MaxFileSize.
  static let mostBytes = 1 << 20

  /// Reads a file. Throws what makes it none.
  init(_ text: [UInt8], path: String) throws(PlacedMessage) {
    self.path = path
    guard text.count <= Self.mostBytes else {
      throw PlacedMessage("the file has \(text.count) bytes, more than 1 MiB", mayProduce: true)
    }
    guard let root = try Self.root(of: text, path: path), root.entries != nil else {
      throw PlacedMessage("the file is no mapping")
    }
    if let other = root.entries?.first(where: { !Self.keys.contains($0.key) }) {
      throw PlacedMessage("'\(other.key)' is no key of a workflow", at: other)
    }
    guard let on = root["on"] else { throw PlacedMessage("the file has no 'on'", at: root) }
    triggers = try TriggerReader.read(on)
    inputs = Self.inputs(on)
    guard let jobs = root["jobs"], let entries = jobs.entries, !entries.isEmpty else {
      throw PlacedMessage("the file has no 'jobs'", at: root["jobs"] ?? root)
    }
    var read: [WorkflowJob] = []
    for entry in entries { read.append(try WorkflowJob(entry)) }
    (order, self.jobs) = (try WorkflowJob.order(of: read), read)
  }

  private static func root(of text: [UInt8], path: String) throws(PlacedMessage) -> YAMLNode? {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    do throws(PolicyFileError) {
      let text = text.starts(with: mark) ? Array(text.dropFirst(mark.count)) : text
      return try YAMLReader.read(text, file: path)
    } catch {
      throw PlacedMessage(error)
    }
  }

  private static func inputs(_ on: YAMLNode) -> [Value.Entry]? {
    let isNamed =
      on.scalar?.text == "workflow_call"
      || on.items?.contains { $0.scalar?.text == "workflow_call" } == true
    guard isNamed || on.entries?.contains(where: { $0.key == "workflow_call" }) == true else {
      return nil
    }
    return (on["workflow_call"]?["inputs"]?.entries ?? []).map { input in
      let value = input.value["default"].map { Value($0, in: Contexts()) }
      return Value.Entry(key: input.key, value: value ?? Self.zero(input.value["type"]))
    }
  }

  /// What an input is that has no default and is not handed over.
  ///
  /// Source: docs.github.com, "Workflow syntax": `on.workflow_call.inputs.<input_id>.default`.
  private static func zero(_ type: YAMLNode?) -> Value {
    switch type?.scalar?.text {
    case "boolean": .flag(false)
    case "number": .number(0)
    default: .text("")
    }
  }
}
