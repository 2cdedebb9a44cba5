import GitModel
import TestSupport
import Testing

@testable import Hooks

@Suite("The proofs of commit-graph files")
struct GraphProofsTests {
  private static let program = CachedRepository.program
  private static let hashes = (1...2).compactMap {
    ObjectID(bytes: [UInt8](repeating: $0, count: 20))
  }

  private func proofs(
    in repository: borrowing CachedRepository, of program: ProgramIdentity? = program
  ) -> GraphProofs {
    GraphProofs(commonDirectory: repository.folder.path, program: program)
  }

  @Test("What was found right is remembered, for this file and this program only")
  func remembered() throws {
    let repository = try CachedRepository()
    let (first, second) = (Self.hashes[0], Self.hashes[1])
    #expect(!proofs(in: repository).contains(first))
    proofs(in: repository).insert(first)
    #expect(proofs(in: repository).contains(first))
    #expect(!proofs(in: repository).contains(second))
    #expect(!proofs(in: repository, of: ProgramIdentity(facts: [1, 2, 4])).contains(first))
  }

  @Test("A program that does not know itself remembers nothing")
  func nobody() throws {
    let repository = try CachedRepository()
    proofs(in: repository, of: nil).insert(Self.hashes[0])
    #expect(repository.files.isEmpty)
    proofs(in: repository).insert(Self.hashes[0])
    #expect(!proofs(in: repository, of: nil).contains(Self.hashes[0]))
  }

  @Test("A proof that was damaged, cut off, renamed or opened to others is none")
  func damaged() throws {
    let repository = try CachedRepository()
    let (first, second) = (Self.hashes[0], Self.hashes[1])
    proofs(in: repository).insert(first)
    let file = try repository.file
    let whole = try #require(repository.folder.read(file))
    for change in [Array(whole.dropLast()), whole + [0], [], [whole[0] ^ 1] + whole.dropFirst()] {
      try repository.folder.write(change, to: file)
      #expect(!proofs(in: repository).contains(first))
    }
    try repository.folder.write(whole, to: file.replacing(first.hex, with: second.hex))
    #expect(!proofs(in: repository).contains(second))
    try repository.folder.write(whole, to: file)
    #expect(proofs(in: repository).contains(first))
    try repository.setMode(0o620, of: file)
    #expect(!proofs(in: repository).contains(first))
  }
}
