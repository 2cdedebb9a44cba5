internal import GitModel

/// One entry under `tags:`: the tags it names and what it demands of them.
public struct TagKind: Sendable, Equatable {
  /// Which tags, by their short names.
  public var tags: Glob
  /// `pattern`: what a name is.
  public var names: [TextPattern] = []
  /// `on`: the long-lived branches of which a tag sits on one; empty where it may sit anywhere.
  public var on: [String] = []
  /// `annotated`: a tag is an object of its own, with who made it, when and why.
  public var annotated = false
  /// `signed`: a tag bears a signature that counts.
  public var signed = false
  /// `signers`: whose signatures count; empty where those of `commits.signers` do.
  public var signers: [Signer] = []
  /// `immutable: deletion`: a tag never goes away.
  public var keepsTags = false
  /// `immutable: update`: a tag never moves.
  public var pinsTags = false
  /// `immutable: true`: a tag never moves or goes away.
  public var immutable: Bool {
    get { keepsTags && pinsTags }
    set { (keepsTags, pinsTags) = (newValue, newValue) }
  }

  /// What git-tag(1) makes a tag with of which this is demanded: `--sign `.
  var option: String { signed ? "--sign " : annotated ? "--annotate " : "" }

  /// Tags of which nothing is demanded yet.
  public init(_ tags: Glob) { self.tags = tags }
}

extension Policy {
  /// The kind that a tag has: an exact name wins, then the order of the file.
  public func tagKind(of name: [UInt8]) -> TagKind? {
    tags.first { $0.tags.isLiteral && $0.tags.matches(name) }
      ?? tags.first { !$0.tags.isLiteral && $0.tags.matches(name) }
  }

  /// Whether a demand of the policy is about this tag: its kind's, or one about what any tag leads to.
  public func asks(aboutTag name: [UInt8]) -> Bool {
    !commits.restricted.isEmpty || tagKind(of: name) != nil
  }
}

extension Glob {
  /// Whether an entry under `tags:` can have it: it is of short names, and if of one, git lets a tag have it.
  public var isOfTags: Bool {
    !text.isEmpty && !text.hasPrefix("refs/")
      && text.utf8.allSatisfy { $0 >= UInt8(ascii: " ") && $0 != 0x7F }
      && (!isLiteral || RefName(bytes: Array("refs/tags/".utf8) + literal) != nil)
  }
}
