internal import FoundationEssentials

/// A number in a JSON file.
enum JSONMetric {
  static func value(
    at pointer: String, in bytes: [UInt8], of name: String
  ) throws(MetricProblem) -> Double {
    let decoder = JSONDecoder()
    do {
      let tokens = PointedNumber.tokens(of: pointer)
      return try decoder.decode(PointedNumber.self, from: Data(bytes), configuration: tokens).value
    } catch let error as PointedNumber.Miss {
      throw MetricProblem(
        "'\(pointer)' in '\(name)' \(error.what)",
        help: "see what the command writes, and mend the pointer in the policy")
    } catch {
      throw MetricProblem("'\(name)' is no JSON", help: "see what the command writes into it")
    }
  }
}

/// The number at a JSON pointer, found while the document is decoded: nothing else of it is kept.
private struct PointedNumber: DecodableWithConfiguration {
  /// Why there is no number.
  struct Miss: Error { let what: String }

  struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  let value: Double

  init(from decoder: any Decoder, configuration tokens: [String]) throws {
    value = try Self.walk(decoder, tokens[...])
  }

  /// The reference tokens of a pointer: RFC 6901, section 4.
  static func tokens(of pointer: String) -> [String] {
    pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { token in
      String(token).replacing("~1", with: "/").replacing("~0", with: "~")
    }
  }

  private static func walk(_ decoder: any Decoder, _ tokens: ArraySlice<String>) throws -> Double {
    guard let token = tokens.first else { return try number(decoder) }
    let rest = tokens.dropFirst()
    if let members = try? decoder.container(keyedBy: Name.self) {
      let name = Name(stringValue: token)
      guard members.contains(name) else { throw Miss(what: "leads to nothing: no '\(token)'") }
      return try walk(try members.superDecoder(forKey: name), rest)
    }
    if var items = try? decoder.unkeyedContainer() {
      guard let index = index(token), let count = items.count, index < count else {
        throw Miss(what: "leads to nothing: no element '\(token)'")
      }
      for _ in 0..<index { _ = try items.superDecoder() }
      return try walk(try items.superDecoder(), rest)
    }
    throw Miss(what: "leads to nothing: no '\(token)'")
  }

  /// An array's index: digits without a leading zero.
  private static func index(_ token: String) -> Int? {
    guard token.utf8.allSatisfy({ (0x30...0x39).contains($0) }), token == "0" || token.first != "0"
    else { return nil }
    return Int(token)
  }

  private static func number(_ decoder: any Decoder) throws -> Double {
    let value = try decoder.singleValueContainer()
    if let number = try? value.decode(Double.self) {
      guard number.isFinite else { throw Miss(what: "is not finite") }
      return number
    }
    throw Miss(what: "is no number")
  }
}
