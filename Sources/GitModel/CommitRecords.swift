/// What commits record besides their parents, by number.
///
/// No walk over history touches these: they are looked up for the few commits of an answer, so a
/// history may keep them where it found them.
public protocol CommitRecords {
  /// How many there are; their numbers are `0..<count`.
  var count: Int { get }

  /// The commit's id.
  func id(at number: Int) -> ObjectID

  /// The id of the tree that the commit records.
  func tree(at number: Int) -> ObjectID

  /// The committer's seconds since 1970.
  func seconds(at number: Int) -> Int64

  /// The commit's number; `nil` where the id is not among the records.
  func number(of id: ObjectID) -> Int?
}
