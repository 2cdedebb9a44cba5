import TestSupport
import Testing

/// What the programs make of a caller who closed the standard descriptors.
@Suite struct InheritedTests {
  @Test(
    "A closed standard error is nobody's file: no file of the repository gets its number",
    arguments: ["policy-hook pre-receive", "policy hook pre-receive"])
  func closedErrors(command: String) async throws {
    let folder = try TemporaryFolder()
    // The hook waits for its input; meanwhile its descriptor is looked at.
    let answer = try await PolicyProgram.shell(
      """
      git init -q --bare server.git && cd server.git && mkfifo input
      \(command) <input 2>&- & hook=$!
      exec 3>input
      for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        target=$(readlink /proc/$hook/fd/2) && [ "$target" = /dev/null ] && break
        sleep 0.2
      done
      echo "$target"; exec 3>&-; wait $hook || true
      """, in: folder.path)
    #expect(answer.text == "/dev/null\n", "\(answer.errors)")
  }
}
