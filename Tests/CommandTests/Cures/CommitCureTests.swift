import TestSupport
import Testing

/// The commands in a refusal's help do what the help says, typed as they stand there.
@Suite struct CommitCureTests {
  /// Something that is refused, and how it is mended.
  struct Cure: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var policy: String
    /// What is done before, in the work tree.
    var prepare = "true"
    /// Where the rest is typed.
    var folder = "."
    let refused: String
    /// How the commands begin; each goes to the end of its line, or to the next words.
    let commands: [String]
    /// What stands for the words in capitals.
    var filling: [String: String] = [:]
    /// How editors answer.
    var editor = "true"
    var sequence = "true"
    /// What is so afterwards.
    let proof: String
  }

  static let story = "git switch -q -c story-2 --no-track develop"
  private static let there = "git switch story-2"
  private static let people = "unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_EMAIL"
  static let keys = "files: {forbidden_paths: ['**/*.pem']}\n"
  private static let written =
    "git commit --edit --file \"$(git rev-parse --git-path COMMIT_EDITMSG)\""

  private static let messages = [
    Cure(
      testDescription: "a message that was refused in a folder of a linked work tree",
      policy: "commits: {subject_max: 20}\n",
      prepare: """
        git worktree add -q -b story-2 ../tree develop; mkdir ../tree/sub
        echo x >../tree/x; git -C ../tree add x
        """,
      folder: "../tree/sub", refused: "git commit -q -m 'A subject that is far too long'",
      commands: [written], editor: "sed -i '1s/.*/Sell/'",
      proof: "test \"$(git log -1 --format=%s)\" = Sell"),
    Cure(
      testDescription: "a commit of another author that was refused",
      policy: "commits: {signed_off: true}\n", prepare: "\(story); echo x >x; git add x",
      refused: "git commit -q --author='Bob B <bob@example.org>' -s -m Sell", commands: [written],
      proof: "test \"$(git log -1 --format='%an %ae')\" = 'Bob B bob@example.org'"),
    Cure(
      testDescription: "an author's address that was refused",
      policy: "commits: {author_email: '@example[.]org$'}\n",
      prepare: "\(story); echo x >x; git add x",
      refused: "git commit -q --author='Bob B <bob@example.net>' -m Sell", commands: [written],
      filling: ["ADDRESS": "bob@example.org"],
      proof: "test \"$(git log -1 --format='%an %ae')\" = 'Bob B bob@example.org'"),
    Cure(
      testDescription: "a commit that a merge is about to bring",
      policy: "commits: {subject_max: 20}\n",
      prepare: """
        \(story); echo x >x; git add x; git commit -q --no-verify -m 'A subject that is far too long'
        git switch -q story-1
        """,
      refused: "git merge -q --no-ff --no-edit story-2", commands: ["git merge --abort"],
      proof: "test -z \"$(git status --porcelain)\"; test ! -e .git/MERGE_HEAD"),
    Cure(
      testDescription: "a certificate of another author than the committer",
      policy: "commits: {signed_off: true}\n",
      prepare: """
        \(story); echo x >x; git add x; git commit -q --no-verify --author 'Bob B <bob@example.org>' -m Sell
        """,
      refused: "git push -q origin story-2",
      commands: [
        "\(there) && git commit --amend --allow-empty --trailer 'Signed-off-by: Bob B <bob@example.org>'"
      ],
      proof: "git push -q origin story-2"),
    Cure(
      testDescription: "a trailer that is missing in a commit that changes nothing",
      policy: "commits: {trailers: [Change-Id]}\n",
      prepare: "\(story); git commit -q --allow-empty --no-verify -m Sell",
      refused: "git push -q origin story-2",
      commands: ["\(there) && git commit --amend --allow-empty --trailer 'Change-Id: VALUE'"],
      filling: ["VALUE": "I1"],
      proof: "git push -q origin story-2"),
    Cure(
      testDescription: "a fixup on its way to a branch that stays",
      policy: "commits: {no_fixup_on: [develop]}\n",
      prepare: """
        \(story); echo x >x; git add x; git commit -q -m Sell; echo y >x
        git commit -q -a --fixup HEAD
        """,
      refused: "git push -q origin story-2:develop",
      commands: ["git rebase --interactive --autosquash "],
      proof: "test \"$(git log --format=%s develop..)\" = Sell; test \"$(cat x)\" = y"),
    Cure(
      testDescription: "a fixup of what has landed",
      policy: "commits: {no_fixup_on: [develop]}\n",
      prepare: "\(story); echo y >a; git commit -q -a --fixup HEAD",
      refused: "git push -q origin story-2:develop",
      commands: ["\(there) && git commit --amend --allow-empty"], editor: "sed -i '1s/.*/Sell/'",
      proof: "test \"$(git log --format=%s develop..)\" = Sell"),
    Cure(
      testDescription: "an author's address",
      policy: "commits: {author_email: '@example[.]org$'}\n",
      prepare: """
        \(story); export GIT_COMMITTER_NAME="$GIT_AUTHOR_NAME" GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL"
        echo x >x; git add x; git commit -q --no-verify -m Sell
        """,
      refused: "git push -q origin story-2",
      commands: [
        "\(there) && git config user.email ADDRESS && git commit --amend --allow-empty --reset-author"
      ],
      filling: ["ADDRESS": "me@example.org"], proof: "git push -q origin story-2"),
    Cure(
      testDescription: "another author's name", policy: "commits: {author_name: '^Bob'}\n",
      prepare: "\(story); echo x >x; git add x; git commit -q --no-verify -m Sell",
      refused: "git push -q origin story-2",
      commands: ["\(there) && git commit --amend --allow-empty --author='NAME "],
      filling: ["NAME": "Bob"], proof: "git push -q origin story-2"),
    Cure(
      testDescription: "a committer's address",
      policy: "commits: {committer_email: '@example[.]org$'}\n",
      prepare: "\(story); echo x >x; git add x; git commit -q --no-verify -m Sell",
      refused: "git push -q origin story-2",
      commands: ["\(there) && git config user.email ADDRESS && git commit --amend --allow-empty"],
      filling: ["ADDRESS": "me@example.org"], proof: "git push -q origin story-2"),
  ]

  private static let contents = [
    Cure(
      testDescription: "a file of the first commit, with a name that looks like a pathspec",
      policy: keys,
      prepare: """
        git init -q -b main ../new; cp .policy.yml ../new; cd ../new; policy install; mkdir sub
        echo x >:x.pem; echo x >sub/x; git add .
        """,
      folder: "../new/sub", refused: "git commit -q -m Begin",
      commands: ["git rm --cached -- ':(top,literal):x.pem'"],
      proof: "git commit -q -m Begin; test \"$(git ls-files ':(top)*.pem')\" = ''"),
    Cure(
      testDescription: "a file that is staged, from a folder", policy: keys,
      prepare: "mkdir sub; echo x >x.pem; echo x >sub/x; git add .",
      folder: "sub", refused: "git commit -q -m Sell",
      commands: ["git restore --staged -- ':(top,literal)x.pem'"], proof: "git commit -q -m Sell"),
    Cure(
      testDescription: "a file that came in with an older commit", policy: keys,
      prepare: """
        \(story); mkdir sub; echo x >x.pem; echo x >sub/x; git add .; git commit -q --no-verify -m Key
        git commit -q --allow-empty -m More
        """,
      folder: "sub", refused: "git push -q origin story-2",
      commands: ["git rebase --interactive ", "git rm --cached -- ':(top,literal)x.pem' && "],
      sequence: "sed -i '1s/^pick/edit/'", proof: "git push -q origin story-2"),
    Cure(
      testDescription: "a file that came in with a first commit", policy: keys,
      prepare: """
        git switch -q --orphan story-2; echo x >x.pem; git add .; git commit -q --no-verify -m Key
        """,
      refused: "git push -q origin story-2",
      commands: [
        "git rebase --interactive --root", "git rm --cached -- ':(top,literal)x.pem' && ",
      ],
      sequence: "sed -i '1s/^pick/edit/'", proof: "test -z \"$(git ls-files)\""),
    Cure(
      testDescription: "an executable, from a folder", policy: "files: {executables: []}\n",
      prepare: "mkdir sub; echo x >x.txt; chmod +x x.txt; echo x >sub/x; git add .",
      folder: "sub", refused: "git commit -q -m Sell",
      commands: ["git -C \"$(git rev-parse --show-toplevel)\" update-index --chmod=-x -- x.txt"],
      proof: "git add -A; git commit -q -m Sell; test ! -x ../x.txt"),
    Cure(
      testDescription: "two names that are one but for case, from a folder",
      policy: "files: {allow_case_collisions: false}\n",
      prepare: "mkdir sub; echo x >sub/readme; echo y >sub/README; git add .",
      folder: "sub", refused: "git commit -q -m Sell",
      commands: ["git -C \"$(git rev-parse --show-toplevel)\" mv -- sub/readme sub/NAME"],
      filling: ["NAME": "other"], proof: "git commit -q -m Sell; test -e other"),
    Cure(
      testDescription: "a tag's name, the moment it is made",
      policy: "tags: {'v*': {pattern: '^v[0-9]+$'}}\n", refused: "git tag v1.2",
      commands: ["git tag NAME "], filling: ["NAME": "v12"],
      proof: "test \"$(git rev-parse v12)\" = \"$(git rev-parse HEAD)\""),
  ]

  @Test(
    "What a refusal says is typed, and helps", arguments: messages + contents + RewriteCures.cases)
  func pasted(_ cure: Cure) async throws {
    let clone = try await PolicedClone(policy: cure.policy)
    try await clone.shell(cure.prepare)
    let said = try await clone.run("cd \(cure.folder); \(cure.refused)")
    try #require(said.status != 0, "\(said.errors)")
    for command in cure.commands {
      let start = try #require(
        said.said.firstRange(of: command), "\(command)\n\(said.said)")
      var typed = String(said.said[start.lowerBound...].prefix { $0 != "\n" && $0 != ";" })
      for (word, value) in cure.filling { typed = typed.replacing(word, with: value) }
      let answer = try await clone.run(
        """
        cd \(cure.folder); \(Self.people); git config user.name || git config user.name A
        git config user.email || git config user.email a@example.com
        export GIT_EDITOR="\(cure.editor)" GIT_SEQUENCE_EDITOR="\(cure.sequence)"
        \(typed)
        """)
      #expect(answer.status == 0, "\(typed)\n\(answer.errors)")
    }
    let proof = try await clone.run("cd \(cure.folder); \(cure.proof)")
    #expect(proof.status == 0, "\(proof.errors)")
  }

  @Test(
    "What a remote has on a branch that stays is not told to be rewritten, and may be waived",
    arguments: ["commits: {signed_off: true}", "commits: {signed: true}"])
  func fixed(_ policy: String) async throws {
    let clone = try await PolicedClone(policy: policy)
    for place in [".", "../server.git"] {
      let said = try await clone.run(
        "policy audit -C \(place) --policy $(pwd)/.policy.yml --branch develop")
      #expect(said.status == 1, "\(said.errors)")
      #expect(!said.text.contains("git rebase"), "\(said.text)")
      #expect(!said.text.contains("--amend"), "\(said.text)")
      let waivers = said.lines.compactMap { line in
        line.firstRange(of: "waivers: [").map { line[$0.upperBound...].dropLast() }
      }
      #expect(waivers.count == 2, "\(said.text)")
      let list = waivers.map { "- \($0.replacing("WHY", with: "Old"))" }.joined(separator: "\n")
      try await clone.shell(
        """
        { cat .policy.yml; printf '\nwaivers:\n'; cat <<'END'
        \(list)
        END
        } >../waived.yml
        policy audit -C \(place) --policy $(pwd)/../waived.yml --branch develop
        """)
    }
  }

  @Test("What develop has is not told to be rewritten where it is pushed to main")
  func release() async throws {
    let clone = try await PolicedClone(policy: "commits: {subject_max: 20}\n")
    try await clone.shell(
      """
      git switch -q develop; git commit -q --no-verify --allow-empty -m 'A subject that is far too long'
      git push -q --no-verify origin develop
      """)
    let said = try await clone.run("git push -q origin develop:main").said
    #expect(said.contains("waivers: [{rule: commit-message, ref: main, "), "\(said)")
    #expect(!said.contains("--amend"), "\(said)")
  }

  @Test("What stands in a bare repository is mended in a clone of it")
  func bare() async throws {
    let clone = try await PolicedClone(policy: "commits: {signed_off: true}\n\(Self.keys)")
    try await clone.shell(
      """
      \(Self.story); echo x >x.pem; git add .; git commit -q --no-verify -m Key
      git push -q --no-verify origin story-2
      """)
    let said = try await clone.run(
      "policy audit -C ../server.git --policy $(pwd)/.policy.yml --branch story-2")
    for verb in ["certify it (say edit)", "for the time to come"] {
      #expect(said.text.contains("in a clone of it: \(verb): \(Self.there)"), "\(said.text)")
    }
  }
}
