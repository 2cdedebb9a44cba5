import TestSupport
import Testing

/// Folders that cannot be written: file systems of our own, made read-only or full.
///
/// Whether they can be made is asked first: where mounting is not permitted, the tests are shown as
/// skipped, never as passed.
@Suite(
  .enabled("mounting is not permitted here: disk troubles are not tested") {
    try await MountProbe.options() != nil
  })
struct InstallTroubleTests {
  /// Runs a script in a mount namespace of its own, with a new file system at `$M`.
  private func run(_ script: String) async throws -> ProgramOutput {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let prelude = """
      set -e
      M=$HOME/m; mkdir "$M"; mount -t tmpfs -o size=256k tmpfs "$M"
      git init -q repo; git -C repo config core.hooksPath "$M/hooks"; mkdir "$M/hooks"
      printf '#!/bin/sh\\necho mine\\n' > "$M/hooks/pre-commit"; chmod 711 "$M/hooks/pre-commit"
      ln -s pre-commit "$M/hooks/commit-msg"
      state() { (cd "$M" && find . ! -name fill -printf '%p %m %l\\n' | sort
        cat hooks/pre-commit); }
      state > before; cd repo

      """
    return try await Program.run(
      "unshare", try #require(await MountProbe.options()) + ["sh", "-c", prelude + script],
      in: folder.path,
      changing: ["PATH": try PolicyProgram.path()])
  }

  @Test("A folder that is read-only is told, and nothing is changed")
  func readOnly() async throws {
    let result = try await run(
      """
      mount -o remount,ro "$M"
      policy install || echo $?
      state | cmp - ../before && echo same
      mount -o remount,rw "$M"; policy install >/dev/null; state > ../between
      mount -o remount,ro "$M"; policy uninstall || echo $?
      state | cmp - ../between && echo same
      """)
    #expect(result.lines == ["69", "same", "69", "same"], "\(result.errors)")
    #expect(result.errors.contains("Read-only file system"))
  }

  @Test("A hooks folder that is mounted is told with its cure, and nothing is left behind")
  func mounted() async throws {
    let result = try await run(
      """
      for kind in '-t tmpfs tmpfs' '--bind ../elsewhere'; do
        mkdir -p ../elsewhere; git init -q "../of${kind##* ../}"; cd "../of${kind##* ../}"
        mount $kind .git/hooks
        printf '#!/bin/sh\\n' >.git/hooks/pre-commit
        find .git | sort >../before; policy install 2>../said || echo $?
        find .git | sort | cmp - ../before && grep -o 'a file system of its own' ../said
        policy doctor | grep -c 'a file system of its own'
        policy uninstall >/dev/null && echo nothing
        sh -c "$(sed -n 's/^help: use a folder in it: //p' ../said)"
        policy install >/dev/null && policy uninstall >/dev/null && echo whole
        find .git | sort | grep -v '^.git/hooks/policy$' | cmp - ../before && cd ../repo
      done
      """)
    let each = ["69", "a file system of its own", "1", "nothing", "whole"]
    #expect(result.lines == each + each, "\(result.text)\(result.errors)")
  }

  @Test("Where temporary files run no programs, the doctor proves nothing, and says so")
  func noPrograms() async throws {
    let result = try await run(
      """
      policy install >/dev/null; mkdir ../t; mount -t tmpfs -o noexec tmpfs ../t
      TMPDIR=$PWD/../t policy doctor | grep -A1 'so nothing can be proved'; ls ../t
      """)
    #expect(
      result.lines == [
        "wrong: no program runs where temporary files lie, so nothing can be proved",
        "  help: TMPDIR=PATH policy doctor, with a folder that lies elsewhere",
      ], "\(result.text)\(result.errors)")
  }

  @Test("On a full disk the state is the old one or the new one, and nothing is lost")
  func full() async throws {
    let result = try await run(
      """
      for command in install uninstall; do
        for pages in 0 1 2 3 4 5 6 7 8 9 10 11 12 14 16 20; do
          [ $command = install ] || policy install >/dev/null
          state > ../start
          dd if=/dev/zero of="$M/fill" bs=4096 2>/dev/null || :
          size=$(stat -c %s "$M/fill"); truncate -s $((size - pages * 4096)) "$M/fill"
          policy $command >/dev/null 2>../said && end=0 || end=$?
          rm "$M/fill"
          case $end in
            0) echo done ;;
            69) grep -q 'No space left' ../said && echo full
              # What git runs is what it ran.
              sh -c 'exec "$0"' "$M/hooks/pre-commit" >../ran 2>&1 || :
              [ $command = uninstall ] || grep -qx mine ../ran || cat ../ran ;;
            *) echo "ended with $end" ;;
          esac
          policy uninstall >/dev/null
          state | cmp - ../before || echo "lost with $pages pages"
        done
      done | sort | uniq -c | awk '{print $2}'
      """)
    #expect(result.lines == ["done", "full"], "\(result.text)\(result.errors)")
  }
}

/// Whether this process may mount file systems, in a namespace of its own.
enum MountProbe {
  /// What `unshare` has to be told; `nil` where it is not permitted.
  static func options() async throws -> [String]? {
    // Root may; others where the system lets them be root of a namespace.
    for options in [["-m"], ["-rm"]] {
      let result = try? await Program.run(
        "unshare", options + ["mount", "-t", "tmpfs", "tmpfs", "/mnt"], in: "/tmp")
      if result?.status == 0 { return options }
    }
    return nil
  }
}
