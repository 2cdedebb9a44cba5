internal import CLibrary
internal import GitModel

/// Pushes a ref of ours to a remote to which others push at the same time. Nothing is ever forced.
struct RefPush {
  /// How it ended.
  enum Outcome {
    /// There is nothing to push.
    case nothing
    /// The remote has it, and had it before where it is not new.
    case done(ObjectID, isNew: Bool)
    /// git failed at this.
    case failed(String, GitCommand.Answer)
    /// Others were faster each time.
    case overtaken
  }

  let ref: String
  let remote: String
  /// Where what the remote has is remembered.
  let tracking: RefName

  /// How often a push is tried where others push at the same time.
  private static let tries = 20
  /// How long a push waits, in milliseconds, before it asks for a ref again that somebody holds: a push
  /// holds it for an instant only.
  private static let waits: [Int32] = [50, 100, 200, 400, 800]

  /// Pushes what is here. `bring` fetches what others have pushed, joins it with ours, and says whether
  /// something was missing here.
  func run<Failure: Error>(
    git: ([String]) throws(Failure) -> GitCommand.Answer,
    tip: (RefName) throws(Failure) -> ObjectID?, bring: () throws(Failure) -> Bool
  ) throws(Failure) -> Outcome {
    guard let name = RefName(ref) else { return .nothing }
    var waits = Self.waits[...]
    for _ in 0..<Self.tries {
      guard let own = try tip(name) else { return .nothing }
      let answer = try git(["push", "--porcelain", "--no-follow-tags", remote, "\(own):\(ref)"])
      let lines = String(decoding: answer.output, as: UTF8.self).split(separator: "\n")
      if answer.status == 0 {
        // A push that no refspec covers leaves what git remembers of the remote as it was.
        let kept = try git(["update-ref", tracking.text, "\(own)"])
        guard kept.status == 0 else { return .failed("update-ref", kept) }
        return .done(own, isNew: !lines.contains { $0.hasPrefix("=") })
      }
      guard let refusal = lines.first(where: { $0.hasPrefix("!") }) else {
        return .failed("push", answer)
      }
      // What is refused may have been refused because somebody else has pushed meanwhile.
      let before = try tip(tracking)
      let isNew = try bring()
      if isNew || refusal.contains("[rejected]") { continue }
      if try tip(tracking) != before { continue }
      guard Self.isHeld(refusal, answer), let wait = waits.popFirst() else {
        return .failed("push", answer)
      }
      // Not all at the same instant again.
      _ = poll(nil, 0, wait + .random(in: 0...wait))
    }
    return .overtaken
  }

  /// Whether somebody holds the ref at the remote: what git-receive-pack(1) reports, and says besides.
  private static func isHeld(_ refusal: Substring, _ answer: GitCommand.Answer) -> Bool {
    refusal.contains("(failed to update ref)") || answer.errors.contains("cannot lock ref")
  }
}
