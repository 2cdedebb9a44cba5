internal import CLibrary

/// Two commands, run in turn so that a busy machine slows both.
struct Comparison {
  private let runs: Int
  private let commands: [[String]]

  /// `compare RUNS -- COMMAND… -- COMMAND…`; `nil` for anything else.
  init?(_ arguments: [String]) {
    let parts = arguments.split(separator: "--", omittingEmptySubsequences: false).map(Array.init)
    guard parts.count == 3, parts[0].count == 2, let runs = Int(parts[0][1]), runs > 0,
      !parts[1].isEmpty, !parts[2].isEmpty
    else { return nil }
    (self.runs, commands) = (runs, Array(parts.dropFirst()))
  }

  /// Runs both, after a first time that does not count. Each number is the median.
  func run() -> String {
    var times: [[Double]] = [[], []]
    var memory = [0, 0]
    for round in 0...runs {
      for (side, command) in commands.enumerated() {
        guard let run = ProcessRun(command) else { return "cannot run '\(command[0])'" }
        if round > 0 { times[side].append(run.milliseconds) }
        memory[side] = max(memory[side], run.peakMegabytes)
      }
    }
    let (first, second) = (median(times[0]), median(times[1]))
    return
      "\(rounded(first)) ms \(memory[0]) MB, \(rounded(second)) ms \(memory[1]) MB, "
      + "\(rounded(second / first)) times"
  }

  private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}

/// One run of a program, its output thrown away.
struct ProcessRun {
  let milliseconds: Double
  let peakMegabytes: Int

  /// Runs a program to its end, whatever its status; `nil` where it cannot be started.
  init?(_ command: [String]) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let clock = ContinuousClock()
    let start = clock.now
    guard posix_spawnp(&process, command[0], &actions, nil, &arguments, environ) == 0 else {
      return nil
    }
    var (status, usage) = (CInt(0), rusage())
    guard wait4(process, &status, 0, &usage) == process else { return nil }
    let duration = clock.now - start
    milliseconds = duration / .milliseconds(1)
    // Linux counts in kilobytes: getrusage(2).
    peakMegabytes = Int(usage.ru_maxrss) / 1024
  }
}
