internal import GitModel
internal import GitStore
internal import PolicyCore
internal import PolicyFile
internal import Reports

/// The text of a policy, with the way to the files beside it.
struct PolicyText {
  /// A file in the same place, by its path there; `nil` where there is none.
  typealias Neighbour = (_ path: String) throws -> [UInt8]?

  /// More than the parser takes, so that it can say how much there is.
  static let sizeLimit = 16 << 20

  let text: [UInt8]
  /// The file's name, as problems are told.
  let name: String
  /// The place, for people.
  let source: String
  private let neighbour: Neighbour

  init(_ text: [UInt8], name: String, source: String, neighbour: @escaping Neighbour) {
    (self.text, self.name, self.source, self.neighbour) = (text, name, source, neighbour)
  }

  /// A policy that is built in.
  init(preset: String) throws(Stop) {
    guard let text = PolicyFile.preset(preset) else {
      throw .usage("there is no preset '\(preset)'")
    }
    self.init(text, name: "preset \(preset)", source: "preset \(preset)") { _ in nil }
  }

  /// A policy file outside the object store. What it extends is found from the top of the work tree
  /// that it lies in, as it will be once it is committed; elsewhere from its own folder. `orElse` is what
  /// to do where it is not there.
  init(
    onDisk path: String, top: String?, orElse cure: String = "write one with policy init"
  ) throws(Stop) {
    var folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    if let top, let whole = File.resolved(path), whole.hasPrefix(top) { folder = top }
    self.init(try Self.read(path, orElse: cure), name: path, source: path) { neighbour in
      File.exists(folder + neighbour) ? try Self.read(folder + neighbour) : nil
    }
  }

  private static func read(
    _ path: String, orElse missing: String = "write it, or extend another"
  ) throws(Stop) -> [UInt8] {
    do throws(File.Failure) {
      return try File.read(path, limit: sizeLimit)
    } catch {
      let cure =
        error.isMissing
        ? missing : "name a file that can be read: --policy FILE"
      throw .unavailable("'\(path)' cannot be read: \(error.reason)", help: cure)
    }
  }

  /// The policy that it says. Throws everything that is wrong with it.
  func parsed() throws -> Policy {
    var policy = try resolving { resolve throws(PolicyFileError) in
      try PolicyFile.parse(text, name: name, extending: resolve)
    }
    // As it is written, on any day: this is kept with the policy, and waivers expire.
    policy.isContradictory = !PolicyFile.contradictions(in: policy, at: .min).isEmpty
    return policy
  }

  /// The policy that it says, with what to know of it. Throws everything that is wrong with it.
  func policy(now: Int64) throws -> FoundPolicy {
    let policy = try parsed()
    let digest = try Repository.blobID(of: text).hex
    var found = FoundPolicy(
      policy: policy, source: Report.PolicySource(source: source, digest: digest))
    if !PolicyFile.contradictions(in: policy, at: now).isEmpty {
      found.notes.append("the policy contradicts itself; see policy validate")
    }
    return found
  }

  /// The places where it contradicts itself. Throws everything that is wrong with it before that.
  func contradictions(
    now: Int64, hasWorkflow: PolicyFile.WorkflowAnswer
  ) throws -> [PolicyFileError.Problem] {
    try resolving { resolve throws(PolicyFileError) in
      try PolicyFile.validate(
        text, name: name, at: now, hasWorkflow: hasWorkflow, extending: resolve
      ).problems
    }
  }

  private func resolving<Value>(
    _ parse: ((String) throws(PolicyFileError) -> [UInt8]) throws(PolicyFileError) -> Value
  ) throws -> Value {
    // What the parser's closure cannot throw: that the repository could not say.
    var failure: (any Error)?
    do throws(PolicyFileError) {
      return try parse { path throws(PolicyFileError) in
        do {
          if let bytes = try neighbour(path) { return bytes }
        } catch {
          failure = error
        }
        throw PolicyFileError(file: path, message: "there is no such file")
      }
    } catch {
      throw failure ?? error
    }
  }
}
