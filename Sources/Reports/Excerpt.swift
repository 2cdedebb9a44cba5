import GitModel
import PolicyCore

/// What people are shown of a long report: the first of each sort, and how many more there are.
struct Excerpt {
  /// How many findings of one rule on one ref are shown.
  static let findingsPerRef = 10
  /// How many refs with findings of one rule are shown.
  static let refsPerRule = 20
  /// Where the rest is.
  static let whole = "policy audit --format json lists them all"

  /// The findings of one rule on one ref.
  struct Group {
    let ref: RefName
    let rule: String
    var shown: [Entry] = []
    var hidden = 0
  }

  /// By ref, then rule.
  private(set) var groups: [Group] = []
  /// How many refs with findings are left out, by rule.
  private(set) var furtherRefs: [(rule: String, count: Int)] = []

  /// The excerpt of sorted entries.
  init(_ entries: some Sequence<Entry>) {
    var all: [Group] = []
    for entry in entries {
      if all.last?.ref != entry.update.ref || all.last?.rule != entry.rule {
        all.append(Group(ref: entry.update.ref, rule: entry.rule))
      }
      let last = all.count - 1
      if all[last].shown.count < Self.findingsPerRef {
        all[last].shown.append(entry)
      } else {
        all[last].hidden += 1
      }
    }
    var refs: [String: Int] = [:]
    for group in all {
      refs[group.rule, default: 0] += 1
      if refs[group.rule, default: 0] <= Self.refsPerRule { groups.append(group) }
    }
    furtherRefs = refs.filter { $0.value > Self.refsPerRule }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value - Self.refsPerRule) }
  }

  /// What follows a group of which not all is shown.
  static func more(in group: Group) -> String? {
    group.hidden == 0 ? nil : "… and \(grouped(group.hidden)) more (\(whole))"
  }

  /// What is said of the refs that are left out.
  var furtherLines: [String] {
    furtherRefs.map { further in
      "… and \(counted(further.count, "more ref")) with findings of \(further.rule) (\(Self.whole))"
    }
  }
}
