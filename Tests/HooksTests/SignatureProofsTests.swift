import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import Hooks

@Suite("Signatures that were found right")
struct SignatureProofsTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func proofs(_ facts: [Int64] = [1, 2, 3]) -> SignatureProofs {
    SignatureProofs(commonDirectory: folder.path, program: ProgramIdentity(facts: facts))
  }

  private func found(_ count: Int, key: String) -> [ObjectID: String] {
    var found: [ObjectID: String] = [:]
    for number in 0..<count {
      let end = withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) }
      let id = [UInt8](repeating: 7, count: 12) + end
      guard let commit = ObjectID(bytes: id) else { continue }
      found[commit] = number % 3 == 0 ? "ssh-ed25519 AAAA" : key
    }
    return found
  }

  @Test("Many by a long key are kept")
  func many() {
    let found = found(40_000, key: "ssh-rsa " + String(repeating: "A", count: 720))
    proofs().keep(found, on: [1, 255])
    let isSame = proofs().found(on: [1, 255]) == found
    #expect(isSame && found.count == 40_000)
  }

  @Test("They count on the same basis only, and for the same program, and undamaged")
  func others() throws {
    let found = found(5, key: "k")
    proofs().keep(found, on: [1])
    #expect(proofs().found(on: [1]) == found)
    #expect(proofs().found(on: [2]) == [:])
    #expect(proofs([4]).found(on: [1]) == [:])
    let file = try #require(CacheFolder(below: folder.path).read("signatures-" + SHA1.hex(of: [1])))
    CacheFolder(below: folder.path).write(file, to: "signatures-" + SHA1.hex(of: [2]))
    #expect(proofs().found(on: [2]) == [:])
    CacheFolder(below: folder.path).write(file.dropLast(), to: "signatures-" + SHA1.hex(of: [1]))
    #expect(proofs().found(on: [1]) == [:])
  }
}
