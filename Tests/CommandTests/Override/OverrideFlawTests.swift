import TestSupport
import Testing

/// A ledger in which an entry is wrong: nobody takes it out again, and what is open is to be ended.
@Suite struct OverrideFlawTests {
  private func began() async throws -> OverrideShop {
    let shop = try await OverrideShop()
    _ = try shop.approve(try await shop.policy(shop.begin("enforce-admins", apply: false)))
    let begun = try await shop.policy(shop.begin("enforce-admins"))
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
