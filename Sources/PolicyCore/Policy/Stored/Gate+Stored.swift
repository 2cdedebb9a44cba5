extension Gate: StoredFields {
  package static var blank: Gate { Gate(name: "", command: []) }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&name)
    try pass.field(&command)
    try pass.field(&metric)
    try pass.field(&atLeast)
    try pass.field(&atMost)
    try pass.field(&noWorseThan)
    try pass.field(&better)
    try pass.field(&ignoresExit)
    try pass.field(&timeout)
    try pass.field(&about)
    try pass.field(&on)
    try pass.field(&requiredOn)
    try pass.field(&weight)
  }
}

extension Gate.Hook: Stored {}
extension Gate.Better: Stored {}
extension Gate.Subject: Stored {}
extension GateMetric.Coverage: Stored {}
extension GateMetric.Tests: Stored {}
extension GateMetric.ResultLevel: Stored {}

/// A metric is stored as the number of its case, its file or pattern, and what is read of it.
extension GateMetric: Stored {
  package func write(to bytes: inout StoredWriter) {
    switch self {
    case .output(let pattern):
      0.write(to: &bytes)
      pattern.write(to: &bytes)
    case .json(let file, let pointer):
      1.write(to: &bytes)
      file.write(to: &bytes)
      pointer.write(to: &bytes)
    case .cobertura(let file, let part):
      2.write(to: &bytes)
      file.write(to: &bytes)
      part.write(to: &bytes)
    case .junit(let file, let part):
      3.write(to: &bytes)
      file.write(to: &bytes)
      part.write(to: &bytes)
    case .sarif(let file, let level):
      4.write(to: &bytes)
      file.write(to: &bytes)
      level.write(to: &bytes)
    }
  }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    let form = try Int(from: &bytes)
    let text = try String(from: &bytes)
    switch form {
    case 0: self = .output(pattern: text)
    case 1: self = .json(file: text, pointer: try String(from: &bytes))
    case 2: self = .cobertura(file: text, of: try Coverage(from: &bytes))
    case 3: self = .junit(file: text, of: try Tests(from: &bytes))
    case 4: self = .sarif(file: text, level: try ResultLevel?(from: &bytes))
    default: throw .malformed
    }
  }
}

/// A number is stored as its bits; one that is not finite is none.
extension Double: Stored {
  package func write(to bytes: inout StoredWriter) {
    Int64(bitPattern: bitPattern).write(to: &bytes)
  }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    let value = Double(bitPattern: UInt64(bitPattern: try Int64(from: &bytes)))
    guard value.isFinite else { throw .malformed }
    self = value
  }
}
