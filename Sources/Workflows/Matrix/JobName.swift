internal import PolicyCore

/// What a job's check is called.
///
/// Source: actions/runner, JobNameBuilder and MatrixBuilder.
struct JobName {
  /// The `name:`; `nil` where there is none, or an empty one.
  let template: Template?
  let id: String

  init(_ written: String?, id: String) {
    template = written.flatMap { $0.isEmpty ? nil : Template($0) }
    self.id = id
  }

  /// The name with the values of a combination behind it, unless `name:` has an expression: then that
  /// says it all, and where it comes to nothing, the job's id does.
  func check(segments: [CheckName.Part], in contexts: Contexts) -> CheckName {
    guard let template, template.literal == nil else { return Self.suffixed(plain, segments) }
    let name = template.name(in: contexts)
    guard let known = name.known else { return name }
    return known.isEmpty ? Self.suffixed(id, segments) : Self.evaluated(known)
  }

  /// The one name of a job that is skipped: the matrix has not been looked at by then.
  ///
  /// Source: actions/runner#952.
  var whenSkipped: CheckName {
    guard let template, template.literal == nil else { return Self.suffixed(plain, []) }
    return CheckName(template.written)
  }

  private var plain: String { template?.literal ?? id }

  /// Values that come to nothing are left out; where all of them do, so are the parentheses.
  ///
  /// Source: actions/runner, JobNameBuilder.Build.
  private static func suffixed(_ name: String, _ segments: [CheckName.Part]) -> CheckName {
    guard let first = segments.first else { return cut(CheckName(name)) }
    guard let sure = segments.firstIndex(where: { !$0.isOptional }) else {
      let all = CheckName(Array(segments.map { [$0] }.joined(separator: [.text(", ")])))
      return cut(CheckName([.text(name), first.named(all.shown, between: " (", and: ")")]))
    }
    var parts: [CheckName.Part] = [.text(name + " (")]
    for (place, segment) in segments.enumerated() {
      if segment.isOptional {
        parts.append(
          place < sure
            ? segment.named(between: "", and: ", ") : segment.named(between: ", ", and: ""))
      } else {
        parts += place == sure ? [segment] : [.text(", "), segment]
      }
    }
    return cut(CheckName(parts + [.text(")")]))
  }

  /// Names of more than 100 UTF-16 units lose their end. Those that callers put before them do not
  /// count.
  ///
  /// Source: actions/runner, JobNameBuilder; kata-containers/kata-containers#11176.
  private static func cut(_ name: CheckName) -> CheckName {
    guard case .text(let first)? = name.parts.first else { return name }
    let hasMore = name.parts.dropFirst().contains { !$0.isOptional }
    let isLong = first.utf16.count > (hasMore ? CheckName.longest - 1 : CheckName.longest)
    guard isLong else { return name }
    return CheckName(String(decoding: Array(first.utf16.prefix(kept)), as: UTF16.self) + "...")
  }

  private static let kept = CheckName.longest - 3

  /// A name that an expression made. Nobody has said whether a long one loses its end as others do.
  private static func evaluated(_ name: String) -> CheckName {
    guard name.utf16.count > CheckName.longest else { return CheckName(name) }
    let head = String(decoding: Array(name.utf16.prefix(kept)), as: UTF16.self)
    return CheckName([
      .text(head),
      .open(
        expression: String(name.dropFirst(head.count)),
        why: "GitHub may cut a name of more than \(CheckName.longest) characters"),
    ])
  }
}

extension CheckName.Part {
  /// What an expression leaves open.
  init(_ open: Value.Open) {
    self = .open(expression: "${{ \(open.expression) }}", why: open.why)
  }

  /// What an expression leaves open of a matrix: without a text around it, it may come to nothing.
  init(segment open: Value.Open) {
    self.init(open)
    if open.beginning.isEmpty, open.ending.isEmpty { self = named(between: "", and: "") }
  }

  /// Whether it may come to nothing.
  fileprivate var isOptional: Bool { if case .optional = self { true } else { false } }

  /// What is open as something that may come to nothing, and with it the text around it.
  fileprivate func named(
    _ shown: String? = nil, between before: String, and after: String
  ) -> CheckName.Part {
    switch self {
    case .text: self
    case .open(let expression, let why), .optional(_, let expression, let why, _):
      .optional(before: before, expression: shown ?? expression, why: why, after: after)
    }
  }
}
