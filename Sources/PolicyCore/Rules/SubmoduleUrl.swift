internal import GitModel

/// Lets submodules come from places that the policy knows.
public struct SubmoduleUrl: Rule, ContentRule {
  private static let policy = "files: {submodule_urls: ['https://example.com/acme/*', '../*']}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "submodule-url",
    summary: "No commit brings a submodule from an address outside 'submodule_urls'.",
    rationale: """
      A submodule is code that nobody reviewed here, and its address can lead anywhere: to a fork, to \
      a host that goes away, or, with 'ext::', to a command. Each '.gitmodules' that a commit brings is \
      read as Git reads it, by any name that Windows or macOS take for it, too.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    examples: Example.blockedEverywhere(
      "a submodule from elsewhere", policy: policy,
      "with .gitmodules \"[submodule \\\"x\\\"]\\n path = x\\n url = git://evil.example/x\\n\" "
        + "embeds x",
      because: "leads to 'git://evil.example/x', which is no address that the policy knows") + [
        .blocked(
          "a list by a name that macOS and Windows take for it", policy: policy,
          "A; S after A with .gitModules \"[submodule \\\"x\\\"]\\n url = ext::x\\n\"; "
            + "develop at A; push story-1: nothing -> S",
          because: "S: leads to 'ext::x', which is no address that the policy knows"),
        .blocked(
          "a list that Git does not read", policy: policy,
          "A; S after A with .gitmodules \"[submodule\\n\"; develop at A; "
            + "push story-1: nothing -> S", because: "S: cannot be read as a list of submodules"),
        .allowed(
          "a submodule from a place that the policy knows", policy: policy,
          "A; S after A with .gitmodules \"[submodule \\\"x\\\"]\\n url = ../x.git # ours\\n\"; "
            + "develop at A; push story-1: nothing -> S"),
      ])

  /// Makes the rule.
  public init() {}

  static func question(
    _ update: RefUpdate, in scene: Scene
  ) throws(GitError) -> ContentQuestion? {
    guard let known = scene.policy.files.submoduleURLs else { return nil }
    let history = scene.history
    return .entries { brought throws(GitError) in
      let path = brought.entry.path
      // What is no list here is one where it is checked out on Windows or macOS.
      guard brought.entry.mode.isFile, !path.contains(UInt8(ascii: "/")),
        GitName.submodules.isMeant(by: path)
      else { return nil }
      let list = SubmoduleList(
        try history.blobBytes(brought.entry.id, limit: SubmoduleList.mostBytes))
      if let line = list.flaw {
        return brought.flaw("cannot be read as a list of submodules", line: line)
      }
      let stranger = list.addresses.first { address in !known.contains { $0.matches(address.url) } }
      return stranger.map { address in
        let url = String(decoding: address.url, as: UTF8.self)
        return brought.flaw(
          "leads to '\(url)', which is no address that the policy knows", line: address.line)
      }
    }
  }
}
