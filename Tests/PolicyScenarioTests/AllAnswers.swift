import GitModel
import PolicyCore

@testable import PolicyScenario

/// A history's answers to every question about every commit of a scenario, as text.
struct AllAnswers {
  /// By question. An error is an answer too.
  private(set) var answers: [String: String] = [:]
  /// The commits that make the same change; patch ids of two histories cannot be compared.
  private(set) var patches: Set<Set<String>> = []

  init(of history: any History, about scenario: Scenario) {
    ask("refs") { () throws(GitError) in
      try history.refs().map { "\($0.name) \($0.commit?.hex ?? "nothing")" }
    }
    ask("has every branch") { () throws(GitError) in try history.hasEveryBranch() }
    let tips = scenario.branches.compactMap(\.tip) + [scenario.update.new].compactMap { $0 }
    ask("graph") { () throws(GitError) in
      try Self.rows(of: try history.graph(reaching: tips), reaching: tips).sorted()
    }
    ask("near graph") { () throws(GitError) in
      try Self.rows(of: try history.graph(near: tips), reaching: tips).sorted()
    }
    var patches: [ObjectID: Set<String>] = [:]
    for label in scenario.drawing.labels {
      guard let id = scenario.id(of: label) else { continue }
      ask("commit \(label)") { () throws(GitError) in try history.commit(id) }
      ask("paths of \(label)") { () throws(GitError) in
        try history.paths(changedBy: id).map { String(decoding: $0, as: UTF8.self) }
      }
      ask("top names of \(label)") { () throws(GitError) in
        let before = try history.commit(id).parents.first.map { parent throws(GitError) in
          try history.treeID(of: parent)
        }
        return try history.topNames(from: before, to: history.treeID(of: id)).map {
          String(decoding: $0, as: UTF8.self)
        }
      }
      ask("own edits of \(label)") { () throws(GitError) in
        try history.ownEdits(ofMerge: id).map { "\($0.path) \($0.blob?.hex ?? "deleted")" }
      }
      ask("file in \(label)") { () throws(GitError) in
        try history.blob(at: Array("\(label.lowercased()).txt".utf8), in: id)?.hex ?? "nothing"
      }
      for folder in ["", "src", ".github/workflows", "\(label.lowercased()).txt"] {
        ask("files in '\(folder)' of \(label)") { () throws(GitError) in
          try history.files(in: Array(folder.utf8), of: id).map { name throws(GitError) in
            let path = folder.isEmpty ? name : Array("\(folder)/".utf8) + name
            let content = try history.file(path, in: id, limit: 1 << 20)
            return "\(name) \(content.map { "\($0)" } ?? "nothing")"
          }
        }
      }
      if let first = scenario.drawing.labels.first.flatMap({ scenario.id(of: $0) }) {
        ask("paths from the first to \(label)") { () throws(GitError) in
          try history.paths(from: first, to: id)
        }
      }
      ask("patch of \(label)") { () throws(GitError) in
        guard let patch = try history.change(by: id).patch else { return "nothing" }
        patches[patch, default: []].insert(label)
        return "a patch"
      }
    }
    self.patches = Set(patches.values)
  }

  private mutating func ask(_ question: String, _ ask: () throws(GitError) -> some Sendable) {
    do throws(GitError) {
      answers[question] = "\(try ask())"
    } catch {
      answers[question] = "\(error)"
    }
  }

  /// A row for each commit of a graph that is reachable from the tips.
  private static func rows(
    of graph: CommitGraph, reaching tips: [ObjectID]
  ) throws(GitError) -> [String] {
    var known: [Int] = []
    var rows: [String] = []
    for tip in tips {
      do throws(GitError) {
        known.append(try graph.require(tip))
      } catch {
        rows.append("\(tip): \(error)")
      }
    }
    for commit in graph.reachable(from: known).newestFirst {
      let parents = graph.parents(of: commit).map { graph.id(of: $0).hex }
      let end = graph.floor.contains(commit) ? "floor" : "whole"
      let cut = graph.cuts[commit].map { "\($0)" } ?? end
      rows.append(
        "\(graph.id(of: commit)) \(graph.tree(of: commit)) \(graph.time(of: commit)) \(parents) \(cut)"
      )
    }
    return rows
  }
}
