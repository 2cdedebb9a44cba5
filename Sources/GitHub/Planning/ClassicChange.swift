internal import Evidence
internal import Reports

/// The calls that turn a branch's classic protection into another one.
struct ClassicChange {
  let repository: GitHubRepository
  let branch: String
  let inOrganization: Bool

  /// The calls from one protection to another, the strengthening ones first, so that at no moment a
  /// control is weaker than it was before and will be after. The smallest that do: a part has a place of
  /// its own, and only what has none takes a PUT of everything.
  func calls(from old: ClassicProtection?, to new: ClassicProtection) -> [GitHubCall] {
    guard let old else {
      let signatures = new.requiredSignatures ? [signatures(true)] : []
      return [put(new, "protect '\(branch)' of \(repository)")] + signatures
    }
    var (first, middle, last) = ([GitHubCall](), [GitHubCall](), [GitHubCall]())
    var reached = old
    if old.requiredSignatures != new.requiredSignatures {
      let call = signatures(new.requiredSignatures)
      if new.requiredSignatures { first.append(call) } else { last.append(call) }
      reached.requiredSignatures = new.requiredSignatures
    }
    let admins = old.enforceAdmins != new.enforceAdmins
    reached.enforceAdmins = new.enforceAdmins
    if let block = new.statusChecks, old.statusChecks != nil, block != old.statusChecks {
      middle.append(patch("required_status_checks", block.put, "set the required checks of"))
      reached.statusChecks = block
    }
    if let block = new.reviews, old.reviews != nil, block != old.reviews {
      middle.append(
        patch(
          "required_pull_request_reviews", block.put(inOrganization: inOrganization),
          "set the required reviews of"))
      reached.reviews = block
    }
    guard reached == new else {
      let all = put(new, "set the protection of '\(branch)'")
      // Whether a PUT leaves the signatures alone is written down nowhere.
      return new.requiredSignatures ? [all, signatures(true)] : [all] + last
    }
    if admins {
      let call = self.admins(new.enforceAdmins)
      if new.enforceAdmins { first.append(call) } else { last.append(call) }
    }
    return first + middle + last
  }

  private func path(_ parts: String...) -> String {
    repository.path(["branches", branch, "protection"] + parts)
  }

  private func put(_ protection: ClassicProtection, _ why: String) -> GitHubCall {
    GitHubCall(
      .put, path(), body: JSONValue(protection.put(inOrganization: inOrganization)), why: why)
  }

  private func patch(_ part: String, _ body: JSON, _ why: String) -> GitHubCall {
    GitHubCall(.patch, path(part), body: JSONValue(body), why: "\(why) '\(branch)'")
  }

  private func admins(_ isOn: Bool) -> GitHubCall {
    GitHubCall(
      isOn ? .post : .delete, path("enforce_admins"),
      why: isOn
        ? "bind administrators too on '\(branch)'" : "let administrators pass '\(branch)' by")
  }

  private func signatures(_ isOn: Bool) -> GitHubCall {
    GitHubCall(
      isOn ? .post : .delete, path("required_signatures"),
      why: isOn
        ? "require signed commits on '\(branch)'" : "let unsigned commits onto '\(branch)'")
  }
}

extension JSONValue {
  /// A value that was read, to be sent.
  init(_ json: JSON) {
    self =
      switch json {
      case .null: .null
      case .bool(let flag): .bool(flag)
      case .number(let digits): Int(digits).map { .int($0) } ?? .number(Double(digits) ?? 0)
      case .string(let text): .string(text)
      case .array(let elements): .array(elements.map { JSONValue($0) })
      case .object(let members): .object(members.map { ($0.name, JSONValue($0.value)) })
      }
  }
}
