import GitModel

/// A history that stops answering after so many questions.
final class FailingHistory: History {
  /// What it says from then on.
  static let error = GitError(.failed, "answer", "the history has stopped answering")

  private let whole: any History
  private let limit: Int
  /// How many questions were asked, unanswered ones included.
  private(set) var asked = 0

  init(_ whole: any History, answering limit: Int = .max) {
    (self.whole, self.limit) = (whole, limit)
  }

  private func answer<Value>(
    _ ask: (any History) throws(GitError) -> Value
  ) throws(GitError) -> Value {
    asked += 1
    guard asked <= limit else { throw Self.error }
    return try ask(whole)
  }

  func refs() throws(GitError) -> [Ref] {
    try answer { history throws(GitError) in try history.refs() }
  }

  func hasEveryBranch() throws(GitError) -> Bool {
    try answer { history throws(GitError) in try history.hasEveryBranch() }
  }

  func graph(reaching tips: [ObjectID]) throws(GitError) -> CommitGraph {
    try answer { history throws(GitError) in try history.graph(reaching: tips) }
  }

  func graph(
    near tips: [ObjectID], beside others: [ObjectID]
  ) throws(GitError) -> CommitGraph {
    try answer { history throws(GitError) in try history.graph(near: tips, beside: others) }
  }

  func commit(_ id: ObjectID) throws(GitError) -> Commit {
    try answer { history throws(GitError) in try history.commit(id) }
  }

  func object(abbreviated id: ObjectID, digits: Int) throws(GitError) -> ObjectID? {
    try answer { history throws(GitError) in
      try history.object(abbreviated: id, digits: digits)
    }
  }

  func paths(changedBy id: ObjectID) throws(GitError) -> [[UInt8]] {
    try answer { history throws(GitError) in try history.paths(changedBy: id) }
  }

  func change(by id: ObjectID) throws(GitError) -> Change {
    try answer { history throws(GitError) in try history.change(by: id) }
  }

  func change(from old: ObjectID, to new: ObjectID) throws(GitError) -> Change {
    try answer { history throws(GitError) in try history.change(from: old, to: new) }
  }

  func hasChange(
    from old: ObjectID, to new: ObjectID, in commit: ObjectID
  ) throws(GitError) -> Bool {
    try answer { history throws(GitError) in
      try history.hasChange(from: old, to: new, in: commit)
    }
  }

  func isPick(
    from old: ObjectID, to new: ObjectID, onto parent: ObjectID, giving commit: ObjectID
  ) throws(GitError) -> Bool {
    try answer { history throws(GitError) in
      try history.isPick(from: old, to: new, onto: parent, giving: commit)
    }
  }

  func ownEdits(ofMerge id: ObjectID, in merged: MergeHistory?) throws(GitError) -> [PathBlob] {
    try answer { history throws(GitError) in try history.ownEdits(ofMerge: id, in: merged) }
  }

  func paths(from old: ObjectID, to new: ObjectID) throws(GitError) -> [[UInt8]] {
    try answer { history throws(GitError) in try history.paths(from: old, to: new) }
  }

  func files(in folder: [UInt8], of commit: ObjectID) throws(GitError) -> [[UInt8]] {
    try answer { history throws(GitError) in try history.files(in: folder, of: commit) }
  }

  func file(
    _ path: [UInt8], in commit: ObjectID, limit: Int
  ) throws(GitError) -> [UInt8]? {
    try answer { history throws(GitError) in
      try history.file(path, in: commit, limit: limit)
    }
  }

  func blob(at path: [UInt8], in commit: ObjectID) throws(GitError) -> ObjectID? {
    try answer { history throws(GitError) in try history.blob(at: path, in: commit) }
  }

  func treeID(of commit: ObjectID) throws(GitError) -> ObjectID {
    try answer { history throws(GitError) in try history.treeID(of: commit) }
  }

  func treeBytes(_ id: ObjectID) throws(GitError) -> [UInt8] {
    try answer { history throws(GitError) in try history.treeBytes(id) }
  }

  func blobSize(_ id: ObjectID) throws(GitError) -> Int {
    try answer { history throws(GitError) in try history.blobSize(id) }
  }

  func blobBytes(_ id: ObjectID, limit: Int) throws(GitError) -> [UInt8] {
    try answer { history throws(GitError) in try history.blobBytes(id, limit: limit) }
  }

  func tag(_ id: ObjectID) throws(GitError) -> Tag? {
    try answer { history throws(GitError) in try history.tag(id) }
  }

  func isCommit(_ id: ObjectID) throws(GitError) -> Bool {
    try answer { history throws(GitError) in try history.isCommit(id) }
  }
}
