internal import CExpat

/// Walks through an XML document by expat, which keeps nothing of it.
///
/// No external entity is ever read; a document that declares an entity is refused, since a few hundred
/// bytes of them become gigabytes ("billion laughs", CVE-2013-0340).
struct XMLDocument {
  static let deepest = 256

  /// A start tag: its name, and its attributes.
  typealias Start = (_ name: String, _ attributes: [String: String]) -> Void
  /// An end tag.
  typealias End = (_ name: String) -> Void

  /// Walks through the bytes of a file.
  static func walk(
    _ bytes: [UInt8], of name: String, start: @escaping Start, end: @escaping End
  ) throws(MetricProblem) {
    guard let parser = XML_ParserCreate(nil) else {
      throw MetricProblem("'\(name)' cannot be read: no memory", help: "run it again")
    }
    defer { XML_ParserFree(parser) }
    let walk = Walk(parser, start, end)
    XML_SetUserData(parser, Unmanaged.passUnretained(walk).toOpaque())
    XML_SetElementHandler(parser, Walk.startTag, Walk.endTag)
    XML_SetEntityDeclHandler(parser, Walk.entity)
    let status = withExtendedLifetime(walk) { parse(bytes, parser) }
    if let problem = walk.problem {
      throw MetricProblem("'\(name)' \(problem)", help: "see what the command writes into it")
    }
    guard status == XML_STATUS_OK else {
      let reason =
        XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "unknown"
      throw MetricProblem(
        "'\(name)' is no XML: \(reason) in line \(XML_GetCurrentLineNumber(parser))",
        help: "see what the command writes into it")
    }
  }

  private static func parse(_ bytes: [UInt8], _ parser: XML_Parser) -> XML_Status {
    var rest = bytes[...]
    repeat {
      let chunk = rest.prefix(1 << 20)
      rest = rest.dropFirst(chunk.count)
      let status = chunk.withUnsafeBytes { chunk in
        XML_Parse(
          parser, chunk.bindMemory(to: CChar.self).baseAddress, Int32(clamping: chunk.count),
          rest.isEmpty ? 1 : 0)
      }
      guard status == XML_STATUS_OK else { return status }
    } while !rest.isEmpty
    return XML_STATUS_OK
  }
}

/// What expat's callbacks share.
private final class Walk {
  private let parser: XML_Parser
  private let start: XMLDocument.Start
  private let end: XMLDocument.End
  private var depth = 0
  private(set) var problem: String?

  init(
    _ parser: XML_Parser, _ start: @escaping XMLDocument.Start, _ end: @escaping XMLDocument.End
  ) {
    (self.parser, self.start, self.end) = (parser, start, end)
  }

  private func stop(_ problem: String) {
    self.problem = self.problem ?? problem
    XML_StopParser(parser, 0)
  }

  private static func of(_ data: UnsafeMutableRawPointer?) -> Walk? {
    data.map { Unmanaged<Walk>.fromOpaque($0).takeUnretainedValue() }
  }

  static let startTag: XML_StartElementHandler = { data, name, attributes in
    guard let walk = Walk.of(data), let name, walk.problem == nil else { return }
    walk.depth += 1
    guard walk.depth <= XMLDocument.deepest else {
      return walk.stop("has elements within more than \(XMLDocument.deepest) others")
    }
    var pairs: [String: String] = [:]
    var next = attributes
    while let pair = next, let key = pair[0], let value = pair[1] {
      pairs[String(cString: key)] = String(cString: value)
      next = pair + 2
    }
    walk.start(String(cString: name), pairs)
  }

  static let endTag: XML_EndElementHandler = { data, name in
    guard let walk = Walk.of(data), let name, walk.problem == nil else { return }
    walk.depth -= 1
    walk.end(String(cString: name))
  }

  static let entity: XML_EntityDeclHandler = { data, _, _, _, _, _, _, _, _ in
    Walk.of(data)?.stop("declares an entity, which no report needs")
  }
}
