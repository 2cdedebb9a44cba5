internal import ArgumentParser
internal import GitHub
internal import PolicyCore
internal import Reports

/// `policy github rename-check OLD NEW`: another name for a required check.
struct GitHubRenameCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename-check",
    abstract: "Plan another name for a required check, so that no pull request waits for ever.",
    discussion: """
      Nothing is changed. First both names must be reported; once every open pull request has the new \
      one, the calls are printed that swap what is required.
      Exit status: 0 ready, or nothing requires it, 1 not yet, 2 unknown, 69 GitHub or gh is missing.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup var subject: BranchOptions

  @Argument(help: "The name that is required now.")
  var old: String

  @Argument(help: "The name that it will have.")
  var new: String

  func validate() throws {
    guard old != new else { throw ValidationError("The two names are the same.") }
  }

  func run() throws {
    let planning = try ProtectionPlanning(source, branches: subject.branch, exact: false)
    let repository = planning.connection.repository
    var renamings: [CheckRenaming] = []
    do throws(GitHubFailure) {
      let reader = ProtectionReader(planning.connection.client, repository)
      for branch in planning.branches {
        let renaming = try CheckRenaming(old, to: new, on: branch, by: reader)
        if !renaming.places.isEmpty { renamings.append(renaming) }
      }
    } catch {
      throw Stop(error)
    }
    let unseen = planning.unseen.filter { requiresOld($0) }
    // What a lease has lifted is required again at its end, by the old name.
    let held = planning.leases.map {
      "\($0.branch): end \($0.purpose.rawValue) \($0.id) first: its end requires what stood before it"
    }
    let lines =
      planning.notes
      + words(of: renamings, planning.kinds, unseen, inDoubt: planning.isInDoubt, in: repository)
      + held
    let comments = lines.map { "# \(Escaped.text($0))\n" }.joined()
    let isReady = renamings.allSatisfy(\.isReady) && held.isEmpty
    let calls = isReady && !planning.isInDoubt ? renamings.flatMap(\.calls) : []
    try Stream.output.write(comments + calls.script(host: repository.host))
    // What is not looked at may require it; what an open override has lifted is required again.
    let isUnknown = !unseen.isEmpty || planning.isInDoubt
    let status = isReady ? (isUnknown ? ExitStatus.unknown : .kept) : .broken
    throw ExitCode(status.rawValue)
  }

  private func requiresOld(_ kind: Kind) -> Bool {
    kind.protection.requiredStatusChecks.contains { $0.context == old }
  }

  private func words(
    of renamings: [CheckRenaming], _ kinds: [Kind], _ unseen: [Kind], inDoubt isInDoubt: Bool,
    in repository: GitHubRepository
  ) -> [String] {
    let hidden = unseen.map {
      "kind '\($0.name)' of the policy requires '\(old)', and its branches are not looked at: "
        + "--branch NAME looks at one"
    }
    guard !renamings.isEmpty else {
      let wanting = kinds.filter(requiresOld).map {
        "the policy requires '\(old)' on '\($0.name)', and GitHub does not: policy github drift"
      }
      let nothing =
        unseen.isEmpty && !isInDoubt
        ? "nothing requires '\(old)'" : "nothing that was looked at requires '\(old)'"
      return [nothing] + wanting + hidden
    }
    var lines = hidden
    for renaming in renamings {
      lines.append(
        "\(renaming.branch): '\(old)' is required by \(renaming.places.joined(separator: ", "))")
      lines += renaming.obstacles.map { "  \($0)" }
      if renaming.isUnheardOf {
        lines.append(
          "  no pull request is open, and the last commit of '\(renaming.branch)' has no '\(new)': "
            + "open a pull request on which it is reported")
      }
      guard !renaming.waiting.isEmpty else { continue }
      let numbers = renaming.waiting.map { "#\($0)" }.joined(separator: ", ")
      let apps = renaming.pins.sorted().map { "app \($0)" }.joined(separator: " and ")
      lines.append(
        "  \(renaming.waiting.count) of \(renaming.open) open pull requests have no '\(new)'"
          + (apps.isEmpty ? "" : " by \(apps)") + ", and would wait for ever: \(numbers)")
    }
    let isReady = renamings.allSatisfy(\.isReady)
    if isReady, isInDoubt {
      return lines + [
        "no call is printed while an override may be open: mend that, and run this again"
      ]
    }
    return lines
      + advice(
        isReady: isReady, repository,
        waiting: Set(renamings.flatMap(\.waiting)).sorted())
  }

  /// `gh pr update-branch` is not in gh 2.23: docs.github.com/rest/pulls/pulls, "Update a pull request
  /// branch".
  private func advice(
    isReady: Bool, _ repository: GitHubRepository, waiting: [Int]
  ) -> [String] {
    let updates = waiting.map { number in
      "   gh api --hostname \(repository.host) --method PUT "
        + repository.path("pulls", String(number), "update-branch")
    }
    return isReady
      ? [
        "ready: swap the names with these calls, write '\(new)' into the policy, and, once nothing "
          + "requires '\(old)' any more, take the job '\(old)' away"
      ]
      : [
        "1. let the workflow report '\(new)' beside '\(old)': a second job with needs and if: always()",
        "2. let the pull requests run again" + (updates.isEmpty ? "" : ":"),
      ] + updates + [
        "3. run this again: it prints the calls once nobody would wait"
      ]
  }
}
