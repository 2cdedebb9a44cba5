import GitModel
import GitStore

// The history engine as a whole process, to be held against git: script/bench calls it.
//
//   policy-bench count-merges REPOSITORY REF       as git rev-list --count --merges REF
//   policy-bench count REPOSITORY                  as git rev-list --count --branches
//   policy-bench merge-bases REPOSITORY REF REF    as git merge-base --all REF REF
//   policy-bench missing REPOSITORY REF REF        as git rev-list --count REF --not REF

func main(_ arguments: [String]) throws(GitError) -> String {
  guard arguments.count >= 2 else { return "usage: see the top of Sources/policy-bench/main.swift" }
  let repository = try Repository.open(at: arguments[1], environment: [:])
  let refs = Array(arguments.dropFirst(2))
  var tips: [ObjectID] = []
  // A whole id needs no look at the refs.
  for ref in refs {
    if let id = ObjectID(hex: ref) {
      tips.append(id)
    } else {
      tips.append(try repository.commitID(of: ref))
    }
  }
  if refs.isEmpty {
    tips = try repository.refs().filter { $0.name.branch != nil }.compactMap(\.commit)
  }
  let graph = try repository.graph(reaching: tips)
  var places: [Int] = []
  for tip in tips { places.append(try graph.require(tip)) }
  switch (arguments[0], places.count) {
  case ("count-merges", 1): return "\(graph.countMerges(reachableFrom: places))"
  case ("count", _): return "\(graph.reachable(from: places).count)"
  case ("merge-bases", 2):
    return try graph.mergeBases(places[0], places[1]).map { graph.id(of: $0).hex }
      .joined(separator: "\n")
  case ("missing", 2):
    return try "\(graph.commits(reachableFrom: [places[0]], notFrom: [places[1]]).count)"
  default: return "usage: see the top of Sources/policy-bench/main.swift"
  }
}

do {
  print(try main(Array(CommandLine.arguments.dropFirst())))
} catch {
  print(error.message)
}
