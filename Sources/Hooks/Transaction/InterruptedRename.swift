internal import GitModel
internal import GitStore
internal import PolicyCore

/// A branch that Git has taken away already, when it asks whether the one may go whose name it gets:
/// `git branch -M story-1 develop`.
///
/// Where a hook says no, Git ends on the spot and does not put the branch back. By then its log waits
/// in a file of its own for the new name (git, refs/files-backend.c, files_copy_or_rename_ref), and
/// stays there until another branch is renamed.
enum InterruptedRename {
  private static let log = "logs/refs/.tmp-renamed-log"
  /// A log of 100,000 moves is smaller.
  private static let limit = 32 << 20

  /// How to get the branch back; `nil` where none is missing.
  static func cure(in place: Workplace) throws(GitError) -> String? {
    let path = place.repository.commonDirectory + log
    guard let bytes = try PlainFile.read(path, limit: limit), let tip = lastID(in: bytes) else {
      return nil
    }
    let head = place.head
    let wasHead = if let head { try place.ref(named: head) == nil } else { false }
    // A log that an older rename left: its branch is back.
    if !wasHead, try place.branches.contains(where: { $0.tip == tip }) { return nil }
    return "the other branch is gone by now: git "
      + (wasHead ? "update-ref HEAD \(tip)" : "branch NAME \(tip)")
  }

  /// Where the log's last line moves to: `<old> SP <new> SP <who and when> TAB <why>`.
  private static func lastID(in log: [UInt8]) -> ObjectID? {
    let fields = log.split(separator: UInt8(ascii: "\n")).last?.split(
      separator: UInt8(ascii: " "), maxSplits: 2)
    guard let fields, fields.count == 3, let id = ObjectID(hexBytes: Array(fields[1])), !id.isZero
    else { return nil }
    return id
  }
}
