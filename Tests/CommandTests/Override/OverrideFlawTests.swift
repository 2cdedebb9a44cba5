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
  private func spoil(_ shop: OverrideShop) async throws {
    try await shop.shell(
      """
      blob=$(echo '{"version": 1}' | git hash-object -w --stdin)
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
