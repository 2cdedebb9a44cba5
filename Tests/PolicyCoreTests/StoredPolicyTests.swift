import GitModel
import Testing

@testable import PolicyCore

@Suite("The binary form of a policy")
struct StoredPolicyTests {
  private static func read(_ bytes: [UInt8]) throws(StoredError) -> Policy {
    var reader = StoredReader(bytes[...])
    let policy = try Policy(from: &reader)
    guard reader.isAtEnd else { throw .malformed }
    return policy
  }

  private static func bytes(of policy: Policy) -> [UInt8] {
    var writer = StoredWriter()
    policy.write(to: &writer)
    return writer.bytes
  }

  @Test("The full policy leaves no stored property of any type at its default")
  func full() throws {
    let walk = try StoredPropertyWalk(try Policy.full())
    #expect(walk.unchanged == [], "give it another value in Policy.full()")
    #expect(walk.unknown == [], "give StoredPropertyWalk a blank value, and store the type")
    #expect(walk.count > 50)
  }

  @Test("The full policy is read as it was written, property by property")
  func roundTrip() throws {
    let policy = try Policy.full()
    let read = try Self.read(Self.bytes(of: policy))
    #expect(read == policy)
    // Not by == alone, which a type may define to overlook a property.
    #expect(String(reflecting: read) == String(reflecting: policy))
    #expect(try Self.read(Self.bytes(of: Policy())) == Policy())
  }

  @Test("Equal policies give equal bytes, in whatever order their sets were filled")
  func order() {
    let rules = RuleCatalog.all.map { $0.guide.id }
    func policy(_ rules: some Sequence<String>) -> Policy {
      var policy = Policy()
      for rule in rules {
        policy.levels[rule] = .off
        policy.baseline.known.insert(KnownViolation(rule: rule, ref: "refs/heads/a", commit: nil))
        policy.baseline.known.insert(KnownViolation(rule: rule, ref: "refs/heads/a", commit: .zero))
      }
      return policy
    }
    #expect(Self.bytes(of: policy(rules)) == Self.bytes(of: policy(rules.reversed())))
  }

  @Test("Bytes that end early are an error")
  func truncated() throws {
    let bytes = Self.bytes(of: try .full())
    for end in bytes.indices {
      #expect(throws: StoredError.self) { try Self.read(Array(bytes[..<end])) }
    }
    #expect(throws: StoredError.self) { try Self.read(bytes + [0]) }
  }

  @Test("Any changed byte ends in an error, or in a policy that can be written again")
  func changed() throws {
    let bytes = Self.bytes(of: try .full())
    for place in bytes.indices {
      for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF, bytes[place] ^ 0x20] {
        var changed = bytes
        changed[place] = value
        try Self.expectTotal(changed)
      }
    }
  }

  @Test("Random bytes end in an error, or in a policy that can be written again")
  func random() throws {
    var state: UInt64 = 7
    for round in 0..<20_000 {
      let bytes = (0..<round % 97).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        // Small numbers often: they are what counts and cases look like.
        return UInt8(truncatingIfNeeded: state >> 56) >> UInt8(truncatingIfNeeded: state >> 53 & 7)
      }
      try Self.expectTotal(bytes)
    }
  }

  private static func expectTotal(_ bytes: [UInt8]) throws {
    do throws(StoredError) {
      let policy = try read(bytes)
      let again = try read(Self.bytes(of: policy))
      #expect(again == policy)
    } catch { return }
  }

  @Test(
    "A count that lies allocates nothing and is an error",
    arguments: [[0xFF, 0xFF, 0xFF, 0xFF, 0x0F], Array(repeating: 0xFF, count: 9) + [0x01]])
  func lyingCount(count: [UInt8]) {
    // A whole policy with nothing in it, whose kinds claim to be many.
    for bytes in [count, [0, 0, 0, 0, 0] + count, [0] + count] {
      #expect(throws: StoredError.self) { try Self.read(bytes) }
    }
  }

  @Test("A number with more bits than 64 is an error")
  func longNumber() throws {
    for last: UInt8 in [0x02, 0x80, 0xFF] {
      var reader = StoredReader(ArraySlice(repeating: 0xFF, count: 9) + [last, 0])
      #expect(throws: StoredError.self) { _ = try reader.number() }
    }
    var reader = StoredReader(ArraySlice(repeating: 0xFF, count: 9) + [0x01])
    #expect(try reader.number() == .max)
  }
}
