import TestSupport
import Testing

/// Disks that are full, in a file system of our own: what is judged still is, and what cannot be noted is told.
@Suite(
  .enabled("mounting is not permitted here: full disks are not tested") {
    try await MountProbe.options() != nil
  })
struct FullDiskTests {
  /// Mounts a small file system at a folder, where a log ends a few bytes before a page does, and fills it.
  private static let filling = """
    mounted() { mkdir -p "$1"; mount -t tmpfs -o size=256k tmpfs "$1"; }
    long() { head -c 4089 /dev/zero | tr '\\0' x >"$1"; echo >>"$1"; }
    fill() { dd if=/dev/zero of="$1/fill" bs=4096 2>/dev/null || :; }

    """

  private func run(_ script: String, in folder: String) async throws -> ProgramOutput {
    try await Program.run(
      "unshare",
      try #require(await MountProbe.options()) + ["sh", "-ec", Self.filling + script], in: folder,
      changing: ["PATH": try PolicyProgram.path()])
  }

  @Test("A server whose log is full judges, says so, and a line that was cut off stays by itself")
  func landings() async throws {
    let server = try await PolicedServer()
    let answer = try await run(
      """
      mounted ../server.git/policy; log=../server.git/policy/landings.jsonl; long $log
      fill ../server.git/policy
      git push -q origin main:story-1 2>../said; grep -o 'policy [a-z]* not log this push' ../said
      sed 's/^remote: //' ../said | tr -s '\\n ' ' ' | grep -o 'No space left' | wc -l
      git push -q origin main:odd 2>&1 | grep -o 'error.branch-name.'
      git -C ../server.git for-each-ref --format='%(refname:short)'
      rm ../server.git/policy/fill; git push -q origin main:story-2
      sed 1d $log | sed 's/^{"time": .*"ref": \\("[^"]*"\\).*}$/\\1/'
      """, in: server.work)
    #expect(
      answer.lines == [
        "policy may not log this push", "policy did not log this push", "2", "error[branch-name]",
        "develop", "main", "story-1", "{\"time", "\"refs/heads/story-2\"",
      ], "\(answer.text)\(answer.errors)")
  }

  @Test("A server without room lets nothing in, and everything once there is some")
  func server() async throws {
    let server = try await PolicedServer()
    let answer = try await run(
      """
      mounted ../m; mount -o remount,size=4m ../m; cp -a ../server.git ../m/; fill ../m
      state() { git -C ../m/server.git for-each-ref; find ../m/server.git -type f | sort; }
      state >../before; git commit -q --allow-empty -m Sell
      git push -q ../m/server.git HEAD:story-1 2>../said || echo refused
      git push -q ../m/server.git HEAD~0:odd 2>>../said || echo refused
      state | cmp - ../before && echo same
      rm ../m/fill; git push -q ../m/server.git HEAD:story-1 && wc -l <../m/server.git/policy/landings.jsonl
      git -C ../m/server.git log -1 --format=%s story-1
      """, in: server.work)
    #expect(
      answer.lines == ["refused", "refused", "same", "1", "Sell"],
      "\(answer.text)\(answer.errors)")
  }

  @Test("What a full disk cannot note is not skipped, and a line that was cut off stays by itself")
  func skips() async throws {
    let clone = try await PolicedClone()
    let answer = try await run(
      """
      log=.git/policy/skips.jsonl; rm -rf .git/policy; mounted .git/policy; long $log
      fill .git/policy; export POLICY_SKIP=branch-name:mine
      git push -q origin story-1:odd 2>../said || echo refused
      tr -s '\\n ' ' ' <../said | grep -o 'skips.jsonl.: No space left'
      git -C ../server.git branch --list odd
      rm .git/policy/fill; git push -q origin story-1:odd
      sed 1d $log | sed 's/^{"time": .*\\("reason": "[^"]*"\\).*}$/\\1/'
      """, in: clone.work)
    #expect(
      answer.lines == [
        "refused", "skips.jsonl': No space left", "{\"time", "\"reason\": \"mine\"",
      ], "\(answer.text)\(answer.errors)")
  }
}
