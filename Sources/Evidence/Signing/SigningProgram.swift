internal import CLibrary
internal import GitModel
internal import Programs

/// What a program is started for.
enum SigningAct: String {
  case check = "check signature"
  case sign = "sign record"
}

/// ssh-keygen or gpg, as PATH has it.
struct SigningProgram {
  let name: String
  private let path: String
  private let environment: [String: String]
  private let act: SigningAct
  private let patience: Duration

  private static let outputLimit = 1 << 20

  /// The program; throws where there is none: what it would have said is unknown.
  init(
    _ name: String, of package: String, environment: [String: String], to act: SigningAct,
    patience: Duration
  ) throws(GitError) {
    guard let path = ProgramSearch.path(of: name, environment: environment) else {
      throw GitError(
        .noEvidence, act.rawValue, "\(name) is not on PATH",
        help: "install it: apt-get install \(package)")
    }
    (self.name, self.path, self.act, self.patience) = (name, path, act, patience)
    // Its words are read. It runs behind the terminal, where it must not ask: it would be stopped.
    self.environment = environment.merging(["LC_ALL": "C", "SSH_ASKPASS_REQUIRE": "force"]) { $1 }
  }

  /// What it said, whatever its end.
  struct Answer {
    let status: Int32
    let output: String
    let errors: String

    /// The first line in which it says something.
    var reason: String {
      (errors + "\n" + output).split(whereSeparator: \.isNewline).first.map {
        String($0.prefix(200))
      }
        ?? "no word"
    }
  }

  /// What it is given.
  struct Call {
    let arguments: [String]
    let input: [UInt8]
  }

  /// Runs it to its end.
  func run(_ arguments: [String], input: [UInt8]) throws(GitError) -> Answer {
    let answers = run([Call(arguments: arguments, input: input)])
    guard let answer = answers.first else { throw failure(.timedOut) }
    return try answer.get()
  }

  /// Runs it for each of the calls, as many at the same time as there are processors.
  func run(_ calls: [Call]) -> [Result<Answer, GitError>] {
    let programs = calls.map { call in
      TimedProgram(
        path: path, arguments: call.arguments, environment: environment, input: call.input,
        time: patience, outputLimit: Self.outputLimit)
    }
    let processors = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    return TimedProgram.run(programs, atOnce: min(max(processors, 1), 32)).map { result in
      result.map { end in
        Answer(
          status: end.status, output: String(decoding: end.output, as: UTF8.self),
          errors: String(decoding: end.errors, as: UTF8.self))
      }.mapError(failure)
    }
  }

  private func failure(_ error: TimedProgram.Failure) -> GitError {
    GitError(
      .noEvidence, act.rawValue, "\(name) \(error.reason(after: patience))",
      help: "see what is wrong: \(path)")
  }
}
