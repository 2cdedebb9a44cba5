import TestSupport
import Testing

/// Who may push must not choose what the push is judged by, nor whether it is judged.
@Suite struct TrustTests {
  private func run(_ lines: String) async throws -> ProgramOutput {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    return try await Program.run(
      "sh", ["-ec", lines], in: folder.path, changing: ["PATH": try PolicyProgram.path()])
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
    #expect(answer.errors.contains("and the push makes 'master'"), "\(answer.errors)")
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
}
