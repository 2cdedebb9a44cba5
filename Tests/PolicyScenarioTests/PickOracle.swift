import GitModel
import GitStore
import TestSupport

/// A change that is picked: what lies between two trees, onto a third, each of them files and contents.
struct Pick: Hashable {
  let old: [String: String]
  let new: [String: String]
  let onto: [String: String]

  /// Those of the picks that change nothing: git-cherry-pick(1) merges so, and stops because there is
  /// nothing to commit.
  static func empty(among picks: Set<Pick>) async throws -> Set<Pick> {
    let picks = Array(picks)
    var stream = ""
    for (place, pick) in picks.enumerated() {
      for (side, files) in [pick.old, pick.new, pick.onto].enumerated() {
        let message = "\(place) \(side)"
        stream += "reset refs/picks/tip\n\ncommit refs/picks/tip\nmark :\(place * 3 + side + 1)\n"
        stream += "committer C <c@example.com> 1700000000 +0000\n"
        stream += "data \(message.utf8.count)\n\(message)\n"
        stream += side > 0 ? "from :\(place * 3 + 1)\ndeleteall\n" : ""
        for (file, text) in files.sorted(by: { $0.key < $1.key }) {
          stream += "M 100644 inline \(file)\ndata \(text.utf8.count + 1)\n\(text)\n\n"
        }
        stream += "\n"
      }
    }
    let repository = try await BareRepository(Array(stream.utf8))
    func id(_ place: Int, _ side: Int) -> String { repository.marks[place * 3 + side + 1] ?? "" }
    let lines = picks.indices.map { "\(id($0, 2)) \(id($0, 1))\n" }.joined()
    let output = try await Git.run(
      ["merge-tree", "--write-tree", "--no-messages", "--stdin"], in: repository.path,
      input: Array(lines.utf8)
    ).output
    // Of each merge whether it is clean, its tree, what conflicts, and an empty field.
    var fields = output.split(separator: 0, omittingEmptySubsequences: false)[...]
    let store = try Repository.open(
      at: repository.path, environment: HermeticEnvironment.variables(home: repository.path))
    var empty: Set<Pick> = []
    for (place, pick) in picks.enumerated() {
      let merge = fields.prefix { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
      fields = fields.dropFirst(merge.count + 1)
      let before = try ObjectID(hex: id(place, 2)).map { try store.treeID(of: $0).hex }
      if merge == ["1", before] { empty.insert(pick) }
    }
    return empty
  }
}
