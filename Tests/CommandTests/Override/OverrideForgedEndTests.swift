import TestSupport
import Testing

/// Ends of an override that somebody has written into the ledger by hand, while it lasts.
@Suite struct OverrideForgedEndTests {
  private func began() async throws -> OverrideShop {
    let shop = try await OverrideShop()
    _ = try shop.approve(try await shop.policy(shop.begin("enforce-admins", apply: false)))
    let begun = try await shop.policy(shop.begin("enforce-admins"))
    try #require(begun.status == 0, "\(begun.text)\(begun.errors)")
    return shop
  }

  @Test(
    "An end that somebody has made by hand ends nothing, where the ledger itself knows better",
    arguments: ["abandoned", "restored"])
  func forgedEnd(_ event: String) async throws {
    let shop = try await began()
    let made = try await shop.shell(
      """
      entry() { git log --reverse --format=%H --grep="$1" refs/policy/ledger | sed 1q; }
      first=$(entry Begin)
      git show $first:entry.json | sed 's/.*"nonce": "\\([0-9a-z]*\\)".*/\\1/'
      git log -1 --format=%s $first | sed 's/Begin override \\([0-9a-f]*\\) .*/\\1/'
      git show $(entry 'Read lease'):entry.json | sed 's/.*"state": \\(.*\\)}$/\\1/'
      git rev-parse refs/policy/ledger
      git rev-list --count refs/policy/ledger
      """)
    let (nonce, id, lifted, tip) = (made.lines[0], made.lines[1], made.lines[2], made.lines[3])
    let number = try #require(Int(made.lines[4])) + 1
    let body =
      event == "abandoned" ? "\"nonce\": \"\(nonce)\"" : "\"state\": \(lifted), \"lost\": []"
    try shop.folder.write(
      """
      {"version": 1, "sequence": \(number), "at": "2026-01-06T12:00:00Z", "author": "mallory", \
      "previous": ["\(tip)"], "event": "\(event)", "lease": "\(id)", \(body)}

      """.utf8, to: "work/entry.json")
    try await shop.shell(
      """
      tree=$(printf '100644 blob %s\\tentry.json\\n' $(git hash-object -w entry.json) | git mktree)
      export GIT_COMMITTER_DATE='1767700800 +0000'
      git push -q origin $(git commit-tree -p \(tip) -m End $tree):refs/policy/ledger
      """)
    let verified = try await shop.policy(["override", "verify"])
    let words = event == "abandoned" ? "and calls were made" : "that what it changed still is: "
    #expect(verified.status == 1 && verified.text.contains(words), "\(verified.text)")
    let audit = try await shop.policy(["audit"], at: OverrideShop.now + 7_201)
    #expect(audit.status == 1, "\(audit.text)\(audit.errors)")
    #expect(audit.text.contains("is still under override \(id)"), "\(audit.text)")
    let restored = try await shop.policy(["override", "restore", "--apply"])
    #expect(restored.status == 0, "\(restored.text)\(restored.errors)")
    #expect(shop.rule() == OverrideShop.rule)
    let again = try await shop.policy(["override", "restore", "--apply"])
    #expect(again.status == 0 && again.text == "no override is open\n", "\(again.errors)")
  }

  @Test("An end that only GitHub knows to be none is told, and the override is ended by name")
  func falseEnd() async throws {
    let shop = try await began()
    let made = try await shop.shell(
      """
      first=$(git rev-list refs/policy/ledger | tail -n 1)
      git log -1 --format=%s $first | sed 's/Begin override \\([0-9a-f]*\\) .*/\\1/'
      git show $first:entry.json | sed 's/.*"snapshot": \\(.*\\), "target": .*/\\1/'
      git rev-parse refs/policy/ledger
      git rev-list --count refs/policy/ledger
      """)
    let (id, stood, tip) = (made.lines[0], made.lines[1], made.lines[2])
    try shop.folder.write(
      """
      {"version": 1, "sequence": \((Int(made.lines[3]) ?? 0) + 1), "at": "2026-01-06T12:00:00Z", \
      "author": "mallory", "previous": ["\(tip)"], "event": "restored", "lease": "\(id)", \
      "state": \(stood)}

      """.utf8, to: "work/entry.json")
    try await shop.shell(
      """
      tree=$(printf '100644 blob %s\\tentry.json\\n' $(git hash-object -w entry.json) | git mktree)
      export GIT_COMMITTER_DATE='1767700800 +0000'
      git push -q origin $(git commit-tree -p \(tip) -m End $tree):refs/policy/ledger
      """)
    let lifted = shop.rule()
    let later = OverrideShop.now + 7_201
    #expect(try await shop.policy(["override", "verify"], at: later).status == 0)
    let words =
      "override \(id) of main is closed in the ledger, and GitHub still has what it lifted: "
      + "classic.enforce_admins.enabled"
    let restore = ["override", "restore", "--apply"]
    for command in [restore, restore + ["--overdue"], ["override", "log", "--github"]] {
      let told = try await shop.policy(command, at: later)
      #expect(told.status == 1, "\(command): \(told.text)\(told.errors)")
      #expect((told.text + told.errors).contains(words), "\(command): \(told.text)\(told.errors)")
      #expect(shop.rule() == lifted)
    }
    let json = try await shop.policy(
      ["override", "log", "--github", "--format", "json"], at: later)
    let schema = try SourceTree.text(of: "schemas/override-1.json")
    #expect(try await Documents.errors(in: [json.text], schema: schema) == [])
    #expect(json.text.contains(#""kind": "lifted", "branch": "main""#), "\(json.text)")
    // The cure, as it is told.
    let told = try await shop.policy(restore, at: later)
    let cure = try #require(told.errors.firstRange(of: "where that is right: policy "))
    let command = told.errors[cure.upperBound...].prefix { $0 != "\n" }
    let ended = try await shop.policy(command.split(separator: " ").map(String.init), at: later)
    #expect(ended.status == 0, "\(ended.text)\(ended.errors)")
    #expect(shop.rule() == OverrideShop.rule)
    for command in [restore, restore + ["--overdue"], ["override", "verify"]] {
      let green = try await shop.policy(command, at: later)
      #expect(green.status == 0, "\(command): \(green.text)\(green.errors)")
    }
  }
}
