/// The records of commits that were read one by one.
public struct CommitTable: CommitRecords, Sendable {
  /// The ids, 20 bytes a commit.
  private var ids: [UInt8] = []
  /// The ids of the trees, 20 bytes a commit.
  private var trees: [UInt8] = []
  private var times: [Int64] = []
  /// The numbers, sorted by id.
  private var sorted: [UInt32] = []

  /// An empty table.
  public init() {}

  /// How many ids there are; some may wait for the rest of their record.
  public var count: Int { ids.count / 20 }

  /// Adds an id and gives it its number; the rest of the record comes later, in the same order.
  public mutating func append(id: ObjectID) -> Int {
    defer { id.append(to: &ids) }
    return count
  }

  /// Adds the rest of the first record that lacks it.
  public mutating func append(tree: ObjectID, seconds: Int64) {
    tree.append(to: &trees)
    times.append(seconds)
  }

  /// Sorts by id: only then can an id be looked up.
  public mutating func sort() {
    let keys = (0..<count).map { (id: id(at: $0), number: UInt32($0)) }
    sorted = keys.sorted { $0.id < $1.id }.map(\.number)
  }

  /// The commit's id.
  public func id(at number: Int) -> ObjectID { objectID(at: number, in: ids) }

  /// The id of the tree that the commit records.
  public func tree(at number: Int) -> ObjectID { objectID(at: number, in: trees) }

  private func objectID(at number: Int, in table: [UInt8]) -> ObjectID {
    table.withUnsafeBytes { ObjectID(sha1: $0, at: 20 * number) }
  }

  /// The committer's seconds since 1970.
  public func seconds(at number: Int) -> Int64 { times[number] }

  /// The commit's number; `nil` where the id is not in the table.
  public func number(of id: ObjectID) -> Int? {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if self.id(at: Int(sorted[middle])) < id { low = middle + 1 } else { high = middle }
    }
    guard low < sorted.count, self.id(at: Int(sorted[low])) == id else { return nil }
    return Int(sorted[low])
  }
}
