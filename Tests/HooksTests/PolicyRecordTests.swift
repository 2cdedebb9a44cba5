import GitModel
import PolicyCore
import PolicyFile
import Testing

@testable import Hooks

@Suite("A file of the policy cache")
struct PolicyRecordTests {
  private static func file() throws -> [UInt8] {
    let text = try #require(PolicyFile.preset(PolicyFile.defaultPreset))
    let policy = try PolicyFile.parse(String(decoding: text, as: UTF8.self), name: "p.yml")
    return PolicyRecord(
      program: CachedRepository.program, name: "a", neighbours: [.init(path: "b", blob: .zero)],
      policy: policy
    ).bytes
  }

  @Test("The checksum is FNV-1a", arguments: zip(["", "a", "foobar"], vectors))
  func checksum(text: String, sum: UInt64) {
    let bytes = withUnsafeBytes(of: sum.littleEndian) { Array($0) }
    #expect(Checksum(of: Array(text.utf8)[...]).bytes == bytes)
  }

  /// From the authors' own tests: isthe.com/chongo/src/fnv/test_fnv.c.
  private static let vectors: [UInt64] = [
    0xCBF2_9CE4_8422_2325, 0xAF63_DC4C_8601_EC8C, 0x8594_4171_F739_67E8,
  ]

  @Test("A file that is not damaged is read as it was written")
  func whole() throws {
    let record = try #require(PolicyRecord(file: try Self.file()))
    #expect(record.bytes == (try Self.file()))
    #expect(record.neighbours == [.init(path: "b", blob: .zero)])
  }

  @Test("A file that ends early, or goes on, is a miss")
  func truncated() throws {
    let file = try Self.file()
    let read = file.indices.filter { PolicyRecord(file: Array(file[..<$0])) != nil }
    #expect(read == [])
    let others = [file + [0], Array(repeating: 0, count: file.count)]
    #expect(others.allSatisfy { PolicyRecord(file: $0) == nil })
  }

  @Test("A file with one changed bit is a miss")
  func changedBit() throws {
    let file = try Self.file()
    let read = file.indices.filter { place in
      (0..<8).contains { bit in
        var changed = file
        changed[place] ^= 1 << bit
        return PolicyRecord(file: changed) != nil
      }
    }
    #expect(read == [])
  }

  @Test(
    "A file whose checksum was made to fit ends in a record or a miss, and in a miss where more follows"
  )
  func fittingChecksum() throws {
    let contents = try Self.file().dropLast(Checksum.byteCount)
    var misses = 0
    for place in contents.indices {
      for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
        var changed = contents
        changed[place] = value
        let file = changed + Checksum(of: changed).bytes
        guard let record = PolicyRecord(file: Array(file)) else {
          misses += 1
          continue
        }
        #expect(PolicyRecord(file: record.bytes)?.bytes == record.bytes)
      }
    }
    #expect(misses > 0)
    let longer = contents + [0]
    #expect(PolicyRecord(file: longer + Checksum(of: longer).bytes) == nil)
  }

  @Test("A file of another format is a miss")
  func format() throws {
    var contents = try Self.file().dropLast(Checksum.byteCount)
    // The number of the format stands at the end of its line.
    let end = try #require(contents.firstIndex(of: UInt8(ascii: "\n")))
    contents[end - 1] = UInt8(ascii: "0")
    #expect(PolicyRecord(file: contents + Checksum(of: contents).bytes) == nil)
  }
}
