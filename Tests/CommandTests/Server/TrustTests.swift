import TestSupport
import Testing

/// Who may push must not choose what the push is judged by, nor whether it is judged.
@Suite struct TrustTests {
  private func run(_ lines: String) async throws -> ProgramOutput {
    try await PolicyProgram.shell(lines)
  }

  private let begin = """
    git init -q --bare -b master S.git; policy install -C S.git --server >/dev/null
    git init -q -b main w; cd w
    printf 'version: 1\\nextends: github-flow\\n' >.policy.yml; git add .; git commit -qm root
    git push -q ../S.git main
    """

  @Test("No push makes the branch from which the policy would be read instead")
  func unbornHead() async throws {
    let answer = try await run(
      begin + """

        git switch -q -c master; printf 'version: 1\\nbranches: {main: {}}\\n' >.policy.yml
        git commit -qam weak; git push -q ../S.git master
        """)
    #expect(answer.status != 0)
    #expect(answer.said.contains("and the push makes 'master'"), "\(answer.errors)")
  }

  @Test("A broken policy does not come in by way of a symbolic default branch")
  func symbolicDefault() async throws {
    let answer = try await run(
      begin + """

        git -C ../S.git symbolic-ref refs/heads/master refs/heads/main
        git -C ../S.git config policy.file $PWD/open.yml
        printf 'version: 1\\nbranches: {main: {}}\\n' >open.yml
        echo 'versio: [' >.policy.yml; git commit -qam broken; git push -q ../S.git main
        """)
    #expect(answer.status != 0)
    #expect(answer.errors.contains("the push brings a broken policy"), "\(answer.errors)")
  }

  @Test("Hooks in a folder that the usual one is a link to act")
  func linkedFolder() async throws {
    let answer = try await run(
      """
      git init -q --bare -b main S.git; mkdir shared; rm -rf S.git/hooks
      ln -s "$PWD/shared" S.git/hooks; policy install -C S.git --server >/dev/null
      git init -q -b main w; cd w
      printf 'version: 1\\nextends: story-flow\\n' >.policy.yml; git add .; git commit -qm root
      git push -q ../S.git main; git commit -q --allow-empty -m direct; git push -q ../S.git main
      """)
    #expect(answer.status != 0)
    #expect(answer.errors.contains("error[restricted-push]"), "\(answer.errors)")
  }

  @Test(
    "No variable of who pushes skips the server's own hook that policy keeps",
    arguments: ["POLICY_FOREIGN_HOOK", "POLICY_KEPT_DEPTH", "POLICY_HOOK", "POLICY_SKIP"],
    ["", "0", "1", "16", "x", "KEPT", "OURS"])
  func keptHook(_ name: String, _ value: String) async throws {
    let answer = try await run(
      """
      git init -q --bare -b main S.git; cd S.git/hooks
      printf '#!/bin/sh\\necho theirs >&2; exit 3\\n' >pre-receive; chmod +x pre-receive
      policy install --server >/dev/null; hooks=$PWD; cd ../..
      git init -q -b main w; cd w; git commit -q --allow-empty -m root
      case '\(value)' in KEPT) value=$hooks.before-policy/pre-receive ;; OURS) value=$hooks/pre-receive ;;
        *) value='\(value)' ;; esac
      \(name)=$value git push -q ../S.git main || git -C ../S.git branch --list
      """)
    #expect(answer.errors.contains("pre-receive hook declined"), "\(answer.errors)")
    let isDeep = (name, value) == ("POLICY_KEPT_DEPTH", "16")
    #expect(answer.errors.contains(isDeep ? "within itself" : "theirs"), "\(answer.errors)")
    #expect(answer.text == "", "nothing is let in")
  }

  @Test("A kept hook that calls ours again ends, and lets nothing in")
  func circle() async throws {
    let answer = try await run(
      """
      git init -q --bare -b main S.git
      printf '#!/bin/sh\\nexec hooks/pre-receive "$@"\\n' >S.git/hooks/pre-receive
      chmod +x S.git/hooks/pre-receive; policy install --server -C S.git >/dev/null
      git init -q -b main w; cd w; git commit -q --allow-empty -m root
      git push -q ../S.git main || git -C ../S.git branch --list
      """)
    #expect(answer.errors.contains("runs within itself 16 times"), "\(answer.errors)")
    #expect(answer.errors.contains("let it not call 'hooks/pre-receive'"), "\(answer.errors)")
    #expect(answer.text == "")
  }
}
