import TestSupport
import Testing

/// Where the commands look for files, and what they say of those that are not there.
@Suite struct PlacesOfFilesTests {
  private func run(_ lines: String) async throws -> ProgramOutput {
    return try await PolicyProgram.shell(
      """
      git init -q -b main; git commit -q --allow-empty -m A; git branch develop; mkdir -p a/b
      \(lines)
      """)
  }

  @Test("What policy init prints can be run where it was printed")
  func subfolder() async throws {
    let answer = try await run(
      """
      cd a/b; policy init | sed -n 's/^  policy/policy/p' >steps
      cat steps; sh -e steps
      """)
    #expect(answer.status == 0, "\(answer.text)\(answer.errors)")
    #expect(answer.lines.contains("policy audit --policy ../../.policy.yml"), "\(answer.text)")
    #expect(answer.text.contains("try it with") == false)
  }

  @Test("What an audit says of a policy that does not count yet can be run there, too")
  func newcomer() async throws {
    let answer = try await run("policy init >said; cd a; policy audit")
    #expect(answer.text.contains("try it with --policy ../.policy.yml"), "\(answer.text)")
  }

  @Test("A policy.file that is lost is named, with what to set")
  func lostFile() async throws {
    let answer = try await run("git config policy.file gone.yml; policy audit")
    #expect(answer.status == 69)
    #expect(answer.errors.contains("git config --unset policy.file"), "\(answer.errors)")
  }

  @Test("policy validate goes to a folder as the others do")
  func validate() async throws {
    let answer = try await run("policy init >said; cd a/b; policy validate -C ../..")
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(answer.text == ".policy.yml is sound\n")
  }
}
