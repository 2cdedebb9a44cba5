import FoundationEssentials
import Hooks
import Reports
import TestSupport
import Testing

@testable import policy

/// What git's trace does not tell is never taken for a hook that did not fire.
@Suite struct HookTraceTests {
  private static let start =
    #"{"event":"child_start","sid":"a/b","child_id":0,"hook_name":"pre-push","argv":["x"]}"#
  private static let end = #"{"event":"child_exit","sid":"a/b","child_id":0,"code":1}"#

  private func runs(_ lines: [String]) throws -> [HookTrace.Run] {
    try HookTrace(Array(lines.map { $0 + "\n" }.joined().utf8)).runs
  }

  @Test("A hook is told with its status, among everything else")
  func whole() throws {
    let other = [
      #"{"event":"version","sid":"a","evt":"3","exe":"2.39"}"#,
      #"{"event":"child_start","sid":"a","child_id":0,"argv":["git"]}"#,
      #"{"event":"child_exit","sid":"a","child_id":0,"code":0}"#,
    ]
    #expect(
      try runs(other + [Self.start, Self.end]) == [HookTrace.Run(hook: "pre-push", status: 1)])
    #expect(try runs(other).isEmpty)
    #expect(try runs([]).isEmpty)
  }

  /// Traces that leave something open.
  static let openTraces: [[String]] = [
    [start], [start, #"{"event":"child_exit","sid":"a/b","child_id":0}"#],
    [start, end, "{\"event\""],
    ["", "no JSON", start, end],
    [start, #"{"event":"child_exit","sid":"other","child_id":0,"code":0}"#],
    [#"{"event":"child_start","child_id":0,"hook_name":"pre-push"}"#],
    [#"{"event":"child_start","sid":"a","child_id":"0","hook_name":"pre-push"}"#],
  ]

  @Test("What cannot be read, and a hook whose end is not told, is unknown", arguments: openTraces)
  func open(_ lines: [String]) {
    let stop = #expect(throws: Stop.self) { try runs(lines) }
    #expect(stop?.status == .unknown)
    #expect(stop?.lines.last?.hasPrefix("help: call policy doctor again") == true)
  }

  @Test("Whether programs run where temporary files lie is not guessed")
  func scratch() throws {
    let script = HookScript(.preCommit, program: "/bin/true", leavesEarly: true)
    let path = try PolicyProgram.path()
    let scratch = try ScratchRepository(environment: ["PATH": path], [script])
    #expect(try scratch.runsPrograms())
    let hook = "\(scratch.path)/hooks/pre-commit"
    let files = FileManager.default
    try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: hook)
    #expect(try !scratch.runsPrograms())
    try files.removeItem(atPath: hook)
    #expect(throws: Stop.self) { try scratch.runsPrograms() }
  }
}
