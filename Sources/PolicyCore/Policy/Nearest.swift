/// The name among some that was probably meant.
package enum Nearest {
  /// The name that differs in the fewest letters; `nil` where none is near.
  package static func name(to written: String, among names: [String]) -> String? {
    let limit = max(1, written.unicodeScalars.count / 3)
    let near = names.map { ($0, distance(written.lowercased(), $0.lowercased())) }
      .filter { $0.1 <= limit }
    return near.min { $0.1 < $1.1 }?.0
  }

  /// How many letters must be added, dropped, changed or swapped with their neighbour to turn one
  /// name into the other (optimal string alignment). Of long names only the beginning counts.
  private static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (
      Array(left.unicodeScalars.prefix(64)), Array(right.unicodeScalars.prefix(64))
    )
    var rows = [Array(0...right.count)]
    for i in 0..<left.count {
      var row = [i + 1]
      for j in 0..<right.count {
        var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
