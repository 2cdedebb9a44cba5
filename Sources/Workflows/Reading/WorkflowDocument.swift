internal import PolicyCore
internal import PolicyFile

/// One workflow file, read as far as it decides which checks there are.
struct WorkflowDocument {
  let path: WorkflowPath
  let triggers: [WorkflowTrigger]
  let jobs: [WorkflowJob]
  /// The places of the jobs, each behind those that it needs.
  let order: [Int]
  /// What a caller may hand over; `nil` where the file is not to be called.
  let call: WorkflowCall?

  /// GitHub takes no more: actions/runner, ParseOptions.MaxFileSize.
  static let mostBytes = 1 << 20

  /// Reads a file. Throws what makes it none.
  init(_ text: [UInt8], path: WorkflowPath) throws(PlacedMessage) {
    self.path = path
    guard text.count <= Self.mostBytes else {
      throw PlacedMessage("the file has \(text.count) bytes, more than 1 MiB", mayProduce: true)
    }
    guard let root = try Self.root(of: text, path: path.description), root.entries != nil else {
      throw PlacedMessage("the file is no mapping")
    }
    guard let on = root["on"] else { throw PlacedMessage("the file has no 'on'", at: root) }
    triggers = try TriggerReader.read(on)
    call = WorkflowCall(on)
    guard let jobs = root["jobs"], let entries = jobs.entries, !entries.isEmpty else {
      throw PlacedMessage("the file has no 'jobs'", at: root["jobs"] ?? root)
    }
    var read: [WorkflowJob] = []
    for entry in entries { read.append(try WorkflowJob(entry)) }
    (order, self.jobs) = (try WorkflowJob.order(of: read), read)
    try WorkflowShape.file.check(root, "the file")
    for job in read { try job.checkSteps() }
  }

  private static func root(of text: [UInt8], path: String) throws(PlacedMessage) -> YAMLNode? {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    do throws(PolicyFileError) {
      let text = text.starts(with: mark) ? Array(text.dropFirst(mark.count)) : text
      // Source: actions/runner, YamlObjectReader.
      return try YAMLReader.read(text, file: path, takesStringTag: true)
    } catch {
      throw PlacedMessage(error)
    }
  }
}
