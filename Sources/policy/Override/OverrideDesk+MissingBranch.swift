internal import GitModel
internal import PolicyCore

/// A branch that GitHub does not have.
extension OverrideDesk {
  /// What brings it there: what is here of it. To end something, any commit of the remote does, as GitHub
  /// keeps the rule of a branch that is gone, as the lease has left it. `nil` where nothing is here.
  func cure(ofMissing branch: String, isEnd: Bool) -> String? {
    let remote = session.view.remote ?? "origin"
    let (heads, tracked) = ("refs/heads/", "refs/remotes/\(remote)/")
    let refs = session.view.refs.map(\.name.text).filter { !$0.hasSuffix("/HEAD") }
    let own = [heads + branch, tracked + branch].first { refs.contains($0) }
    if own == heads + branch { return Self.push(branch, to: remote) }
    let any = [tracked, heads].lazy.compactMap { place in refs.first { $0.hasPrefix(place) } }.first
    return (own ?? (isEnd ? any : nil)).map {
      Self.push("\($0):\(heads)\(branch)", to: remote)
    }
  }

  private static func push(_ refs: String, to remote: String) -> String {
    func word(_ text: String) -> String { Words.shell(Array(text.utf8)) }
    return "push it first: git push \(word(remote)) \(word(refs))"
  }
}
