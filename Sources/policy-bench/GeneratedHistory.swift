/// A history as projects have them, the same on every machine, as a stream for git-fast-import(1).
///
/// Stories leave `main`, live for a few commits and mostly come back by a merge; those that do not
/// are the branches that stand.
struct GeneratedHistory {
  let commits: Int
  let refs: Int

  /// A branch that has not come back: where it stands, and how many commits it still gets.
  private struct Story {
    var tip: Int
    var left: Int
  }

  /// Writes the stream to standard output.
  func write() {
    var random: UInt64 = 42
    func next(_ limit: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(random >> 33) % limit
    }
    var main = 0
    var stories: [Story] = []
    var standing: [Int] = []
    for mark in 1...max(commits, 1) {
      let choice = next(100)
      if main > 0, choice < 12 || stories.isEmpty {
        // A story leaves main; with as many as there are to be refs, some never come back.
        write(mark, "refs/heads/work", [main])
        stories.append(Story(tip: mark, left: next(6)))
      } else if let picked = stories.indices.randomElement(next), choice < 80 {
        var story = stories[picked]
        if story.left > 0 {
          write(mark, "refs/heads/work", [story.tip])
          story = Story(tip: mark, left: story.left - 1)
          stories[picked] = story
        } else {
          stories.remove(at: picked)
          if standing.count < refs, next(4) == 0 {
            standing.append(story.tip)
            write(mark, "refs/heads/main", main > 0 ? [main] : [])
          } else {
            write(mark, "refs/heads/main", [main, story.tip])
          }
          main = mark
        }
      } else {
        write(mark, "refs/heads/main", main > 0 ? [main] : [])
        main = mark
      }
    }
    var text = "reset refs/heads/main\nfrom :\(main)\n\nreset refs/heads/work\n"
    text += "from \(String(repeating: "0", count: 40))\n\n"
    for number in 1...max(refs, 1) where !standing.isEmpty {
      let tip = number <= standing.count ? standing[number - 1] : max(main - number, 1)
      text += "reset refs/heads/story-\(number)\nfrom :\(tip)\n\n"
    }
    put(text)
  }

  private func write(_ mark: Int, _ ref: String, _ parents: [Int]) {
    let message = "Change \(mark)"
    var text = "commit \(ref)\nmark :\(mark)\n"
    text += "committer A U Thor <author@example.com> \(1_200_000_000 + 600 * mark) +0000\n"
    text += "data \(message.utf8.count)\n\(message)\n"
    for (place, parent) in parents.enumerated() {
      text += "\(place == 0 ? "from" : "merge") :\(parent)\n"
    }
    // Trees of one file: history is measured here, not the cost of trees.
    text += "M 100644 inline \(mark % 64)\ndata \("\(mark)".utf8.count)\n\(mark)\n\n"
    put(text)
  }

  private func put(_ text: String) { print(text, terminator: "") }
}

extension Range<Int> {
  /// One of the numbers; `nil` where there is none.
  fileprivate func randomElement(_ next: (Int) -> Int) -> Int? {
    isEmpty ? nil : lowerBound + next(count)
  }
}
