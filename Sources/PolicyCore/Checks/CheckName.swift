/// The name under which a check shows up, as far as a workflow file tells it.
public struct CheckName: Hashable, Sendable {
  /// A piece of a name.
  public enum Part: Hashable, Sendable {
    /// Text that stands in the name as it is.
    case text(String)
    /// What only a run can tell, as it is shown (`${{ github.ref }}`), and why.
    case open(expression: String, why: String)
    /// The same, where what stands before and behind it falls away with it if it comes to nothing.
    case optional(before: String, expression: String, why: String, after: String)
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

  /// Whether it is known to be this text, byte by byte: GitHub compares names so.
  public func isKnown(as context: String) -> Bool {
    known.map { $0.utf8.elementsEqual(context.utf8) } ?? false
  }

  /// Why the name cannot be known, with the expression: of the first piece that is open.
  public var why: String? {
    for part in parts {
      switch part {
      case .text: continue
      case .open(let expression, let why), .optional(_, let expression, let why, _):
        return "\(expression): \(why)"
      }
    }
    return nil
  }

  /// The name for people: what is open stands in it as an expression.
  public var shown: String {
    parts.map { part in
      switch part {
      case .text(let text), .open(let text, _): text
      case .optional(let before, let expression, _, let after): before + expression + after
      }
    }.joined()
  }

  /// Whether a check of this name can be called so: what is open may be any text. Names are compared
  /// byte by byte.
  public func mayBe(_ context: String) -> Bool {
    if known != nil { return isKnown(as: context) }
    let context = Array(context.utf8)
    if matches(context) { return true }
    // A long name loses its end, and what stands behind the open piece with it.
    let dots = Array("...".utf8)
    return context.count >= Self.longest && context.suffix(dots.count).elementsEqual(dots)
      && begins(context.dropLast(dots.count))
  }

  /// How many characters of a job's name GitHub shows: actions/runner, JobNameBuilder.
  public static let longest = 100

  private func matches(_ context: [UInt8]) -> Bool {
    // The places up to which the pieces so far may reach.
    var ends = [0]
    for part in parts {
      switch part {
      case .text(let text):
        let text = Array(text.utf8)
        ends = ends.filter { context[$0...].starts(with: text) }.map { $0 + text.count }
      case .open: ends = ends.first.map { Array($0...context.count) } ?? []
      case .optional(let before, _, _, let after):
        let (before, after) = (Array(before.utf8), Array(after.utf8))
        let start = ends.first { context[$0...].starts(with: before) }
        guard let start else { continue }
        let least = start + before.count + 1 + after.count
        let further = context.indices.map { $0 + 1 }.filter {
          $0 >= least && context[..<$0].suffix(after.count).elementsEqual(after)
        }
        ends = Set(ends + further).sorted()
      }
    }
    return ends.last == context.count
  }

  /// Whether a name of these pieces can begin so; behind the first open piece, anything can.
  private func begins(_ context: ArraySlice<UInt8>) -> Bool {
    guard case .text(let text)? = parts.first else { return true }
    return context.starts(with: text.utf8) || text.utf8.starts(with: context)
  }
}
