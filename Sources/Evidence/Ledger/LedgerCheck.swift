internal import GitModel
internal import GitStore
internal import PolicyCore

/// Holds each entry against those before it: nothing was rewritten, left out or dated otherwise.
struct LedgerCheck {
  private let repository: Repository
  private let signatures: Signatures
  private let now: Int64
  private var checked: [ObjectID: LedgerEntry] = [:]
  private(set) var flaws: [LeaseBook.Flaw] = []

  /// How far two clocks may be apart, in seconds.
  private static let clockError: Int64 = 300

  init(_ repository: Repository, by signatures: Signatures, now: Int64) {
    (self.repository, self.signatures, self.now) = (repository, signatures, now)
  }

  /// What mends an entry that is wrong: nobody takes it out by himself.
  static func help(_ entry: ObjectID) -> String {
    "look at it: git show \(entry); what it says counts until its author has explained it"
  }

  /// The entry that a commit is; `nil` where it is none. Throws where a newer version made it.
  mutating func entry(_ commit: Commit) throws(GitError) -> LedgerEntry? {
    guard try repository.files(in: [], of: commit.id) == [Array(LedgerEntry.file.utf8)],
      let text = try repository.file(
        Array(LedgerEntry.file.utf8), in: commit.id, limit: LedgerEntry.longest)
    else {
      complain("is no entry: it holds something other than the file \(LedgerEntry.file)", commit.id)
      return nil
    }
    let content: LedgerEntry.Content
    do throws(LedgerEntry.Content.Fault) {
      content = try LedgerEntry.Content(text: text)
    } catch {
      switch error {
      case .malformed(let why):
        complain("is no entry: \(why)", commit.id)
        return nil
      case .newer:
        throw GitError(
          .failed, "read ledger", "entry \(commit.id) was made by a newer policy",
          help: "install the newest policy, and run it again")
      }
    }
    if content.previous != commit.parents {
      complain("follows other entries than it says: it was rewritten", commit.id)
    }
    if commit.committer.seconds != content.at {
      complain("was committed at another time than it says", commit.id)
    }
    return LedgerEntry(
      id: commit.id, parents: commit.parents, sequence: content.sequence, at: content.at,
      author: content.author, event: content.event,
      signature: try signatures.signer(ofCommit: commit.id, in: repository))
  }

  /// Holds an entry against its parents, which are checked before it.
  mutating func check(_ entry: LedgerEntry) {
    defer { checked[entry.id] = entry }
    let parents = entry.parents.compactMap { checked[$0] }
    if entry.sequence != (parents.map(\.sequence).max() ?? 0) + 1 {
      complain("is number \(entry.sequence), and not the next one", entry.id)
    }
    if (entry.event == .merge) != (entry.parents.count > 1) {
      complain("joins ledgers where it should not, or the other way round", entry.id)
    }
    if let latest = parents.map(\.at).max(), entry.at < latest - Self.clockError {
      complain("is older than what it follows", entry.id)
    }
    if entry.at > now + Self.clockError { complain("lies in the future", entry.id) }
    if case .invalid(let why)? = entry.signature {
      complain("has a wrong signature: \(why)", entry.id)
    }
  }

  private mutating func complain(_ message: String, _ entry: ObjectID) {
    flaws.append(LeaseBook.Flaw(message, at: entry, help: Self.help(entry)))
  }
}
