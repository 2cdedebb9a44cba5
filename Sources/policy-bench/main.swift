import GitModel
import GitStore

// The history engine as a whole process, to be held against git: script/bench calls it. Like git, it
// takes a commit-graph file without its checksum, for which policy waits before it judges.
let usage = """
  policy-bench count-merges REPOSITORY REF       as git rev-list --count --merges REF
  policy-bench count REPOSITORY                  as git rev-list --count --branches
  policy-bench merge-bases REPOSITORY REF REF    as git merge-base --all REF REF
  policy-bench missing REPOSITORY REF REF        as git rev-list --count REF --not REF
  policy-bench new REPOSITORY REF REF...         as git rev-list --count REF --not REF..., by objects
  policy-bench brought REPOSITORY NEW OLD        as git log --raw --no-renames OLD..NEW, counted
  policy-bench own-commits REPOSITORY BASE       each branch's commits that BASE lacks, added up
  policy-bench generate COMMITS REFS             a history for git fast-import
  policy-bench compare RUNS -- COMMAND… -- COMMAND…
                                                 times whole processes in turn: medians in ms, peak
                                                 memory in MB, and how many times the second takes
  """

func main(_ arguments: [String]) throws(GitError) -> String {
  switch (arguments.first, arguments.count) {
  case ("generate", 3):
    guard let commits = Int(arguments[1]), let refs = Int(arguments[2]) else { return usage }
    GeneratedHistory(commits: commits, refs: refs).write()
    return ""
  case ("compare", 6...): return Comparison(arguments)?.run() ?? usage
  case (let question?, 2...):
    return try HistoryQuestion(repository: arguments[1], refs: Array(arguments.dropFirst(2)))
      .answer(to: question) ?? usage
  default: return usage
  }
}

do {
  let answer = try main(Array(CommandLine.arguments.dropFirst()))
  // A generated history has been printed already, and fast-import takes no empty line after it.
  if !answer.isEmpty { print(answer) }
} catch {
  print(error.message)
}
