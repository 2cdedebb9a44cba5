internal import CLibrary
internal import Evidence
internal import GitModel
internal import GitStore
internal import Reports

/// Brings notes to a remote and from it, with the real git, which alone knows how to log in.
struct NotesSharing {
  private let git: GitCommand
  private let repository: Repository
  private let remote: String
  private let tracking: RefName

  /// How often a push is tried where others push at the same time.
  private static let tries = 20
  /// How long a push waits, in milliseconds, before it asks for a ref again that somebody holds: a push
  /// holds it for an instant only.
  private static let waits: [Int32] = [50, 100, 200, 400, 800]

  /// Sharing with a remote; without a name, with `origin` or the only one.
  init(with name: String?, environment: [String: String]) throws {
    git = try GitCommand(environment: environment)
    repository = try Repository.open(at: nil, environment: environment)
    let remotes = try repository.remotes()
    let usual = remotes.contains("origin") ? "origin" : remotes.count == 1 ? remotes[0] : nil
    guard let remote = name ?? usual else {
      throw Stop.usage(
        "no remote is named, and there is no 'origin'", help: "name one of git remote")
    }
    guard remotes.contains(remote), let tracking = RefName(CheckNotes.ref(ofRemote: remote)) else {
      throw Stop.usage("there is no remote '\(remote)'", help: "see git remote")
    }
    (self.remote, self.tracking) = (remote, tracking)
  }

  /// Fetches, merges and says what came.
  func fetch() throws {
    let isNew = try bring()
    let tip = try repository.tip(of: tracking)
    let news = tip == nil ? "has no records" : isNew ? "has records that were missing here" : nil
    try say("\(remote) \(news ?? "has no records that are missing here")")
  }

  /// Pushes what is here, and fetches and merges before that where somebody else has pushed.
  func push() throws {
    guard let ref = RefName(CheckNotes.ref), try repository.tip(of: ref) != nil else {
      return try say("nothing is recorded here")
    }
    var waits = Self.waits[...]
    for _ in 0..<Self.tries {
      guard let tip = try repository.tip(of: ref) else { continue }
      let answer = try git.run([
        "push", "--porcelain", "--no-follow-tags", remote, "\(tip):\(CheckNotes.ref)",
      ])
      let lines = String(decoding: answer.output, as: UTF8.self).split(separator: "\n")
      if answer.status == 0 {
        // A push that no refspec covers leaves what git remembers of the remote as it was.
        _ = try git.line(["update-ref", tracking.text, "\(tip)"])
        let isNew = !lines.contains { $0.hasPrefix("=") }
        return try say("\(remote) \(isNew ? "has got" : "already has") the records")
      }
      guard let refusal = lines.first(where: { $0.hasPrefix("!") }) else {
        throw Self.failure("push", answer)
      }
      if try isOvertaken(refusal) { continue }
      guard Self.isHeld(refusal, answer), let wait = waits.popFirst() else {
        throw Self.failure("push", answer)
      }
      // Not all at the same instant again.
      _ = poll(nil, 0, wait + .random(in: 0...wait))
    }
    throw Stop.unavailable(
      "others push to \(remote) all the time", help: "try again: policy check push \(remote)")
  }

  /// Whether somebody else has pushed meanwhile, as what is refused may have been refused for that: then
  /// theirs is merged into ours.
  private func isOvertaken(_ refusal: Substring) throws -> Bool {
    let before = try repository.tip(of: tracking)
    let isNew = try bring()
    let after = try repository.tip(of: tracking)
    return isNew || after != before || refusal.contains("[rejected]")
  }

  /// Whether somebody holds the ref at the remote: what git-receive-pack(1) reports, and says besides.
  private static func isHeld(_ refusal: Substring, _ answer: GitCommand.Answer) -> Bool {
    refusal.contains("(failed to update ref)") || answer.errors.contains("cannot lock ref")
  }

  /// Sets the configuration, says what it set, and fetches.
  func setUp() throws {
    let refspec = CheckNotes.fetchRefspec(ofRemote: remote)
    let key = "remote.\(remote).fetch"
    let old = try git.run(["config", "--get-all", key])
    let known = String(decoding: old.output, as: UTF8.self).split(separator: "\n")
    if !known.contains(refspec[...]) {
      _ = try git.line(["config", "--add", key, refspec])
      try say("\(key) has \(refspec)")
    }
    let strategy = "notes.\(CheckNotes.shortRef).mergeStrategy"
    _ = try git.line(["config", strategy, "cat_sort_uniq"])
    try say("\(strategy) is cat_sort_uniq")
    try fetch()
  }

  /// Fetches to where the remote's notes are remembered, and merges them. Whether something was
  /// missing here.
  private func bring() throws -> Bool {
    // What the last fetch of branches brought is remembered in FETCH_HEAD, and is not ours to change.
    let answer = try git.run([
      "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", remote,
      CheckNotes.fetchRefspec(ofRemote: remote),
    ])
    guard answer.status == 0 else { throw Self.failure("fetch", answer) }
    return try CheckNotes(repository).merge(tracking) { () throws(GitError) in
      do throws(Stop) {
        return try git.committer()
      } catch {
        throw GitError(
          .failed, "merge notes", "nobody is named who commits the merge",
          help: "git config user.name NAME; git config user.email ADDRESS")
      }
    }
  }

  private static func failure(_ verb: String, _ answer: GitCommand.Answer) -> Stop {
    let said = answer.errors.split(separator: "\n").map(String.init)
    return Stop(
      .unavailable,
      ["error: git \(verb): \(said.first ?? "no answer")"] + said.dropFirst().prefix(10)
        + ["help: see that the remote can be reached: git ls-remote"])
  }

  private func say(_ line: String) throws(Stop) {
    try Stream.output.write(Escaped.text(line) + "\n")
  }
}
