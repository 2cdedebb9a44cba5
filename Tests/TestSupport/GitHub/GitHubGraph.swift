/// The world as GraphQL shows it.
struct GitHubGraph: Sendable {
  let world: GitHubWorld

  var root: GraphQLObject {
    GraphQLObject(type: "Query") { name, arguments in
      switch name {
      case "repository":
        let (owner, name) = (arguments["owner"]?.text ?? "", arguments["name"]?.text ?? "")
        let found = world.repositories.first { $0.owner == owner && $0.name == name }
        guard let found else {
          throw GraphQLProblem(
            message: "Could not resolve to a Repository with the name '\(owner)/\(name)'.",
            type: "NOT_FOUND")
        }
        return .object(repository(found))
      case "node":
        let id = arguments["id"]?.text ?? ""
        guard let node = node(id) else {
          throw GraphQLProblem(
            message: "Could not resolve to a node with the global id of '\(id)'",
            type: "NOT_FOUND")
        }
        return .object(node)
      case "viewer": return .object(actor("alice"))
      default: return nil
      }
    }
  }

  /// An id that was given out: the kind, the repository, and the commit or number.
  private func node(_ id: String) -> GraphQLObject? {
    let parts = id.components(" ")
    guard parts.count == 3, let found = world.repositories.first(where: { $0.name == parts[1] })
    else { return nil }
    switch parts[0] {
    case "C": return commit(parts[2], in: found)
    case "SCR": return found.commits[parts[2]].flatMap { rollup(of: $0, parts[2], in: found) }
    case "PR":
      return found.pullRequests.first { "\($0.number)" == parts[2] }.map {
        pullRequest($0, in: found)
      }
    case "DE":
      let place = parts[2].components(":")
      guard let commit = found.commits[place[0]], place.count == 2, let number = Int(place[1]),
        commit.deployments.indices.contains(number)
      else { return nil }
      return deployment(number, of: commit, place[0], in: found)
    default: return nil
    }
  }

  private func repository(_ found: GitHubWorld.Repository) -> GraphQLObject {
    GraphQLObject(type: "Repository") { name, arguments in
      switch name {
      case "id": return .text("R_\(found.name)")
      case "name": return .text(found.name)
      case "nameWithOwner": return .text("\(found.owner)/\(found.name)")
      case "defaultBranchRef": return .object(ref(found.defaultBranch, in: found))
      case "isInOrganization": return .flag(found.isOrganization)
      case "ref": return .object(ref(arguments["qualifiedName"]?.text ?? "", in: found))
      case "mergeQueue":
        let branch = arguments["branch"]?.text ?? ""
        guard found.hasMergeQueue(branch) else { return .object(nil) }
        return .object(
          GraphQLObject(type: "MergeQueue") { name, _ in
            name == "id" ? .text("MQ_\(branch)") : nil
          })
      case "object": return .object(commit(arguments["oid"]?.text ?? "", in: found))
      case "pullRequest":
        let number = arguments["number"]?.number
        guard let request = found.pullRequests.first(where: { $0.number == number }) else {
          throw GraphQLProblem(
            message: "Could not resolve to a PullRequest with the number of \(number ?? 0).",
            type: "NOT_FOUND")
        }
        return .object(pullRequest(request, in: found))
      case "pullRequests":
        var requests = found.pullRequests
        if let base = arguments["baseRefName"]?.text { requests.removeAll { $0.base != base } }
        if case .array(let states)? = arguments["states"] {
          requests.removeAll { !states.contains(.string($0.state)) }
        }
        return .connection(requests.map { .object(pullRequest($0, in: found)) })
      default: return nil
      }
    }
  }

  func actor(_ login: String?) -> GraphQLObject? {
    login.map { login in
      let isBot = login.hasSuffix("[bot]")
      return GraphQLObject(type: isBot ? "Bot" : "User") { name, _ in
        name == "login" ? .text(isBot ? String(login.dropLast(5)) : login) : nil
      }
    }
  }
}
