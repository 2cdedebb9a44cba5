internal import GitModel
internal import GitStore
public import PolicyCore
internal import Reports

/// The policy that a hook judges by.
struct TrustedPolicy {
  var policy: Policy
  /// Where it was found.
  let source: Report.PolicySource
  /// Whether somebody wrote it; else it is the preset that holds where nobody did.
  let isWritten: Bool
}

/// Reads a policy's text; without a text, the preset that holds where there is no policy file.
///
/// It knows YAML, which a hook must not load before it needs it.
public typealias PolicyParser = (FoundText?) throws(HookFailure) -> Policy

/// Finds the policy in a place that the judged change cannot write.
struct PolicyFinder {
  /// Larger ones are refused by the parser, which says how much there is.
  private static let sizeLimit = 16 << 20

  let repository: Repository
  /// Where what it says is read: whoever pushes cannot set a server's configuration.
  var side = HookName.Side.client
  let parse: PolicyParser

  /// The policy that lies in a place; the preset where none does. The configuration's `policy.file`
  /// outranks them all.
  func policy(in place: TrustedPlace) throws(HookFailure) -> TrustedPolicy {
    if let text = try configured() { return try read(text) }
    switch place {
    case .tree(nil): break
    case .tree(let tree?):
      if let text = try text(in: tree) { return try read(text, in: tree) }
    case .workTree:
      guard let top = repository.workTree else { break }
      for place in FoundText.places {
        if let text = try file(top + place, name: place, folder: top) { return try read(text) }
      }
    case .unknown(let problem): throw HookFailure(problem)
    }
    return TrustedPolicy(
      policy: try parse(nil),
      source: Report.PolicySource(source: "preset story-flow", digest: ""), isWritten: false)
  }

  /// The text of the policy that a tree would bring; `nil` where it holds none.
  func text(in tree: NamedTree) throws(HookFailure) -> FoundText? {
    for place in FoundText.places {
      if let text = try text(at: place, in: tree) { return text }
    }
    return nil
  }

  /// The policy that a tree would bring; `nil` where it holds none. Throws where it cannot be read: once
  /// it counts, nothing could be pushed to mend it.
  func arriving(in tree: NamedTree) throws(HookFailure) -> Policy? {
    do throws(HookFailure) {
      guard let text = try text(in: tree) else { return nil }
      return try parse(text)
    } catch {
      guard error.status == .malformed else { throw error }
      throw HookFailure(error.status, ["error: \(tree.name) brings a broken policy"] + error.lines)
    }
  }

  private func read(
    _ text: FoundText, in tree: NamedTree? = nil
  ) throws(HookFailure) -> TrustedPolicy {
    do throws(HookFailure) {
      return TrustedPolicy(
        policy: try parse(text),
        source: Report.PolicySource(source: text.source, digest: text.blob.hex), isWritten: true)
    } catch {
      // A program that does not read it says nothing of the policy.
      guard error.status == .malformed else { throw error }
      throw HookFailure(
        error.status,
        ["error: the policy that counts, \(text.source), is broken"] + error.lines + [
          "help: \(place)until it is mended there, judge by a sound copy: git config policy.file FILE"
        ], policyFile: tree.map { "\($0.name):\(text.name)" })
    }
  }

  private func text(at place: String, in tree: NamedTree) throws(HookFailure) -> FoundText? {
    let (repository, path) = (repository, Array(place.utf8))
    let found = try ask { () throws(GitError) in
      try repository.entry(at: path, in: try tree.commit(holding: path))
    }
    guard let found else { return nil }
    guard found.mode.isFile else {
      throw HookFailure(
        .malformed,
        [
          "error: '\(place)' at \(tree.name) is no file of its own",
          "help: put a policy file in its place",
        ])
    }
    let read = { () throws(GitError) in
      try repository.content(of: found.id, limit: Self.sizeLimit, as: path)
    }
    return FoundText(found.id, read, name: place, source: "\(place) at \(tree.name)") {
      neighbour throws(GitError) in
      let path = Array(neighbour.utf8)
      return try repository.plainFile(
        path, in: try tree.commit(holding: path), limit: Self.sizeLimit)
    }
  }

  private var place: String { side == .server ? "on the server, " : "" }

  private func configured() throws(HookFailure) -> FoundText? {
    let path = try ask { () throws(GitError) in
      try repository.configPath("policy.file")
    }
    guard let path else { return nil }
    let top = repository.workTree ?? repository.gitDirectory
    let whole = path.hasPrefix("/") ? path : top + path
    let folder = whole.lastIndex(of: "/").map { String(whole[...$0]) } ?? ""
    let base = repository.workTree.flatMap { whole.hasPrefix($0) ? $0 : nil } ?? folder
    guard let text = try file(whole, name: path, folder: base) else {
      throw HookFailure(
        .malformed,
        [
          "error: '\(path)', which the configuration names as policy.file, is not there",
          "help: \(place)put it there, or take the setting back: git config --unset policy.file",
        ])
    }
    return text
  }

  private func file(
    _ path: String, name: String, folder: String
  ) throws(HookFailure) -> FoundText? {
    try ask { () throws(GitError) in
      guard let text = try PlainFile.read(path, limit: Self.sizeLimit) else { return nil }
      return try FoundText(text, name: name, source: name) { neighbour throws(GitError) in
        try PlainFile.read(folder + neighbour, limit: Self.sizeLimit)
      }
    }
  }
}

extension HookFailure {
  /// A repository that could not be asked: unknown, like every question that it leaves open.
  init(_ error: GitError) {
    self.init(.unknown, ["unknown: \(error.operation): \(error.message)", "help: \(error.help)"])
  }
}

/// What the body gives, and its errors as a hook's own.
func ask<Value>(_ body: () throws(GitError) -> Value) throws(HookFailure) -> Value {
  do throws(GitError) {
    return try body()
  } catch {
    throw HookFailure(error)
  }
}
