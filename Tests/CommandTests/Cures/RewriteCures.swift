/// What is refused at a push or found by an audit, and mended by rewriting a branch that is not the one
/// that is checked out.
enum RewriteCures {
  static let cases = elsewhere + restored

  private static let long = "'A subject that is far too long'"
  /// Another branch is checked out than the one that is pushed, and stays as it is.
  private static let away = "git switch -q story-1; git rev-parse HEAD >../before"
  private static let back = "test $(git rev-parse story-1) = $(cat ../before)"
  private static let unhooked = "git -c core.hooksPath=/dev/null"

  private static let elsewhere: [CommitCureTests.Cure] = [
    .init(
      testDescription: "a message at the tip of a branch that is not checked out",
      policy: "commits: {subject_max: 20}\n",
      prepare: """
        \(CommitCureTests.story); echo x >x; git add x; git commit -q --no-verify -m \(long); \(away)
        """,
      refused: "git push -q origin story-2",
      commands: ["git switch story-2 && git commit --amend --allow-empty"],
      editor: "sed -i '1s/.*/Sell/'", proof: "git push -q origin story-2; \(back)"),
    .init(
      testDescription: "a message behind the tip of a branch that is not checked out, of no change",
      policy: "commits: {subject_max: 20}\n",
      prepare: """
        \(CommitCureTests.story); git commit -q --allow-empty --no-verify -m \(long)
        git commit -q --allow-empty -m More; \(away)
        """,
      refused: "git push -q origin story-2:story-3",
      commands: ["git rebase --interactive ", "git commit --amend --allow-empty && "],
      editor: "sed -i '1s/.*/Sell/'", sequence: "sed -i '1s/^pick/edit/'",
      proof: """
        git push -q origin story-2; test "$(git log --format=%s develop..story-2 | xargs)" = 'More Sell'
        \(back)
        """),
    .init(
      testDescription: "a message behind a merge", policy: "commits: {subject_max: 20}\n",
      prepare: """
        \(CommitCureTests.story); echo x >x; git add x; git commit -q --no-verify -m \(long)
        git switch -q -c bugfix/1; echo y >y; git add y; git commit -q -m Side
        git switch -q story-2; \(unhooked) merge -q --no-ff -m Join bugfix/1; \(away)
        """,
      refused: "git push -q origin story-2",
      commands: [
        "git rebase --interactive --rebase-merges ", "git commit --amend --allow-empty && ",
      ],
      editor: "sed -i '1s/.*/Sell/'", sequence: "sed -i '/far too long/s/^pick/edit/'",
      proof: """
        git push -q origin story-2; test $(git rev-list --merges --count develop..story-2) = 1; \(back)
        """),
    .init(
      testDescription: "a file on a branch that is not checked out", policy: CommitCureTests.keys,
      prepare: """
        \(CommitCureTests.story); echo x >x.pem; git add .; git commit -q --no-verify -m Key; rm -f x.pem; \(away)
        """,
      refused: "git push -q origin story-2",
      commands: ["git rebase --interactive ", "git rm --cached -- ':(top,literal)x.pem' && "],
      sequence: "sed -i '1s/^pick/edit/'", proof: "git push -q origin story-2; \(back)"),
    .init(
      testDescription: "an executable on a branch that is not checked out",
      policy: "files: {executables: []}\n",
      prepare: """
        \(CommitCureTests.story); echo x >"d'a x"; chmod +x "d'a x"; git add .
        git commit -q --no-verify -m Bit; echo y >"d'a x"; git commit -q --no-verify -a -m More; \(away)
        """,
      refused: "git push -q origin story-2",
      commands: ["git rebase --interactive ", "git -C \"$(git rev-parse --show-toplevel)\" "],
      sequence: "sed -i '1s/^pick/edit/'",
      proof: """
        git push -q origin story-2; test "$(git show "story-2:d'a x")" = y; \(back)
        git ls-tree story-2 "d'a x" | grep -q ^100644
        """),
    .init(
      testDescription: "a file that is changed, then renamed", policy: CommitCureTests.keys,
      prepare: """
        \(CommitCureTests.story); echo x >"d'a x.pem"; echo y >y; git add .
        git commit -q --no-verify -m Key; echo z >>"d'a x.pem"; git commit -q --no-verify -a -m More
        git mv "d'a x.pem" x; git commit -q -m Rename; \(away)
        """,
      refused: "git push -q origin story-2",
      commands: [
        "git switch story-2 && FILTER_BRANCH_SQUELCH_WARNING=1 git -C \"$(git rev-parse "
          + "--show-toplevel)\" filter-branch --force --index-filter 'git --literal-pathspecs rm "
      ],
      proof: """
        git push -q origin story-2; test "$(git show story-2:x | xargs)" = 'x z'; git show story-2:y
        test "$(git log --format=%s develop..story-2 | xargs)" = 'Rename More Key'
        git diff --quiet story-2; git switch -q story-1; \(back)
        """),
    .init(
      testDescription: "a file that is taken out again below a merge", policy: CommitCureTests.keys,
      prepare: """
        \(CommitCureTests.story); echo x >x.pem; git add .; git commit -q --no-verify -m Key
        git rm -q x.pem; git commit -q -m Less
        git switch -q -c bugfix/1 develop; echo y >y; git add y; git commit -q -m Side
        git switch -q story-2; \(unhooked) merge -q --no-ff -m Join bugfix/1; \(away)
        """,
      refused: "git push -q origin story-2",
      commands: ["git rebase --interactive --empty=keep ", "git rm -- ':(top,literal)x.pem' && "],
      sequence: "sed -i '/Key$/s/^pick/edit/'", proof: "git push -q origin story-2; \(back)"),
    .init(
      testDescription: "commits without signatures, one of no change, and a merge",
      policy: "commits: {signed: true}\n",
      prepare: """
        ssh-keygen -q -t ed25519 -N '' -C me -f ../key; echo "* $(cat ../key.pub)" >../signers
        git config gpg.format ssh; git config user.signingkey $(cd ..; pwd)/key.pub
        git config gpg.ssh.allowedSignersFile $(cd ..; pwd)/signers
        \(CommitCureTests.story); echo x >x; git add x; git commit -q -m Sell
        git commit -q --allow-empty -m More
        git switch -q -c bugfix/1; echo y >y; git add y; git commit -q -m Side
        git switch -q story-2; \(unhooked) merge -q --no-ff -m Join bugfix/1; \(away)
        """,
      refused: "git push -q origin story-2", commands: ["git rebase --force-rebase "],
      proof: """
        git push -q origin story-2; test $(git rev-list --merges --count develop..story-2) = 1; \(back)
        """),
    .init(
      testDescription: "too many commits, in a new clone", policy: "commits: {max_count: 1}\n",
      prepare: """
        git clone -q ../server.git ../fresh; cd ../fresh; policy install
        git switch -q -c story-2 --no-track origin/develop
        for x in x y; do echo $x >$x; git add $x; git commit -q -m $x; done; git switch -q main
        """,
      folder: "../fresh", refused: "git push -q origin story-2",
      commands: ["git fetch origin && git rebase --interactive "],
      sequence: "sed -i '2s/^pick/fixup/'", proof: "git push -q origin story-2"),
    .init(
      testDescription: "too many commits of a story that was put onto what landed",
      policy: "commits: {max_count: 1}\n",
      prepare: """
        \(CommitCureTests.story); git commit -q --allow-empty -m W; git push -q origin story-2
        git switch -q develop; for x in p q; do git commit -q --allow-empty -m $x; done
        git push -q --no-verify origin develop; git switch -q story-2; git reset -q --hard develop
        for x in x y; do echo $x >$x; git add $x; git commit -q -m $x; done
        """,
      refused: "git push -q --force origin story-2", commands: ["git rebase --interactive "],
      sequence: "sed -i '2s/^pick/fixup/'",
      proof: "test $(git rev-list --count develop..) = 1; git push -q --force origin story-2"),
    .init(
      testDescription: "a commit that the policy restricts", policy: "",
      prepare: """
        \(CommitCureTests.story); for x in x y; do echo $x >$x; git add $x; git commit -q -m $x; done
        id=$(git rev-parse HEAD^); git switch -q main
        echo "commits: {restricted: [$id]}" >>.policy.yml; \(unhooked) commit -q -a -m Policy
        \(unhooked) push -q origin main; \(away)
        """,
      refused: "git push -q origin story-2", commands: ["git rebase --interactive "],
      sequence: "sed -i '1s/^pick/drop/'",
      proof: """
        git push -q origin story-2; test "$(git log --format=%s develop..story-2)" = y; \(back)
        """),
    .init(
      testDescription: "a message on a published branch that an audit finds",
      policy: "commits: {subject_max: 20}\n",
      prepare: """
        \(CommitCureTests.story); echo x >x; git add x; git commit -q --no-verify -m \(long)
        git push -q --no-verify origin story-2; git switch -q main; git branch -q -D story-2
        """,
      refused: "policy audit --branch story-2 >&2",
      commands: ["git switch story-2 && git pull ", "git commit --amend --allow-empty"],
      editor: "sed -i '1s/.*/Sell/'", sequence: "sed -i '1s/^pick/edit/'",
      proof: "git fetch -q; test \"$(git log -1 --format=%s origin/story-2)\" = Sell"),
  ]

  /// What stands on develop, and what a story makes of it.
  private static func changing(_ before: String, _ change: String) -> String {
    """
    git switch -q develop; \(before); git add .; \(unhooked) commit -q -m Before
    \(unhooked) push -q origin develop; \(CommitCureTests.story); \(change); git add .
    git commit -q --no-verify -m Change; \(away)
    """
  }

  private static let restored: [CommitCureTests.Cure] = [
    .init(
      testDescription: "a file that was smaller before", policy: "files: {max_size: 1KB}\n",
      prepare: changing("echo x >'d ata.csv'", "head -c 2000 /dev/zero >'d ata.csv'"),
      refused: "git push -q origin story-2",
      commands: [
        "git rebase --interactive ",
        "git restore --source=HEAD^ --staged --worktree -- ':(top,literal)d ata.csv' && ",
      ],
      sequence: "sed -i '1s/^pick/edit/'",
      proof: "git push -q origin story-2; test \"$(git show 'story-2:d ata.csv')\" = x; \(back)"),
    .init(
      testDescription: "a file that nobody may change",
      policy: "files: {restricted_paths: [{paths: [LICENSE]}]}\n",
      prepare: changing("echo x >LICENSE", "echo y >LICENSE"),
      refused: "git push -q origin story-2",
      commands: ["git rebase --interactive ", "git restore --source=HEAD^ "],
      sequence: "sed -i '1s/^pick/edit/'",
      proof: "git push -q origin story-2; test \"$(git show story-2:LICENSE)\" = x; \(back)"),
    .init(
      testDescription: "a file that nobody may take away",
      policy: "files: {restricted_paths: [{paths: [LICENSE]}]}\n",
      prepare: changing("echo x >LICENSE", "rm LICENSE"),
      refused: "git push -q origin story-2",
      commands: ["git rebase --interactive ", "git restore --source=HEAD^ "],
      sequence: "sed -i '1s/^pick/edit/'",
      proof: "git push -q origin story-2; test \"$(git show story-2:LICENSE)\" = x; \(back)"),
    .init(
      testDescription: "a file that was smaller before, which an audit finds",
      policy: "files: {max_size: 1KB}\n",
      prepare: changing("echo x >data.csv", "head -c 2000 /dev/zero >data.csv"),
      refused: "policy audit --branch story-2 >&2",
      commands: ["git switch story-2 && git restore --source="],
      editor: "sed -i '1s/.*/Smaller/'",
      proof: "test \"$(git show story-2:data.csv)\" = x; \(back)"),
    .init(
      testDescription: "owners that nobody named, from a folder",
      policy: "files: {code_owners: true}\n", prepare: "mkdir sub",
      folder: "sub", refused: "policy audit --branch develop >&2",
      commands: ["cd \"$(git rev-parse"],
      proof: "test -e ../.github/CODEOWNERS; git ls-files --error-unmatch ../.github/CODEOWNERS"),
  ]
}
