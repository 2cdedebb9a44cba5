public import GitModel

/// Lets tags bear signatures by keys that the policy knows.
public struct TagSigned: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "tag-signed",
    summary: "A tag with 'signed' bears a signature by a key that counts.",
    rationale: """
      Anybody who may push can make a tag in anybody's name; a signature says whose key made it. Which keys \
      count is said by 'signers' of the tags, else by 'commits.signers', in the trusted policy: a key that \
      counts on some branches only ('on') counts for tags that sit on these ('on' of the tags). Without \
      signers those count that git trusts where the rule is asked, as in git verify-tag. The signature is \
      the one at the tag's end and of all before it, and nothing may stand behind it. It is a signature of \
      the name, too, that the tag's object says: under any other name, where anybody could push the object, \
      it does not count. Of a tag for another tag the outer one is judged. ssh-keygen and gpg check; what \
      they cannot tell is unknown.
      """,
    moments: [.refChange, .push, .standing],
    examples: TagSignedExamples.all)

  /// Makes the rule.
  public init() {}

  /// One finding where the tag is no object of its own, or bears no signature that counts.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.tagKind(in: update), kind.signed,
      let tagged = try scene.tagged(by: update)
    else { return nil }
    if try scene.isImport(update) { return [] }
    let tag = try scene.history.tag(tagged)
    let ref = update.ref.tag ?? []
    guard let complaint = try Self.complaint(tag, tagged, at: ref, of: kind, in: scene) else {
      return []
    }
    let name = Words.shell(ref)
    return [
      Finding(
        complaint,
        help: "sign it: git tag --sign --force \(name) \(tag?.target ?? tagged)")
    ]
  }

  /// What is wrong with the signature; `nil` where it counts.
  private static func complaint(
    _ tag: Tag?, _ id: ObjectID, at name: [UInt8], of kind: TagKind, in scene: Scene
  ) throws(GitError) -> String? {
    guard let tag, tag.isSigned else { return "is not signed" }
    guard tag.name == name else { return "is signed as '\(tag.name.shown)'" }
    switch try scene.signature(ofTag: id, of: kind) {
    case .none: return "is not signed"
    case .stranger(let key):
      return "is signed by \(key), \(scene.policy.signers(ofTags: kind).strangeness)"
    case .invalid(let why): return "has a signature that does not count: \(why)"
    case .unknown(let why): throw why
    case .by(let names):
      let listed = scene.policy.signers(ofTags: kind).filter { names.contains($0.name) }
      return listed.doubt(at: tag.madeAt) { signer in
        let mayOn = kind.on.contains { branch in
          signer.on.contains { $0.matches(Array(branch.utf8)) }
        }
        return mayOn ? nil : "signs on \(Words.list(signer.on.map(\.text))) only"
      }.map { "is signed by \($0)" }
    }
  }
}
