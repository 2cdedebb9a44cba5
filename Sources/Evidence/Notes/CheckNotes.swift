public import GitModel
public import GitStore

/// The records in the notes of a repository: those of its own ref, and those that were fetched.
///
/// A record stands on the commit that was tested, where `git log --notes=policy/checks` shows it, and
/// on the commit's tree, where it is found when a rebase or a squash has made another commit of it.
public final class CheckNotes {
  /// The ref that is written, and pushed.
  public static let ref = "refs/notes/policy/checks"
  /// What `git notes --ref` calls it.
  public static let shortRef = "policy/checks"
  /// The most bytes that the note on one object may have: 1 MiB, some thousand records.
  public static let longestNote = 1 << 20

  let repository: Repository
  /// How often a ref that others move is tried again; with the waits between, half a minute.
  let tries: Int
  private var tips: [(ref: RefName, commit: ObjectID)]?

  /// The notes of a repository.
  public convenience init(_ repository: Repository) { self.init(repository, tries: 200) }

  init(_ repository: Repository, tries: Int) { (self.repository, self.tries) = (repository, tries) }

  /// Where a remote's notes are fetched to.
  public static func ref(ofRemote remote: String) -> String {
    "refs/policy/remotes/\(remote)/notes/checks"
  }

  /// The remote whose notes are fetched to a ref; `nil` of any other ref.
  static func remote(of ref: RefName) -> String? {
    let (start, end) = ("refs/policy/remotes/", "/notes/checks")
    guard ref.hasPrefix(start), ref.text.hasSuffix(end) else { return nil }
    return String(ref.text.dropFirst(start.count).dropLast(end.count))
  }

  /// What brings a remote's notes to where they are merged from, and never over the own ones.
  public static func fetchRefspec(ofRemote remote: String) -> String {
    "+refs/notes/policy/*:refs/policy/remotes/\(remote)/notes/*"
  }

  /// The lines on a commit and on its tree, where that is known, each once, in the order of the notes.
  public func lines(on commit: ObjectID, tree: ObjectID?) throws(GitError) -> [CheckLine] {
    var lines: [CheckLine] = []
    var seen: Set<[UInt8]> = []
    for (ref, tip) in try sources() {
      for object in [commit, tree].compactMap({ $0 }) {
        let notes = try repository.notes(
          on: object, in: tip, limit: Self.longestNote, help: Self.removal(of: object, in: ref))
        for (number, line) in notes.flatMap({ Self.lines(of: $0) }).enumerated()
        where seen.insert(line).inserted {
          lines.append(CheckLine(line, ref: ref, object: object, number: number + 1))
        }
      }
    }
    return lines
  }

  /// Every line of every note, each once.
  public func all() throws(GitError) -> [CheckLine] {
    var lines: [CheckLine] = []
    var seen: Set<[UInt8]> = []
    for (ref, tip) in try sources() {
      for note in try repository.notes(in: tip) {
        let content = try repository.content(
          ofNote: note.blob, on: note.object, limit: Self.longestNote,
          help: Self.removal(of: note.object, in: ref))
        for (number, line) in Self.lines(of: content).enumerated()
        where seen.insert(line).inserted {
          lines.append(CheckLine(line, ref: ref, object: note.object, number: number + 1))
        }
      }
    }
    return lines
  }

  /// The refs that hold notes, and where they stand; read once, so that a whole judgement rests on the
  /// same notes. Throws where there is none and a remote may have some.
  private func sources() throws(GitError) -> [(ref: RefName, commit: ObjectID)] {
    if let tips { return tips }
    var found: [(ref: RefName, commit: ObjectID)] = []
    for ref in try repository.refs() where Self.holdsNotes(ref.name) {
      guard let commit = ref.commit else {
        throw ref.problem
          ?? GitError(.corrupt, "read notes", "'\(ref.name)' does not lead to a commit")
      }
      found.append((ref.name, commit))
    }
    if found.isEmpty, let remote = try unfetched() {
      throw GitError(
        .missingRef, "read notes", "no notes are here, and '\(remote)' may have some",
        help:
          "fetch them: policy check fetch \(remote); in every fetch: policy check setup \(remote)"
      )
    }
    tips = found
    return found
  }

  private static func holdsNotes(_ ref: RefName) -> Bool {
    ref.text == Self.ref || remote(of: ref) != nil
  }

  /// A remote whose notes no fetch brings along; `nil` where each fetch would have brought them.
  private func unfetched() throws(GitError) -> String? {
    for remote in repository.remotes() {
      let brings = try repository.fetchesAll(of: Self.ref, from: remote)
      if !brings { return remote }
    }
    return nil
  }

  /// What takes the whole note on an object away.
  static func removal(of object: ObjectID, in ref: RefName?) -> String {
    cure("take the note away", "remove \(object)", in: ref)
  }

  /// What changes a note: git changes none outside of `refs/notes/` (git-notes(1)), and those of a remote
  /// come back with every fetch.
  static func cure(_ what: String, _ change: String, in ref: RefName?) -> String {
    let command = "git notes --ref=\(shortRef) \(change)"
    guard let remote = ref.flatMap({ remote(of: $0) }) else { return "\(what): \(command)" }
    return "\(what), here and there: policy check fetch \(remote); \(command); "
      + "policy check push \(remote)"
  }

  static func lines(of note: [UInt8]) -> [[UInt8]] {
    note.split(separator: UInt8(ascii: "\n")).map { line in
      // An editor on another system may have been at it.
      Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }.filter { line in !line.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
  }
}

/// One line of a note, whatever it is.
public struct CheckLine: Sendable, Equatable {
  /// The bytes of the line.
  public let bytes: [UInt8]
  /// The notes ref that it comes from.
  public let ref: RefName
  /// The object whose note it stands in.
  public let object: ObjectID
  /// Its number in the note, from 1 on.
  public let number: Int
  /// The record that it is, or why it is none.
  public let record: Result<CheckRecord, RecordError>

  init(_ bytes: [UInt8], ref: RefName, object: ObjectID, number: Int) {
    (self.bytes, self.ref, self.object, self.number) = (bytes, ref, object, number)
    do throws(RecordError) {
      record = .success(try CheckRecord(line: bytes))
    } catch {
      record = .failure(error)
    }
  }

  /// The record. Throws where the line is none: it may have been the failure that counts.
  public func read() throws(GitError) -> CheckRecord {
    do throws(RecordError) {
      return try record.get()
    } catch {
      throw GitError(
        .noEvidence, "read note",
        "line \(number) of the note on \(object) is no record: \(error.message)",
        help: CheckNotes.cure("look at it and take it out", "edit \(object)", in: ref))
    }
  }
}
