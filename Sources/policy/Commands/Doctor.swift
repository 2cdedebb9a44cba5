internal import ArgumentParser
internal import FoundationEssentials
internal import GitModel
internal import Hooks
internal import PolicyCore
internal import PolicyFile
internal import Reports

/// `policy doctor`: proves that the hooks fire, and names what is in the way.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Prove that the hooks fire, and name what is in the way.",
    discussion: """
      The proof is made in a scratch repository with the installed scripts; hooks of others are not \
      run. Exit status: 0 all is well, 1 something is wrong.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions

  @Flag(help: "The hooks of a repository that is pushed to.")
  var server = false

  private var side: HookName.Side { server ? .server : .client }

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    var lines = Examination()
    do throws(Stop) {
      lines.place = try CommandPlace.entering(source.place.folder)
      let git = try GitCommand(environment: environment, place: lines.place)
      lines.ok(try git.line(["--version"]))
      let hooks = try HooksExamination(git, side, environment: environment)
      try hooks.tell(in: &lines)
      try prove(hooks, environment, in: &lines)
      try tellGraph(git, in: &lines)
    } catch {
      lines.wrong(error)
    }
    if source.policyFile == nil, source.policyRef == nil {
      PolicyExamination(side: side, environment: environment, place: lines.place)
        .tell(in: &lines)
    } else {
      tellNamedPolicy(in: &lines)
    }
    try Stream.output.write(lines.text)
    throw ExitCode(lines.isWell ? ExitStatus.kept.rawValue : ExitStatus.broken.rawValue)
  }

  private func prove(
    _ hooks: HooksExamination, _ environment: [String: String], in lines: inout Examination
  ) throws(Stop) {
    let scripts = hooks.scripts
    guard !scripts.isEmpty else { return }
    let scratch = try ScratchRepository(environment: environment, scripts)
    guard try scratch.runsPrograms() else {
      lines.wrong(
        "no program runs where temporary files lie, so nothing can be proved",
        help: "TMPDIR=PATH policy doctor, with a folder that lies elsewhere")
      return
    }
    let runs = try scratch.fire()
    for script in scripts {
      let own = runs.filter { $0.hook == script.name.rawValue }
      if own.isEmpty {
        lines.wrong(
          "\(script.name.rawValue): does not fire in a scratch repository",
          // Where one fails, git goes no further.
          help: runs.contains { $0.status != 0 }
            ? hooks.cureOfProgram : "report a bug in policy, with git --version")
      } else if let failed = own.first(where: { $0.status != 0 }) {
        lines.wrong(
          "\(script.name.rawValue): ends with \(failed.status) where nothing is wrong",
          help: hooks.cureOfProgram)
      } else {
        lines.ok("\(script.name.rawValue): fires")
      }
    }
    let sins = try scratch.sin()
    for (name, what) in [(HookName.preCommit, "a commit on"), (.preReceive, "a push to")]
    where scripts.contains(where: { $0.name == name }) {
      if sins.contains(where: { $0.hook == name.rawValue && $0.status == 1 }) {
        lines.ok("\(name.rawValue): refuses \(what) main in a scratch repository")
      } else {
        lines.wrong(
          "\(name.rawValue): lets \(what) main go in a scratch repository",
          help: hooks.cureOfProgram)
      }
    }
  }

  /// Walks of a large history take seconds without a commit-graph file, and milliseconds with one.
  private func tellGraph(_ git: GitCommand, in lines: inout Examination) throws(Stop) {
    let large = 100_000
    let counts = try git.line(["count-objects", "-v"]).split(separator: "\n")
    let packed = counts.lazy.compactMap { line in
      line.hasPrefix("in-pack: ") ? Int(line.dropFirst(9)) : nil
    }.first
    guard let packed, packed > large else { return }
    for file in ["commit-graph", "commit-graphs/commit-graph-chain"] {
      let path = try git.line(
        ["rev-parse", "--path-format=absolute", "--git-path", "objects/info/\(file)"])
      if File.exists(path) { return }
    }
    lines.note(
      "\(packed) objects and no commit-graph: \(git.place.git) commit-graph write --reachable")
  }

  private func tellNamedPolicy(in lines: inout Examination) {
    do {
      let session = try Session(source.here)
      let found = try PolicySearch(session, source).policy(for: .standing(only: []))
      lines.ok("policy: \(found.source.source)")
      for note in found.notes { lines.note(note) }
    } catch let stop as Stop {
      lines.wrong(stop)
    } catch let error as PolicyFileError {
      for problem in error.problems { lines.wrong("\(problem)", help: "policy validate") }
    } catch let error as GitError {
      lines.wrong(Stop(error))
    } catch {
      lines.wrong("\(error)", help: "report a bug in policy")
    }
  }
}

extension SourceOptions {
  /// The same, in the folder that was gone to already.
  fileprivate var here: SourceOptions {
    var options = self
    options.place.folder = nil
    return options
  }
}
