internal import CSHA1

/// The hash that names Git's objects and closes Git's files.
///
/// Source: FIPS 180-4, sections 5 and 6.1. Not for secrets. libgit2 has it too, and gives it out only
/// over an object with its header.
package struct SHA1 {
  private var state: (UInt32, UInt32, UInt32, UInt32, UInt32) = (
    0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0
  )

  /// Whether the processor does it, three times as fast as any program.
  package static let isFast = policy_sha1_is_here()

  private let usesProcessor: Bool

  private init(usesProcessor: Bool) { self.usesProcessor = usesProcessor }

  /// The 20 bytes that stand for a message, or for what stands before it and the message; by the program
  /// alone for who asks for that.
  package static func digest(
    of message: UnsafeRawBufferPointer, behind head: [UInt8] = [], byProgram: Bool = false
  ) -> [UInt8] {
    var hash = SHA1(usesProcessor: isFast && !byProgram)
    withUnsafeTemporaryAllocation(byteCount: head.count + 192, alignment: 8) { buffer in
      buffer.copyBytes(from: head)
      // As much as makes whole blocks of what stands before it; or all, where that is not enough.
      let filling = message.prefix((64 - head.count % 64) % 64)
      UnsafeMutableRawBufferPointer(rebasing: buffer[head.count...]).copyBytes(from: filling)
      var used = head.count + filling.count
      if used % 64 == 0 {
        hash.absorb(UnsafeRawBufferPointer(rebasing: buffer[..<used]))
        let rest = message[filling.endIndex...]
        let end = rest.startIndex + rest.count & ~63
        hash.absorb(UnsafeRawBufferPointer(rebasing: rest[..<end]))
        buffer.copyBytes(from: rest[end...])
        used = rest.endIndex - end
      }
      // What is left, a bit, zeros, and the length in bits.
      buffer[used] = 0x80
      let end = (used + 9 + 63) & ~63
      UnsafeMutableRawBufferPointer(rebasing: buffer[(used + 1)..<end])
        .initializeMemory(as: UInt8.self, repeating: 0)
      let length = UInt64(head.count + message.count) << 3
      buffer.storeBytes(of: length.bigEndian, toByteOffset: end - 8, as: UInt64.self)
      hash.absorb(UnsafeRawBufferPointer(rebasing: buffer[..<end]))
    }
    let (a, b, c, d, e) = hash.state
    let words = (a.bigEndian, b.bigEndian, c.bigEndian, d.bigEndian, e.bigEndian)
    return withUnsafeBytes(of: words, Array.init)
  }

  /// The same in 40 hexadecimal digits.
  package static func hex(of message: [UInt8]) -> String {
    (ObjectID(bytes: message.withUnsafeBytes { digest(of: $0) }) ?? .zero).hex
  }

  private mutating func absorb(_ blocks: UnsafeRawBufferPointer) {
    guard !usesProcessor else {
      withUnsafeMutableBytes(of: &state) { words in
        policy_sha1_blocks(
          words.assumingMemoryBound(to: UInt32.self).baseAddress, blocks.baseAddress,
          blocks.count / 64)
      }
      return
    }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { words in
      for start in stride(from: 0, to: blocks.count, by: 64) {
        for index in 0..<16 {
          words[index] = UInt32(
            bigEndian: blocks.loadUnaligned(fromByteOffset: start + 4 * index, as: UInt32.self))
        }
        for index in 16..<80 {
          let mixed = words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16]
          words[index] = mixed << 1 | mixed >> 31
        }
        absorb(words)
      }
    }
  }

  /// Takes in one block, five rounds at a time: after five, each word is back in its own place, and
  /// none need be moved.
  @inline(__always)
  private mutating func absorb(_ words: UnsafeMutableBufferPointer<UInt32>) {
    var (a, b, c, d, e) = state
    @inline(__always)
    func five(_ first: Int, _ constant: UInt32, _ mix: (UInt32, UInt32, UInt32) -> UInt32) {
      Self.round(a, &b, mix(b, c, d), &e, constant &+ words[first])
      Self.round(e, &a, mix(a, b, c), &d, constant &+ words[first + 1])
      Self.round(d, &e, mix(e, a, b), &c, constant &+ words[first + 2])
      Self.round(c, &d, mix(d, e, a), &b, constant &+ words[first + 3])
      Self.round(b, &c, mix(c, d, e), &a, constant &+ words[first + 4])
    }
    for first in stride(from: 0, to: 20, by: 5) { five(first, 0x5A82_7999) { $2 ^ $0 & ($1 ^ $2) } }
    for first in stride(from: 20, to: 40, by: 5) { five(first, 0x6ED9_EBA1) { $0 ^ $1 ^ $2 } }
    for first in stride(from: 40, to: 60, by: 5) {
      five(first, 0x8F1B_BCDC) { ($0 & $1) | ($2 & ($0 | $1)) }
    }
    for first in stride(from: 60, to: 80, by: 5) { five(first, 0xCA62_C1D6) { $0 ^ $1 ^ $2 } }
    state.0 &+= a
    state.1 &+= b
    state.2 &+= c
    state.3 &+= d
    state.4 &+= e
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: inout UInt32, _ mix: UInt32, _ e: inout UInt32, _ word: UInt32
  ) {
    e = (a << 5 | a >> 27) &+ mix &+ e &+ word
    b = b << 30 | b >> 2
  }
}
