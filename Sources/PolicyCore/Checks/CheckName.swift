/// The name under which a check shows up, as far as a workflow file tells it.
public struct CheckName: Hashable, Sendable {
  /// A piece of a name.
  public enum Part: Hashable, Sendable {
    /// Text that stands in the name as it is.
    case text(String)
    /// What only a run can tell: the expression, without `${{` and `}}`, and why.
    case open(expression: String, why: String)
  }

  /// The pieces, from first to last; two texts never stand side by side.
  public let parts: [Part]

  /// A name of these pieces.
  public init(_ parts: [Part]) {
    var joined: [Part] = []
    for part in parts {
      if case .text(let next) = part, case .text(let last)? = joined.last {
        joined[joined.count - 1] = .text(last + next)
      } else {
        joined.append(part)
      }
    }
    self.parts = joined
  }

  /// A name that is known.
  public init(_ text: String) { self.init([.text(text)]) }

  /// The name, where all of it is known.
  public var known: String? {
    switch parts.count {
    case 0: return ""
    case 1: if case .text(let text) = parts[0] { return text } else { return nil }
    default: return nil
    }
  }

  /// Why the name cannot be known, with the expression: of the first piece that is open.
  public var why: String? {
    for case .open(let expression, let why) in parts { return "${{ \(expression) }}: \(why)" }
    return nil
  }

  /// The name as the file has it: expressions stand in `${{ … }}`.
  public var shown: String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .open(let expression, _): "${{ \(expression) }}"
      }
    }.joined()
  }

  /// Whether a check of this name can be called so: what is open may be any text.
  public func mayBe(_ context: String) -> Bool {
    if let known { return known == context }
    var rest = context[...]
    for (place, part) in parts.enumerated() {
      guard case .text(let text) = part else { continue }
      if place == 0 {
        guard rest.hasPrefix(text) else { return false }
        rest = rest.dropFirst(text.count)
      } else if place == parts.count - 1 {
        return rest.hasSuffix(text)
      } else {
        guard let found = rest.firstRange(of: text) else { return false }
        rest = rest[found.upperBound...]
      }
    }
    return true
  }
}
