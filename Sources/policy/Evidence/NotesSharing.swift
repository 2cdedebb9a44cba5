internal import Evidence
internal import GitHub
internal import GitModel
internal import GitStore
internal import Reports

/// Brings notes to a remote and from it, with the real git, which alone knows how to log in.
struct NotesSharing {
  private let git: GitCommand
  private let repository: Repository
  private let remote: String
  private let tracking: RefName

  /// Sharing with a remote; without a name, with `origin` or the only one.
  init(with name: String?, environment: [String: String]) throws {
    git = try GitCommand(environment: environment)
    repository = try Repository.open(at: nil, environment: environment)
    let remotes = repository.remotes()
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
    let push = RefPush(ref: CheckNotes.ref, remote: remote, tracking: tracking)
    switch try push.run(git: git.run, tip: repository.tip, bring: bring) {
    case .nothing: try say("nothing is recorded here")
    case .done(_, let isNew):
      try say("\(remote) \(isNew ? "has got" : "already has") the records")
    case .failed(let verb, let answer): throw Self.failure(verb, answer)
    case .overtaken:
      throw Stop.unavailable(
        "others push to \(remote) all the time", help: "try again: policy check push \(remote)")
    }
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
    let said = Secrets.hidden(in: answer.errors).split(separator: "\n").map(String.init)
    return Stop(
      .unavailable,
      ["error: git \(verb): \(said.first ?? "no answer")"] + said.dropFirst().prefix(10)
        + ["help: see that the remote can be reached: git ls-remote"])
  }

  private func say(_ line: String) throws(Stop) {
    try Stream.output.write(Escaped.text(line) + "\n")
  }
}
