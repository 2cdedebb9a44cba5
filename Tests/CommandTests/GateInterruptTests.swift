import TestSupport
import Testing

/// `policy gates` with signals, as Ctrl-C and systems send them.
@Suite struct GateInterruptTests {
  @Test(
    "A signal ends every gate and all that runs for it, and the answer is unknown",
    arguments: ["TERM", "HUP"])
  func interrupted(signal: String) async throws {
    let folder = try TemporaryFolder()
    let policy = """
      version: 1
      gates:
        stubborn: {run: "sh -c 'trap \\"\\" TERM; sleep 300 & echo $! >>ids; echo $$ >>ids; wait; sleep 300'"}
        plain: {run: "sh -c 'echo $$ >>ids; exec sleep 300'"}
        waiting: {run: touch ran}
      """
    try folder.write(policy.utf8, to: "policy.yml")
    try await Git.run(["init", "--quiet", "--initial-branch=main"], in: folder.path)
    let answer = try await Program.run(
      "sh",
      [
        "-c",
        """
        policy gates --jobs 2 --policy policy.yml >out 2>&1 & policy=$!
        tries=0
        until test "$(wc -l <ids)" = 3 || test $((tries += 1)) = 600; do sleep 0.1; done 2>/dev/null
        kill -\(signal) $policy; wait $policy; echo $?
        for id in $(cat ids); do kill -0 $id && echo $id lives; done
        """,
      ], in: folder.path, changing: ["PATH": try PolicyProgram.path()])
    #expect(answer.text == "2\n", "\(answer.text)")
    let told = String(decoding: folder.read("out") ?? [], as: UTF8.self)
    for name in ["stubborn", "plain", "waiting"] {
      #expect(told.contains("unknown[\(name)]: was interrupted"), "\(told)")
    }
    #expect(folder.read("ran") == nil)
  }

  @Test("Whoever stops reading keeps no gate from its time, and gets all in the end")
  func stoppedReader() async throws {
    let folder = try TemporaryFolder()
    let policy = """
      version: 1
      gates:
        quick: {run: 'true'}
        slow: {run: "sh -c 'echo $$ >id; sleep 20; touch late'", timeout: 1s}
      """
    try folder.write(policy.utf8, to: "policy.yml")
    try await Git.run(["init", "--quiet", "--initial-branch=main"], in: folder.path)
    let answer = try await Program.run(
      "sh",
      [
        "-c",
        """
        mkfifo pipe; exec 3<>pipe
        dd if=/dev/zero of=pipe bs=4096 oflag=nonblock 2>/dev/null
        policy gates --jobs 2 --policy policy.yml >pipe 2>errors & policy=$!
        until test -s id; do sleep 0.1; done
        until test -e late || ! kill -0 $(cat id) 2>/dev/null; do sleep 0.1; done
        test -e late && echo the gate ran on
        cat pipe >all 3>&- & reader=$!
        exec 3>&-
        wait $policy; echo $?
        wait $reader
        """,
      ], in: folder.path, changing: ["PATH": try PolicyProgram.path()])
    #expect(answer.text == "2\n", "\(answer.text)\(answer.errors)")
    let told = String(decoding: (folder.read("all") ?? []).filter { $0 != 0 }, as: UTF8.self)
    #expect(
      told.contains("quick") && told.contains("unknown[slow]: did not end within 1 s"), "\(told)")
  }
}
