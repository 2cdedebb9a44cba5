package import GitModel
internal import GitStore
internal import PolicyCore

/// Holds each entry against those before it: nothing was rewritten, left out or dated otherwise.
package struct LedgerCheck {
  private let repository: Repository
  private let signatures: Signatures
  private let now: Int64
  /// Where the entries stand that are checked.
  private(set) var places: [ObjectID: LedgerPlace] = [:]
  private(set) var flaws: [LeaseBook.Flaw] = []
  /// What cannot be told of entries.
  private(set) var doubts: [LeaseBook.Flaw] = []

  init(_ repository: Repository, by signatures: Signatures, now: Int64) {
    (self.repository, self.signatures, self.now) = (repository, signatures, now)
  }

  /// What mends an entry that is wrong: nobody takes it out by himself, and the policy's review is
  /// everybody's.
  package static func help(_ entry: ObjectID) -> String {
    "look at it: git show \(entry); where it is to count for nothing, let the policy say so: "
      + "override: {known_flaws: [\(entry)]}"
  }

  /// The entry that a commit is; `nil` where it is none, and where nobody can tell what it says: whoever
  /// may push one must not keep what is open from being ended.
  mutating func entry(_ commit: Commit) throws(GitError) -> LedgerEntry? {
    let text: [UInt8]
    do throws(GitError) {
      guard let file = try file(of: commit.id) else {
        complain(
          "is no entry: it holds something other than the file \(LedgerEntry.file)", commit.id)
        return nil
      }
      text = file
    } catch {
      guard error.cause == .failed else { throw error }
      pass(commit, "cannot be read: \(error.message)", help: Self.help(commit.id))
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
      case .newer(let version):
        pass(
          commit, "is of version \(version): a newer policy wrote it",
          help: "update policy, and run it again")
        return nil
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
      event: content.event, signature: try signer(of: commit.id))
  }

  private func file(of commit: ObjectID) throws(GitError) -> [UInt8]? {
    let name = Array(LedgerEntry.file.utf8)
    guard try repository.files(in: [], of: commit) == [name] else { return nil }
    return try repository.file(name, in: commit, limit: LedgerEntry.longest)
  }

  /// Who signed an entry; `nil` where nobody did, and where nobody can tell.
  private mutating func signer(of commit: ObjectID) throws(GitError) -> SignatureAnswer? {
    do throws(GitError) {
      return try signatures.signer(ofCommit: commit, in: repository)
    } catch {
      doubts.append(
        LeaseBook.Flaw(
          "has a signature that cannot be checked: \(error.message)", at: commit,
          help: error.help))
      return nil
    }
  }

  /// Leaves out an entry of which nobody can tell what it says, and keeps its place.
  private mutating func pass(_ commit: Commit, _ message: String, help: String) {
    doubts.append(LeaseBook.Flaw(message, at: commit.id, help: help))
    // What nobody has checked dates nothing.
    places[commit.id] = LedgerPlace(behind: commit.parents.compactMap { places[$0] }, at: 0)
  }

  /// Takes an entry for one that is known to be wrong. It dates nothing; its number stands, as others
  /// follow it.
  mutating func excuse(_ commit: Commit) {
    flaws.removeAll { $0.entry == commit.id }
    doubts.removeAll { $0.entry == commit.id }
    guard let sequence = places[commit.id]?.sequence else { return }
    let parents = commit.parents.compactMap { places[$0] }
    places[commit.id] = LedgerPlace(
      sequence: sequence, at: LedgerPlace(behind: parents, at: 0).at)
  }

  /// Holds an entry against its parents, which are checked before it.
  mutating func check(_ entry: LedgerEntry) {
    let parents = entry.parents.compactMap { places[$0] }
    defer { places[entry.id] = LedgerPlace(sequence: entry.sequence, at: entry.at) }
    if entry.sequence != LedgerPlace.next(behind: parents) {
      complain("is number \(entry.sequence), and not the next one", entry.id)
    }
    if (entry.event == .merge) != (entry.parents.count > 1) {
      complain("joins ledgers where it should not, or the other way round", entry.id)
    }
    if let latest = parents.map(\.at).max(), entry.at < latest - LedgerPlace.clockError {
      complain("is older than what it follows", entry.id)
    }
    if entry.at > now + LedgerPlace.clockError {
      flaws.append(
        LeaseBook.Flaw(
          "lies in the future: it says \(Timestamp.text(entry.at)), and the clock here says "
            + Timestamp.text(now),
          at: entry.id, help: LedgerPlace.cure(entry.id)))
    }
    if case .invalid(let why)? = entry.signature {
      complain("has a wrong signature: \(why)", entry.id)
    }
  }

  private mutating func complain(_ message: String, _ entry: ObjectID) {
    flaws.append(LeaseBook.Flaw(message, at: entry, help: Self.help(entry)))
  }
}
