internal import PolicyCore
internal import PolicyFile

/// One workflow file, read as far as it decides which checks there are.
struct WorkflowDocument {
  let path: String
  let triggers: [WorkflowTrigger]
  let jobs: [Job]
  /// What a caller may hand over, by name: the value where it hands over nothing. `nil` where the file
  /// is not to be called.
  let inputs: [Value.Entry]?

  /// One entry under `jobs:`.
  struct Job {
    let id: String
    let node: YAMLNode
    let line: Int

    /// The jobs that it waits for.
    func needs() throws(PlacedMessage) -> [String] {
      guard let node = node["needs"] else { return [] }
      return try TriggerReader.texts(node)
    }
  }

  /// GitHub takes no more: actions/runner, ParseOptions.MaxFileSize.
  static let mostBytes = 1 << 20

  /// Reads a file. Throws what makes it none.
  init(_ text: [UInt8], path: String) throws(PlacedMessage) {
    self.path = path
    guard text.count <= Self.mostBytes else {
      throw PlacedMessage(
        .init(file: path, line: 1, column: 1, message: "the file is over 1 MiB", help: nil))
    }
    let root: YAMLNode?
    do throws(PolicyFileError) {
      root = try YAMLReader.read(text, file: path)
    } catch {
      throw PlacedMessage(
        error.problems.first
          ?? .init(file: path, line: 1, column: 1, message: "is not YAML", help: nil))
    }
    guard let root, root.entries != nil else {
      throw PlacedMessage(
        .init(file: path, line: 1, column: 1, message: "the file is no mapping", help: nil))
    }
    guard let on = root["on"] else { throw PlacedMessage("the file has no 'on'", at: root) }
    triggers = try TriggerReader.read(on)
    inputs = Self.inputs(on)
    guard let jobs = root["jobs"], let entries = jobs.entries else {
      throw PlacedMessage("the file has no 'jobs'", at: root["jobs"] ?? root)
    }
    for entry in entries where entry.value.entries == nil {
      throw PlacedMessage("job '\(entry.key)' is no mapping", at: entry.value)
    }
    self.jobs = entries.map { Job(id: $0.key, node: $0.value, line: $0.keyPlace.line) }
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
