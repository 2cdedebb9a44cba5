import TestSupport
import Testing

/// A ledger in which an entry is wrong: nobody takes it out again, and what is open is to be ended.
@Suite struct OverrideFlawTests {
  private func began(_ relax: String = "enforce-admins") async throws -> OverrideShop {
    let shop = try await OverrideShop()
    _ = try shop.approve(try await shop.policy(shop.begin(relax, apply: false)))
    let begun = try await shop.policy(shop.begin(relax))
    try #require(begun.status == 0, "\(begun.text)\(begun.errors)")
    return shop
  }

  /// Pushes an entry that is none, as everybody may who may push to the ledger.
  private func spoil(_ shop: OverrideShop, with entry: String = #"{"version": 1}"#) async throws {
    try await shop.shell(
      """
      blob=$(echo '\(entry)' | git hash-object -w --stdin)
      tree=$(printf '100644 blob %s\\tentry.json\\n' $blob | git mktree)
      git push -q origin $(git commit-tree -p refs/policy/ledger -m Spoil $tree):refs/policy/ledger
      """)
  }

  private static let flaw = "the ledger cannot be relied on: entry "

  @Test("It keeps nobody from ending what is open, and from repairing; what is new is refused")
  func open() async throws {
    let shop = try await began()
    try await spoil(shop)
    let second = try await shop.policy(["freeze", "--reason", "broken", "--apply"])
    #expect(second.status == 1, "\(second.text)\(second.errors)")
    #expect(second.errors.contains("error: \(Self.flaw)"), "\(second.errors)")
    let restored = try await shop.policy(["override", "restore", "--apply"])
    #expect(restored.status == 0, "\(restored.text)\(restored.errors)")
    #expect(restored.errors.contains("note: \(Self.flaw)"), "\(restored.errors)")
    #expect(shop.rule() == OverrideShop.rule)
    let log = try await shop.policy(["override", "log", "--format", "json"])
    let id = try #require(log.text.split(separator: "\"id\": \"").last?.prefix(12))
    let repaired = try await shop.policy(
      ["override", "remediated", "--lease", String(id), "--note", "tests"])
    #expect(repaired.status == 0, "\(repaired.text)\(repaired.errors)")
    #expect(try await shop.policy(["override", "verify"]).status == 1)
    #expect(try await shop.policy(["override", "status"]).status == 1)
  }

  private static let newer = #"{"version": 2}"#
  private static let doubt = "is of version 2: a newer policy wrote it\n"

  @Test("An entry that a newer policy wrote keeps nobody from ending what is open, and is told")
  func newer() async throws {
    let shop = try await began()
    try await spoil(shop, with: Self.newer)
    for command in [
      ["freeze", "--branch", "develop", "--reason", "broken", "--apply"], ["override", "verify"],
      ["override", "status"], ["override", "log"], ["audit"],
    ] {
      let result = try await shop.policy(command)
      #expect(result.status == 2, "\(command): \(result.text)\(result.errors)")
      let told = result.text + result.errors
      #expect(told.contains(Self.doubt), "\(command): \(told)")
      #expect(told.contains("help: update policy, and run it again\n"), "\(command): \(told)")
    }
    let json = try await shop.policy(["override", "log", "--format", "json"])
    let schema = try SourceTree.text(of: "schemas/override-1.json")
    #expect(try await Documents.errors(in: [json.text], schema: schema) == [])
    #expect(json.text.contains(#""unknown": ["entry "#), "\(json.text)")
    let drift = try await shop.policy(["github", "drift"])
    #expect(
      drift.text.contains("whether an override is open cannot be told: entry "), "\(drift.text)")
    let restored = try await shop.policy(["override", "restore", "--apply"])
    #expect(restored.status == 0, "\(restored.text)\(restored.errors)")
    #expect(
      restored.errors.contains("note: the ledger cannot be read whole: entry "),
      "\(restored.errors)")
    #expect(shop.rule() == OverrideShop.rule)
    // What is open that nobody can read here is not "nothing".
    for command in [[], ["--overdue"], ["--lease", "abc"]] {
      let more = try await shop.policy(["override", "restore", "--apply"] + command)
      #expect(more.status == 2 && more.errors.contains(Self.doubt), "\(more.text)\(more.errors)")
    }
  }

  @Test("Nor does that keep the scheduled job from it")
  func newerOverdue() async throws {
    let shop = try await began()
    try await spoil(shop, with: Self.newer)
    let ended = try await shop.policy(
      ["override", "restore", "--overdue", "--apply"], at: OverrideShop.now + 7_201)
    #expect(ended.status == 0, "\(ended.text)\(ended.errors)")
    #expect(shop.rule() == OverrideShop.rule)
  }

  @Test("A thaw lifts nothing again of which a newer policy may have told that it is put back")
  func newerThaw() async throws {
    let shop = try await began()
    let frozen = try await shop.policy(["freeze", "--reason", "broken", "--apply"])
    #expect(frozen.status == 0, "\(frozen.text)\(frozen.errors)")
    try await spoil(shop, with: Self.newer)
    let thaw = ["thaw", "--apply"]
    let early = try await shop.policy(thaw)
    #expect(early.status == 2, "\(early.text)\(early.errors)")
    let cure = "the override first: policy "
    let help = try #require(early.errors.split(separator: "\n").last { $0.contains(cure) })
    let words = try #require(help.firstRange(of: cure).map { help[$0.upperBound...] })
    for command in [words.split(separator: " ").map(String.init), thaw] {
      let ended = try await shop.policy(command)
      #expect(ended.status == 0, "\(command): \(ended.text)\(ended.errors)")
    }
    #expect(shop.rule() == OverrideShop.rule)
  }

  @Test("Where the policy knows the entry, it counts for nothing, and the next one begins")
  func known() async throws {
    let shop = try await OverrideShop()
    let (freeze, thaw) = (["freeze", "--reason", "broken", "--apply"], ["thaw", "--apply"])
    for command in [freeze, thaw] { #expect(try await shop.policy(command).status == 0) }
    try await spoil(shop)
    let refused = try await shop.policy(freeze)
    #expect(refused.status == 1, "\(refused.text)\(refused.errors)")
    #expect(try await shop.policy(["audit"]).status == 1)
    let start = try #require(refused.errors.firstRange(of: "override: {known_flaws: ["))
    let cure = refused.errors[start.lowerBound...].prefix { $0 != "\n" }
    try shop.folder.write(
      "version: 1\nbranches: {main: {required_reviews: 0}}\n\(cure)\n".utf8, to: "work/.policy.yml")
    try await shop.shell("git commit -q -a -m Know && git push -q origin main && git fetch -q")
    for command in [["audit"], freeze, thaw, ["override", "status"], ["override", "verify"]] {
      let result = try await shop.policy(command)
      #expect(result.status == 0, "\(command): \(result.text)\(result.errors)")
    }
    let verified = try await shop.policy(["override", "verify"])
    #expect(verified.text.contains(" counts for nothing: the policy lists it"), "\(verified.text)")
  }

  @Test("Nor does it keep the scheduled job from ending what is overdue")
  func overdue() async throws {
    let shop = try await began()
    try await spoil(shop)
    let command = ["override", "restore", "--overdue", "--apply"]
    let early = try await shop.policy(command)
    #expect(early.status == 0 && early.text == "nothing is past its end\n", "\(early.errors)")
    #expect(early.errors.contains("note: \(Self.flaw)"), "\(early.errors)")
    let ended = try await shop.policy(command, at: OverrideShop.now + 7_201)
    #expect(ended.status == 0, "\(ended.text)\(ended.errors)")
    #expect(shop.rule() == OverrideShop.rule)
  }

  @Test("Nor does it keep from waiting for the end")
  func watched() async throws {
    let shop = try await began()
    try await spoil(shop)
    let ended = try await shop.policy(
      ["override", "restore", "--watch", "--apply"], at: OverrideShop.now + 7_199)
    #expect(ended.status == 0, "\(ended.text)\(ended.errors)")
    #expect(shop.rule() == OverrideShop.rule)
  }

  /// Pushes the beginning of an override as somebody has made it by hand: it is over by now, and says
  /// that less stood than does.
  private func forge(_ shop: OverrideShop, isSound: Bool) async throws {
    let first = try await shop.shell(
      "git show $(git rev-list refs/policy/ledger | tail -n 1):entry.json")
    let (tip, count) = (
      try await shop.shell("git rev-parse refs/policy/ledger").lines[0],
      try await shop.shell("git rev-list --count refs/policy/ledger").lines[0]
    )
    let snapshot = try #require(first.text.firstRange(of: "\"snapshot\": "))
    let target = try #require(first.text.firstRange(of: ", \"target\": "))
    let nonce = try #require(first.text.firstRange(of: ", \"nonce\""))
    let stood = String(first.text[snapshot.upperBound..<target.lowerBound])
    let lifted = String(first.text[target.upperBound..<nonce.lowerBound])
    var entry = first.text
    for (old, new) in [
      (lifted, isSound ? lifted : "STOOD"),
      (stood, stood.replacing("_review_count\": 2", with: "_review_count\": 1")), ("STOOD", stood),
      ("\"sequence\": 1,", "\"sequence\": \((Int(count) ?? 0) + 1),"),
      ("\"previous\": []", "\"previous\": [\"\(tip)\"]"), ("\"number\": 0", "\"number\": 1"),
      ("\"ends\": \"2026-01-06T14:00:00Z\"", "\"ends\": \"2026-01-06T12:00:00Z\""),
    ] {
      entry = entry.replacing(old, with: new)
    }
    try shop.folder.write(entry.utf8, to: "work/entry.json")
    try await shop.shell(
      """
      tree=$(printf '100644 blob %s\\tentry.json\\n' $(git hash-object -w entry.json) | git mktree)
      GIT_COMMITTER_DATE="$(git log --format=%cd --date=raw refs/policy/ledger | tail -n 1)"
      export GIT_COMMITTER_DATE
      git push -q origin $(git commit-tree -p \(tip) -m Begin $tree):refs/policy/ledger
      """)
  }

  @Test(
    "A beginning that somebody has made by hand takes no protection away", arguments: [false, true])
  func forged(isSound: Bool) async throws {
    let shop = try await began("review-count")
    #expect(try await shop.policy(["override", "restore", "--apply"]).status == 0)
    try await forge(shop, isSound: isSound)
    let later = OverrideShop.now + 60
    for command in [["--overdue"], [], ["--watch"]] {
      let ended = try await shop.policy(["override", "restore", "--apply"] + command, at: later)
      #expect(ended.status == 1, "\(command): \(ended.text)\(ended.errors)")
      let words = isSound ? "would weaken what stands: required_reviews from 2 to 1" : Self.flaw
      #expect(ended.errors.contains(words), "\(command): \(ended.errors)")
      #expect(shop.rule() == OverrideShop.rule)
    }
    let verified = try await shop.policy(["override", "verify"], at: later)
    #expect(verified.status == (isSound ? 0 : 1), "\(verified.text)")
  }

  @Test("Where entries were signed, one that is not and says what stood is told")
  func unsigned() async throws {
    let folder = try TemporaryFolder()
    let key = folder.path + "/bob"
    let made = try await Program.run(
      "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key], in: folder.path)
    try #require(made.status == 0)
    let text = String(decoding: try #require(folder.read("bob.pub")).dropLast(), as: UTF8.self)
    let shop = try await OverrideShop(
      policy: "override: {approvers: [{login: bob, key: '\(text)'}]}\n")
    let freeze = ["freeze", "--reason", "broken", "--apply"]
    try await shop.shell(
      "git config commit.gpgSign true; git config gpg.format ssh; git config user.signingKey \(key)"
    )
    #expect(try await shop.policy(freeze).status == 0)
    #expect(try await shop.policy(["thaw", "--apply"]).status == 0)
    let note = "is not signed by a key of the policy, and older ones are"
    #expect(try await !shop.policy(["override", "verify"]).text.contains(note))
    try await shop.shell("git config commit.gpgSign false")
    #expect(try await shop.policy(freeze).status == 0)
    let verified = try await shop.policy(["override", "verify"])
    #expect(verified.status == 0 && verified.text.contains(note), "\(verified.text)")
    // So is who ends something.
    let begun = verified.lines.count { $0.contains(note) }
    #expect(try await shop.policy(["thaw", "--apply"]).status == 0)
    let ended = try await shop.policy(["override", "verify"])
    #expect(ended.lines.count { $0.contains(note) } == begun + 1, "\(ended.text)")
  }

  @Test("What began with an entry that is wrong is not ended from what that says")
  func own() async throws {
    let shop = try await began()
    try await shop.shell(
      """
      first=$(git rev-list refs/policy/ledger | tail -n 1)
      blob=$(git show $first:entry.json | sed 's/"sequence": 1,/"sequence": 5,/' |
        git hash-object -w --stdin)
      tree=$(printf '100644 blob %s\\tentry.json\\n' $blob | git mktree)
      GIT_COMMITTER_DATE="$(git log -1 --format=%cd --date=raw $first)"
      export GIT_COMMITTER_DATE
      forged=$(git commit-tree -m Forged $tree)
      git push -q --force origin $forged:refs/policy/ledger
      git update-ref refs/policy/ledger $forged
      git update-ref refs/policy/remotes/origin/ledger $forged
      git update-ref refs/policy/seen/origin $forged
      """)
    let lifted = shop.rule()
    for command in [[], ["--overdue"], ["--watch"]] {
      let ended = try await shop.policy(
        ["override", "restore", "--apply"] + command, at: OverrideShop.now + 7_201)
      #expect(ended.status == 1, "\(ended.text)\(ended.errors)")
      #expect(ended.errors.contains("error: \(Self.flaw)"), "\(ended.errors)")
      #expect(ended.errors.contains("is number 5, and not the next one"), "\(ended.errors)")
      #expect(shop.rule() == lifted)
    }
  }
}
