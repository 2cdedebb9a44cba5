import Reports
import TestSupport
import Testing

/// `POLICY_SKIP` with the installed program: what it lets pass leaves a trace.
@Suite struct SkipTests {
  /// A clone with a server, the hooks installed on both.
  private struct Clone {
    let folder: TemporaryFolder
    var work: String { folder.path + "/work" }
    var server: String { folder.path + "/server.git" }

    init() async throws {
      folder = try TemporaryFolder()
      try folder.write("version: 1\nextends: story-flow\n".utf8, to: "work/.policy.yml")
      for arguments in [
        ["init", "--quiet", "--bare", "--initial-branch=main", server],
        ["init", "--quiet", "--initial-branch=main", work],
        ["-C", work, "add", "."], ["-C", work, "commit", "--quiet", "-m", "Begin"],
        ["-C", work, "remote", "add", "origin", server],
        ["-C", work, "push", "--quiet", "origin", "main", "main:develop"],
        ["-C", work, "fetch", "--quiet"], ["-C", work, "switch", "--quiet", "-c", "odd"],
      ] {
        try await Git.run(arguments, in: folder.path)
      }
      for arguments in [["install"], ["install", "--server", "-C", server]] {
        let answer = try await PolicyProgram.run(arguments, in: work)
        try #require(answer.status == 0, "\(answer.errors)")
      }
    }

    func git(_ arguments: String..., skip: String? = nil) async throws -> ProgramOutput {
      try await Program.run(
        "git", arguments, in: work,
        changing: ["POLICY_SKIP": skip, "PATH": try PolicyProgram.path()])
    }
  }

  @Test("A commit that skips a rule says so in its message, and an audit tells it")
  func commits() async throws {
    let clone = try await Clone()
    let plain = try await clone.git("commit", "--allow-empty", "-m", "Sell")
    #expect(plain.status == 1, "\(plain.errors)")
    let skipped = try await clone.git(
      "commit", "--allow-empty", "-m", "Sell", skip: "branch-name:the importer\nnamed it")
    #expect(skipped.status == 0, "\(skipped.errors)")
    let message = try await clone.git("log", "-1", "--format=%B")
    #expect(message.text == "Sell\n\nPolicy-Skip: branch-name: the importer named it\n\n")
    let audit = try await PolicyProgram.run(["audit"], in: clone.work)
    #expect(
      audit.text.contains("was made without branch-name: the importer named it\n"), "\(audit.text)")
    #expect(!audit.text.contains("are not told"), "\(audit.text)")
  }

  @Test(
    "Whatever the settings make of trailers, what is skipped is told, or not skipped",
    arguments: [
      ("ifMissing", "doNothing", true), ("ifExists", "doNothing", true), ("where", "start", true),
      ("separators", "=:", true), ("separators", "=", true),
      ("policy-skip.ifMissing", "doNothing", true),
      ("policy-skip.key", "Reviewed-by", false), ("policy-skip.command", "echo mine", false),
    ])
  func settings(name: String, value: String, isTold: Bool) async throws {
    let clone = try await Clone()
    _ = try await clone.git("config", "trailer.\(name)", value)
    let answer = try await clone.git(
      "commit", "--allow-empty", "-m", "Sell", "-m", "Signed-off-by: A <a@b.c>",
      skip: "branch-name:mine")
    let message = try await clone.git("log", "-1", "--format=%B").text
    if isTold {
      #expect(answer.status == 0, "\(answer.errors)")
      #expect(message.contains("\nPolicy-Skip: branch-name: mine\n"), "\(message)")
      let audit = try await PolicyProgram.run(["audit"], in: clone.work)
      #expect(audit.text.contains("was made without branch-name: mine\n"), "\(audit.text)")
    } else {
      #expect(answer.status != 0)
      #expect(answer.errors.contains("cannot tell what is skipped"), "\(answer.errors)")
      #expect(answer.errors.contains("trailer.*"), "\(answer.errors)")
      #expect(message == "Begin\n\n")
    }
  }

  @Test("Every report tells what was skipped", arguments: ReportFormat.allCases)
  func formats(_ format: ReportFormat) async throws {
    let clone = try await Clone()
    let commit = try await clone.git(
      "commit", "--allow-empty", "-m", "Sell", skip: "branch-name:mine")
    let push = try await clone.git("push", "origin", "odd", skip: "branch-name:mine")
    try #require(commit.status == 0 && push.status != 0, "\(commit.errors)\(push.errors)")
    let audit = try await PolicyProgram.run(
      ["audit", "--format", format.rawValue], in: clone.work)
    #expect(audit.text.contains(" was made without branch"), "\(audit.text)")
    #expect(audit.text.contains(" of refs skipped a rule"), "\(audit.text)")
  }

  @Test("A refused merge says how to take it back; one that skips a rule tells of it in a trailer")
  func merges() async throws {
    let clone = try await Clone()
    for arguments in [
      ["switch", "-c", "story-1"], ["commit", "--allow-empty", "-m", "Sell"], ["switch", "main"],
    ] {
      let answer = try await Program.run(
        "git", arguments, in: clone.work, changing: ["PATH": try PolicyProgram.path()])
      try #require(answer.status == 0, "\(answer.errors)")
    }
    let refused = try await clone.git("merge", "--no-ff", "--no-edit", "story-1")
    #expect(refused.status != 0 && refused.errors.contains("error[linear-history]: "))
    #expect(refused.errors.contains("git merge --abort\n"), "\(refused.errors)")
    #expect(try await clone.git("merge", "--abort").status == 0)
    #expect(try await clone.git("log", "-1", "--format=%s").text == "Begin\n")
    #expect(try await clone.git("merge", "--abort").status != 0, "nothing is left to abort")
    let skipped = try await clone.git(
      "merge", "--no-ff", "--no-edit", "story-1",
      skip: "linear-history:a try;restricted-push:mine")
    #expect(skipped.status == 0, "\(skipped.errors)")
    let trailers = try await clone.git("log", "-1", "--format=%s%n%(trailers:only)")
    #expect(
      trailers.lines.sorted() == [
        "Merge branch 'story-1'", "Policy-Skip: linear-history: a try",
        "Policy-Skip: restricted-push: mine",
      ], "\(trailers.text)")
  }

  @Test("A skip that nothing needed leaves no trace")
  func unneeded() async throws {
    let clone = try await Clone()
    _ = try await clone.git("switch", "--quiet", "-c", "story-1")
    let answer = try await clone.git(
      "commit", "--allow-empty", "-m", "Sell", skip: "branch-name:no need")
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(try await clone.git("log", "-1", "--format=%B").text == "Sell\n\n")
  }

  @Test(
    "What skips no rule, another rule or gives no reason stops the commit",
    arguments: ["branch-name", "branch-name:", "odd:reason", "deletion:reason"])
  func refused(skip: String) async throws {
    let clone = try await Clone()
    let answer = try await clone.git("commit", "--allow-empty", "-m", "Sell", skip: skip)
    #expect(answer.status == 1, "\(answer.errors)")
    #expect(try await clone.git("log", "-1", "--format=%s").text == "Begin\n")
  }

  @Test("A push that skips a rule is noted in the clone, and the server does not look at it")
  func pushes() async throws {
    let clone = try await Clone()
    let answer = try await clone.git("push", "origin", "odd", skip: "branch-name:a \"try\"")
    #expect(answer.status == 1)
    #expect(answer.errors.contains("remote: error[branch-name]"), "\(answer.errors)")
    let noted = String(
      decoding: clone.folder.read("work/.git/policy/skips.jsonl") ?? [], as: UTF8.self)
    #expect(noted.hasPrefix("{\"time\": "), "\(noted)")
    #expect(noted.contains("\"rule\": \"branch-name\", \"reason\": \"a \\\"try\\\"\""), "\(noted)")
    #expect(noted.contains("\"ref\": \"refs/heads/odd\""), "\(noted)")
    let audit = try await PolicyProgram.run(["audit"], in: clone.work)
    #expect(audit.text.contains("1 push or change of refs skipped a rule; see "), "\(audit.text)")
  }

  @Test(
    "What is done to a branch without a rule is noted in the clone, and an audit tells of it",
    arguments: [
      ("git commit --amend --allow-empty -q -m x", "non-fast-forward", "main"),
      ("git rebase -q -f --root", "non-fast-forward", "main"),
      ("git branch -D develop", "deletion", "develop"),
      ("git switch -q -c other", "branch-name", "other"),
    ])
  func changes(command: String, rule: String, branch: String) async throws {
    let clone = try await PolicedClone()
    try await clone.shell("git switch -q main")
    #expect(try await clone.run(command).status != 0)
    let log = "work/.git/policy/skips.jsonl"
    #expect(clone.folder.read(log) == nil)
    let skip = "\(rule):typo;restricted-push:typo"
    let answer = try await clone.run("export POLICY_SKIP='\(skip)'; \(command)")
    #expect(answer.status == 0, "\(answer.errors)")
    let noted = String(decoding: clone.folder.read(log) ?? [], as: UTF8.self)
    #expect(noted.contains("\"rule\": \"\(rule)\", \"reason\": \"typo\""), "\(noted)")
    #expect(noted.contains("\"ref\": \"refs/heads/\(branch)\""), "\(noted)")
    let audit = try await clone.run("policy audit || true")
    #expect(audit.text.contains(" of refs skipped a rule; see "), "\(audit.text)")
  }

  @Test(
    "A commit that is given up stays given up, whatever it skips",
    arguments: [
      "git commit -q --allow-empty", "git commit -q --allow-empty -s",
      "git config commit.template t; printf 'Subject\\n# why\\n' >t; git commit -q --allow-empty",
      "git commit -q --allow-empty --allow-empty-message -m ''",
    ])
  func givenUp(command: String) async throws {
    let clone = try await Clone()
    let skip = "export POLICY_SKIP=branch-name:x GIT_EDITOR=true PATH='\(try PolicyProgram.path())'"
    let answer = try await Program.run("sh", ["-c", "\(skip); \(command)"], in: clone.work)
    #expect(answer.status != 0)
    #expect(answer.errors.contains("cannot tell what is skipped"), "\(answer.errors)")
    #expect(try await clone.git("log", "-1", "--format=%s").text == "Begin\n")
  }

  @Test("What cannot be noted is not skipped")
  func unnoted() async throws {
    let clone = try await Clone()
    _ = try await Program.run("sh", ["-ec", "rm -rf policy; : >policy"], in: clone.work + "/.git")
    let answer = try await clone.git("push", "origin", "odd", skip: "branch-name:a try")
    #expect(answer.status == 1)
    #expect(answer.errors.contains("unknown: open file: "), "\(answer.errors)")
    #expect(!answer.errors.contains("remote: "), "\(answer.errors)")
  }

  @Test("A commit that was cut off behind a graph file found right before makes an audit unknown")
  func damaged() async throws {
    let clone = try await Clone()
    let made = try await PolicyProgram.shell(
      """
      git switch -q main
      for i in $(seq 4200); do
        printf 'commit refs/heads/main\ncommitter A <a@b> %d +0000\ndata 2\nx\n' $((1700000000+i))
        [ $i != 1 ] || echo 'from refs/heads/main^0'
        echo
      done | git fast-import --quiet
      git update-ref refs/remotes/origin/main main
      git repack -adq && git commit-graph write --reachable
      """, in: clone.work)
    try #require(made.status == 0, "\(made.errors)")
    let before = try await PolicyProgram.run(["audit", "--branch", "main"], in: clone.work)
    #expect(before.status == 0, "\(before.text)\(before.errors)")
    #expect(
      before.text.contains("note: rules skipped before the newest 2000 commits are not told\n"),
      "\(before.text)")
    let cut = try await PolicyProgram.shell(
      """
      id=$(git rev-parse main~100); old=$(ls .git/objects/pack/*)
      git rev-list --objects --all | cut -d' ' -f1 | grep -v $id |
        git pack-objects -q .git/objects/pack/pack >/dev/null
      rm -f $old; rest=${id#??}; folder=.git/objects/${id%$rest}
      mkdir -p $folder; printf 'x\\234' > $folder/$rest; echo $id
      """, in: clone.work)
    let id = cut.text.prefix(40)
    try #require(cut.status == 0 && id.count == 40, "\(cut.errors)")
    let after = try await PolicyProgram.run(["audit", "--branch", "main"], in: clone.work)
    #expect(after.status == 2, "\(after.text)\(after.errors)")
    let said = after.text + after.errors
    #expect(said.contains("is cut off") && said.contains(id.dropFirst(2)), "\(said)")
  }
}
