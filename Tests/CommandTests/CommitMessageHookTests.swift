import TestSupport
import Testing

/// `commit-msg`: what is asked of a message is asked of what will be stored.
@Suite struct CommitMessageHookTests {
  private static let policy = """
    commits: {subject_max: 20, not_pattern: secret, signed_off: {committer: true}}

    """

  private static func clone(_ more: String = "") async throws -> PolicedClone {
    try await PolicedClone(policy: policy + more)
  }

  @Test("A message is refused or taken as it will be stored, with an editor and without")
  func stored() async throws {
    let clone = try await Self.clone()
    try clone.folder.write(
      """
      #!/bin/sh
      { echo "$SUBJECT"; echo; echo 'Signed-off-by: A U Thor <author@example.com>'
        echo '# secret'; cat "$1"; } >"$1.new" && mv "$1.new" "$1"

      """.utf8, to: "editor")
    try await clone.shell(
      "chmod +x ../editor; git config commit.verbose true; echo secret >s; git add s")
    let edit = "GIT_EDITOR=../editor git commit -q"
    let long = try await clone.run("SUBJECT='A subject that is too long' \(edit)")
    #expect(
      long.said.contains("error[commit-message]: the subject has 26 characters, more than 20"))
    #expect(long.status != 0)
    // Comments, and the change behind the line that cuts, are not stored.
    try await clone.shell("SUBJECT='Sell it' \(edit)")
    #expect(try await clone.run("git log -1 --format=%B").text.contains("Signed-off-by: A U Thor"))
    let plain = try await clone.run("git commit -q --allow-empty --signoff -m Sell -m '# secret'")
    #expect(plain.said.contains("the message is as 'secret'"), "\(plain.errors)")
    #expect(try await clone.run("git log --format=%s -1").text == "Sell it\n")
  }

  @Test("What a kind of branch asks of messages is asked there, and only there")
  func ofKinds() async throws {
    let clone = try await PolicedClone(
      policy: "branches: {story-*: {commit_message_pattern: '^Sell'}}\n")
    let commit = "git commit -q --allow-empty -m"
    let refused = try await clone.run("\(commit) Buy")
    #expect(refused.said.contains("error[commit-message]: the message does not match '^Sell'"))
    #expect(refused.status != 0)
    try await clone.shell("\(commit) Sell && git switch -q develop && \(commit) Buy")
  }

  @Test("Authors are those of the commit, whoever runs git")
  func author() async throws {
    let clone = try await Self.clone()
    let commit = "git commit -q --allow-empty --author 'Bob <bob@example.org>' -m Sell"
    let refused = try await clone.run("\(commit) -m 'Signed-off-by: A <author@example.com>'")
    #expect(refused.said.contains("no 'Signed-off-by' is of the author, 'bob@example.org'"))
    try await clone.shell("\(commit) -m 'Signed-off-by: Bob <bob@example.org>'")
  }

  @Test("A rule that is skipped is told of in the message, and others still count")
  func skipped() async throws {
    let clone = try await Self.clone()
    let commit = "git commit -q --allow-empty -m 'A subject that is too long'"
    let skip = "POLICY_SKIP='commit-message: a long name'"
    let other = try await clone.run("\(skip) \(commit)")
    #expect(other.said.contains("error[sign-off]"), "\(other.errors)")
    try await clone.shell("\(skip) \(commit) --signoff")
    let message = try await clone.run("git log -1 --format=%B").text
    #expect(message.contains("Policy-Skip: commit-message: a long name"), "\(message)")
  }

  @Test("Unfinished work is taken on a story, and refused where it would land")
  func fixup() async throws {
    let clone = try await PolicedClone(policy: "commits: {no_fixup_on: [develop]}\n")
    let commit = "git commit -q --allow-empty -m 'fixup! Sell'"
    try await clone.shell(commit)
    let answer = try await clone.run("git push -q origin story-1:develop")
    #expect(answer.said.contains("the commit is a 'fixup!' of another"), "\(answer.errors)")
    let other = try await clone.run("git switch -q develop && \(commit)")
    #expect(other.said.contains("the commit is a 'fixup!' of another"), "\(other.errors)")
  }

  @Test("A message in another encoding is counted in characters, and one that is no text in bytes")
  func encodings() async throws {
    let clone = try await Self.clone()
    let commit = "git -c i18n.commitEncoding=ISO-8859-1 commit -q --allow-empty --signoff -F -"
    try await clone.shell("printf '\\344\\344\\344\\344\\344\\344\\344\\344\\344\\344' | \(commit)")
    #expect(try await clone.run("git log -1 --format=%s").text == "ääääääääää\n")
    // Eleven characters of two bytes each; to who declares another encoding, twenty-two.
    try await clone.shell("printf 'äääääääääää' | git commit -q --allow-empty --signoff -F -")
    let other = try await clone.run("printf 'äääääääääää' | \(commit)")
    #expect(other.said.contains("the subject has 22 characters"), "\(other.errors)")
  }

  @Test("A clean revert and a merge need no form of their own")
  func derived() async throws {
    let clone = try await PolicedClone(policy: "commits: {conventional: true}\n")
    try await clone.shell(
      """
      git switch -q -c story-3 --no-track develop && echo c >c && git add c
      git commit -q -m 'feat: sell it' && git revert --no-edit HEAD
      """)
    try await clone.shell(
      """
      git switch -q -c story-2 --no-track develop && echo d >d && git add d
      git commit -q -m 'fix: buy' && git merge -q --no-edit story-3
      """)
    // Another commit than the merge again, by its date.
    let later = "GIT_AUTHOR_DATE='@1767700000 +0000' git commit -q --allow-empty -m 'Revert all'"
    #expect(try await clone.run(later).said.contains("error[commit-message]"))
    // The merge again: of a merge no form is asked.
    try await clone.shell(
      "GIT_EDITOR=true git commit -q --amend; git commit -q --amend -m 'Merge all'")
    #expect(try await clone.run("git log -1 --format=%P").text.contains(" "))
    #expect(try await clone.run(later).said.contains("error[commit-message]"))
  }

  /// A story on which a commit is taken back after another one.
  private static let revertedStory = """
    git switch -q -c story-3 --no-track develop && seq 40 >c && git add c
    git commit -q -m 'feat: count' && echo 41 >>c && git commit -q -a -m 'feat: one more'
    sed -i 1s/1/one/ c && git commit -q -a -m 'fix: write it out' && git revert --no-edit HEAD^
    """

  @Test("A revert is one by its change, with a short id and over later changes, and by no word")
  func reverts() async throws {
    let clone = try await PolicedClone(policy: "commits: {conventional: true}\n")
    try await clone.shell(
      """
      \(Self.revertedStory)
      sed -i 20s/20/twenty/ c && git commit -q -a -m 'fix: write that out'
      sed -i 22s/22/more/ c && git commit -q -a -m 'fix: near by' && git revert --no-edit HEAD^
      echo 42 >>c && git commit -q -a -m 'feat: another'
      GIT_EDITOR='sed -i 1s/.*/Wrong/' git revert --reference HEAD
      git push -q origin story-3
      """)
    #expect(
      try await clone.run("git log -1 --format=%B").text.contains("This reverts commit "),
      "git revert --reference names the commit")
    // The hook sees no change, and takes the word; the push does not.
    let forged = "git commit -q -a -m Whatever -m \"This reverts commit $(git rev-parse HEAD~4).\""
    try await clone.shell("echo evil >c; \(forged)")
    let answer = try await clone.run("git push -q origin story-3")
    #expect(answer.said.contains("error[commit-message]"), "\(answer.errors)")
    // What Git makes of it, and more.
    try await clone.shell(
      """
      git reset -q --hard HEAD^ && git revert --no-commit HEAD~3 && echo 43 >>c
      git commit -q -a -m Whatever -m "This reverts commit $(git rev-parse HEAD~3)."
      """)
    let more = try await clone.run("git push -q origin story-3")
    #expect(more.said.contains("error[commit-message]"), "\(more.errors)")
  }

  @Test("A revert that was rebased with its original is one where the old commits are gone, too")
  func rebasedRevert() async throws {
    let clone = try await PolicedClone(policy: "commits: {conventional: true}\n")
    try await clone.shell(
      """
      \(Self.revertedStory)
      GIT_COMMITTER_DATE='@1767700000 +0000' git rebase -q --force-rebase develop
      git push -q origin story-3 && git clone -q --no-local ../server.git ../other
      """)
    let message = try await clone.run("git log -1 --format=%B").text
    let named = String(
      try #require(message.firstMatch(of: /This reverts commit ([0-9a-f]{40})[.]/)).1)
    #expect(try await clone.run("git cat-file -e \(named)").status == 0)
    #expect(try await clone.run("! git merge-base --is-ancestor \(named) HEAD").status == 0)
    try await clone.shell(
      """
      cd ../other && ! git cat-file -e \(named) && policy audit --branch story-3
      git switch -q story-3 && policy install && git commit -q --amend --no-edit --reset-author
      git push -q --force origin story-3
      """)
    // What a commit takes back that never came to the branch was made to be named.
    try await clone.shell(
      """
      git fetch -q && echo evil >c && git add c
      evil=$(git commit-tree -p HEAD -m evil $(git write-tree))
      back=$(git commit-tree -p $evil -m back 'HEAD^{tree}')
      git commit -q -m Whatever -m "This reverts commit $back."
      """)
    let answer = try await clone.run("git push -q --force origin story-3")
    #expect(answer.said.contains("error[commit-message]"), "\(answer.errors)")
  }

  @Test("A hook that is not told of the message stops the commit")
  func untold() async throws {
    let clone = try await Self.clone()
    for argument in ["", "nowhere"] {
      let answer = try await clone.run("policy hook commit-msg \(argument)")
      #expect(answer.status == 2)
      #expect(answer.said.contains("git names no file that holds the message"))
    }
  }
}
