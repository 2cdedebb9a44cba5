import CLibrary
import PolicyCore
import TestSupport
import Testing

@testable import Gates

/// Commands that do what no command should.
@Suite("Processes of gates")
struct ProcessTests {
  @Test("A status of 0 passes, another fails; missing programs and signals are unknown")
  func ends() throws {
    let floor = try Floor()
    // Not written by this process: what another thread starts at that moment would hold the file open
    // for writing, and such a file does not start ("Text file busy").
    let script = Floor.gate("echo 'echo no interpreter' >script; chmod +x script")
    #expect(try floor.run(script).told == "passed")
    try floor.folder.write("x".utf8, to: "data")
    let expected: [(Gate, String)] = [
      (Floor.gate("true"), "passed"),
      (Floor.gate("exit 3"), "failed: ends with 3"),
      (
        Floor.gate("exit 127"),
        "unknown: ends with 127: a program that it calls is missing or cannot run"
      ),
      (Floor.gate("kill -SEGV $$"), "unknown: was ended by signal 11"),
      (
        Gate(name: "a", command: ["policy-no-such-program"]),
        "unknown: the program 'policy-no-such-program' is not there"
      ),
      (Gate(name: "a", command: ["./nothing"]), "unknown: the program './nothing' is not there"),
      (Gate(name: "a", command: ["./data"]), "unknown: the program './data' is not there"),
      (
        Gate(name: "a", command: ["./script"]),
        "unknown: './script' does not start: Exec format error"
      ),
      (Gate(name: "a", command: ["sh", "-c", "test -z \"$(cat)\""]), "passed"),
    ]
    for (gate, told) in expected { #expect(try floor.run(gate).told == told, "\(gate.command)") }
  }

  @Test("A command runs in the folder, with its name, its words as they are, and both outputs kept")
  func environment() throws {
    let floor = try Floor()
    let words = Gate(
      name: "words",
      command: ["sh", "-c", "pwd; echo $POLICY_GATE; echo \"$1\" >&2", "x", "a *  b"])
    let lines = try floor.run(words).output.lastLines(9).lines.map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(lines.count == 3)
    #expect(lines.first?.hasSuffix(floor.folder.path) == true)
    #expect(lines.suffix(2) == ["words", "a *  b"])
  }

  @Test(
    "Gigabytes of output are kept by their beginning and their end, and the metric in it counts")
  func floods() throws {
    let floor = try Floor()
    let flood = "echo first; head -c 3000000000 /dev/zero | tr '\\0' 'x'; echo; echo total 91%"
    var gate = Floor.gate("flood", flood, .output(pattern: "([0-9]+)%"))
    gate.atLeast = 90
    let run = try floor.run(gate)
    #expect(run.told == "passed")
    #expect(run.value == 91)
    #expect(run.output.total == 3_000_000_017)
    #expect(run.output.dropped > 2_900_000_000)
    #expect(run.output.head.starts(with: "first\nxxx".utf8))
    #expect(run.output.lastLines(1).lines == [Array("total 91%".utf8)])
  }

  @Test("A metric that stands in what was dropped is unknown, not an older number")
  func dropped() throws {
    let floor = try Floor()
    let lines = "echo total 91%; head -c 9000000 /dev/zero | tr '\\0' 'x'; echo"
    let run = try floor.run(Floor.gate("gate", lines, .output(pattern: "([0-9]+)%")))
    #expect(run.told == "unknown: nothing in its output matches '([0-9]+)%' in the last MiB of it")
  }

  @Test("A gate that ignores TERM is killed when its time is over, with all in its group")
  func stubborn() throws {
    let floor = try Floor()
    let lines = """
      trap '' TERM; echo $$ >ids; sh -c 'trap "" TERM; echo $$ >>ids; while :; do sleep 1; done' &
      while :; do sleep 1; done
      """
    var gate = Floor.gate(lines)
    gate.timeout = 1
    #expect(try floor.run(gate).told == "unknown: did not end within 1 s, and was ended")
    let ids = floor.ids("ids")
    #expect(ids.count == 2)
    for id in ids { #expect(kill(id, 0) != 0) }
  }

  @Test("A gate that stopped itself is ended when its time is over")
  func stopped() throws {
    let floor = try Floor()
    var gate = Floor.gate("kill -STOP $$")
    gate.timeout = 1
    #expect(try floor.run(gate).told == "unknown: did not end within 1 s, and was ended")
  }

  @Test(
    "Children that outlive the gate are ended with it, whether they hold its output or ignore TERM",
    arguments: [
      "sleep 300 & echo $! >ids", "sleep 300 >/dev/null 2>&1 & echo $! >ids",
      "sh -c 'trap \"\" TERM; echo $$ >ids; sleep 300' & while ! test -s ids; do sleep 0.1; done",
    ])
  func orphans(lines: String) throws {
    let floor = try Floor()
    let run = try floor.run(Floor.gate(lines))
    #expect(run.told == "passed")
    #expect(run.leftProcesses)
    let ids = floor.ids("ids")
    #expect(ids.count == 1)
    for id in ids { #expect(kill(id, 0) != 0) }
  }

  @Test("A child that left the group and holds the output keeps nobody waiting")
  func daemon() throws {
    let floor = try Floor()
    let run = try floor.run(
      Floor.gate(
        "setsid sh -c 'echo $$ >ids; exec sleep 300' & while ! test -s ids; do sleep 0.1; done"))
    #expect(run.told == "passed")
    for id in floor.ids("ids") { kill(id, SIGKILL) }
  }

  @Test("A gate that closes its outputs is waited for")
  func closed() throws {
    let floor = try Floor()
    let run = try floor.run(Floor.gate("exec >&- 2>&-; sleep 1; : >done; exit 4"))
    #expect(run.told == "failed: ends with 4")
    #expect(floor.folder.read("done") != nil)
  }

  @Test("Gates run at the same time, no more than asked for, and come in the order of the policy")
  func together() throws {
    let floor = try Floor()
    // Each waits for the other: one after the other, neither would pass.
    let pair = ["a", "b"].map { name in
      let other = name == "a" ? "b" : "a"
      var gate = Floor.gate(
        name,
        ": >\(name); i=0; until test -e \(other); do i=$((i+1)); test $i -lt 50 || exit 1; sleep 0.1; done"
      )
      gate.timeout = 20
      return gate
    }
    #expect(floor.run(pair).map(\.told) == ["passed", "passed"])
    #expect(floor.run(pair).map(\.gate.name) == ["a", "b"])
    let alone = try Floor()
    let lock = "mkdir lock && sleep 0.2 && rmdir lock"
    let three = (1...3).map { Floor.gate("g\($0)", lock) }
    #expect(alone.run(three, atOnce: 1).map(\.told) == ["passed", "passed", "passed"])
  }

  @Test("A gate has its output and no other descriptor, not even what is open to all programs")
  func descriptors() throws {
    let open = open("/dev/zero", O_RDONLY)
    #expect(open > 2)
    defer { close(open) }
    let floor = try Floor()
    let lines = "ls /proc/$$/fd; for f in 0 1 2; do readlink /proc/$$/fd/$f; done; sleep 0.3"
    let runs = floor.run([Floor.gate("a", lines), Floor.gate("b", lines)])
    let printed = runs.map { run in
      run.output.lastLines(100).lines.map { String(decoding: $0, as: UTF8.self) }
    }
    for lines in printed {
      try #require(lines.count == 6, "\(lines)")
      #expect(lines[...3] == ["0", "1", "2", "/dev/null"])
      #expect(lines[4].hasPrefix("pipe:") && lines[4] == lines[5], "\(lines)")
    }
    #expect(printed.count == 2 && printed.first?.last != printed.last?.last)
  }
}
