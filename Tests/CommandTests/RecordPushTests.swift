import TestSupport
import Testing

/// Records that several people bring to one remote.
@Suite struct RecordPushTests {
  /// A bare repository and clones of it.
  private struct Clones {
    let folder: TemporaryFolder

    init(_ count: Int) async throws {
      folder = try TemporaryFolder()
      try folder.write("version: 1\nbranches: {main: {}}\n".utf8, to: "work/.policy.yml")
      try await shell(
        """
        cd work; git init -q -b main; git add .; git commit -q -m Begin
        git clone -q --bare . ../server.git
        for number in $(seq \(count)); do git clone -q ../server.git ../clone$number; done
        """)
    }

    @discardableResult
    func shell(_ lines: String) async throws -> ProgramOutput {
      let answer = try await Program.run("sh", ["-ec", lines], in: folder.path)
      try #require(answer.status == 0, "\(lines)\n\(answer.errors)")
      return answer
    }

    func policy(_ number: Int, _ arguments: String...) async throws -> ProgramOutput {
      try await PolicyProgram.run(arguments, in: folder.path + "/clone\(number)")
    }

    /// The records at the remote.
    func records() async throws -> [String] {
      try await shell(
        "git -C server.git notes --ref=policy/checks show main 2>/dev/null || true"
      ).lines.filter { !$0.isEmpty }
    }
  }

  @Test("Of six who push at once, nobody's record is lost")
  func atOnce() async throws {
    let clones = try await Clones(6)
    for number in 1...6 {
      let made = try await clones.policy(number, "check", "record", "check-\(number)", "--no-sign")
      #expect(made.status == 0, "\(made.errors)")
    }
    try await withThrowingTaskGroup { group in
      for number in 1...6 {
        group.addTask { try await clones.policy(number, "check", "push") }
      }
      for try await answer in group {
        #expect(answer.status == 0, "\(answer.text)\(answer.errors)")
      }
    }
    let records = try await clones.records()
    #expect(records.count == 6, "\(records)")
    for number in 1...6 { #expect(records.contains { $0.contains("check-\(number)") }) }
  }

  @Test(
    "A note that is too long goes away by what is said of it, here and at the remote",
    arguments: [":", "policy check record own --no-sign", "policy check fetch"])
  func long(before: String) async throws {
    let clones = try await Clones(2)
    try await clones.shell(
      """
      cd clone1; head -c 1048577 /dev/zero | tr '\\0' '\\n' >../long
      git notes --ref=policy/checks add -C $(git hash-object -w ../long) HEAD
      git push -q origin refs/notes/policy/checks
      """)
    let folder = clones.folder.path + "/clone2"
    _ = try await PolicyProgram.shell(
      "\(before); git fetch -q origin '+refs/notes/policy/*:refs/policy/remotes/origin/notes/*'",
      in: folder)
    var answer = try await clones.policy(2, "check", "list")
    #expect(answer.errors.contains("has 1048577 bytes"), "\(answer.text)\(answer.errors)")
    // What one cure brings to light has a cure of its own.
    for _ in 0..<3 where answer.status != 0 {
      let line = try #require(answer.errors.split(separator: "\n").last { $0.contains("help: ") })
      let cure = try #require(line.firstRange(of: ": git ") ?? line.firstRange(of: ": policy "))
      let commands = line[cure.lowerBound...].dropFirst(2)
      answer = try await PolicyProgram.shell("set +e; \(commands)", in: folder)
      if answer.status == 0 { answer = try await clones.policy(2, "check", "list") }
    }
    #expect(answer.status == 0, "\(answer.text)\(answer.errors)")
    try await clones.shell("! git -C server.git notes --ref=policy/checks list main")
  }

  @Test("A ref that is locked for a moment is asked for again")
  func lockedForAMoment() async throws {
    let clones = try await Clones(1)
    _ = try await clones.policy(1, "check", "record", "build", "--no-sign")
    // The hook takes the lock away that stands in the first push's way.
    let lock = "refs/notes/policy/checks.lock"
    try await clones.shell(
      """
      cd server.git; mkdir -p refs/notes/policy; : >\(lock)
      printf '#!/bin/sh\\ntest -e tried && rm -f \(lock); : >tried\\n' >hooks/pre-receive
      chmod +x hooks/pre-receive
      """)
    let answer = try await clones.policy(1, "check", "push")
    #expect(answer.status == 0, "\(answer.text)\(answer.errors)")
    #expect(try await clones.records().count == 1)
  }

  @Test("A ref that stays locked is told in git's words")
  func locked() async throws {
    let clones = try await Clones(1)
    _ = try await clones.policy(1, "check", "record", "build", "--no-sign")
    try await clones.shell(
      "mkdir -p server.git/refs/notes/policy; : >server.git/refs/notes/policy/checks.lock")
    let answer = try await clones.policy(1, "check", "push")
    #expect(answer.status == 69, "\(answer.text)\(answer.errors)")
    #expect(answer.errors.contains("cannot lock ref"), "\(answer.errors)")
    #expect(answer.errors.contains("checks.lock"), "\(answer.errors)")
  }

  @Test("A push that the remote refuses for good is told at once, in its words")
  func refused() async throws {
    let clones = try await Clones(1)
    _ = try await clones.policy(1, "check", "record", "build", "--no-sign")
    try await clones.shell(
      """
      cd server.git; printf '#!/bin/sh\\necho no records here, ghp_said >&2; exit 1\\n' >hooks/pre-receive
      chmod +x hooks/pre-receive
      """)
    let answer = try await clones.policy(1, "check", "push")
    #expect(answer.status == 69 && answer.errors.contains("no records here"), "\(answer.errors)")
    #expect(!answer.errors.contains("ghp_"), "\(answer.errors)")
  }
}
