import GitModel
import TestSupport
import Testing

@testable import GitStore

@Suite struct GraphTrustTests {
  /// Who opens a repository, and how many lies are noticed: a small file is not even looked at.
  enum Opening: CaseIterable {
    case asUsual
    case readingEveryFile

    var notes: Int { self == .asUsual ? 0 : 1 }
  }

  @Test(
    "A file with a right checksum that lies about any commit changes nothing",
    arguments: zip([1, 2], Opening.allCases))
  func lies(seed: UInt64, _ opening: Opening) async throws {
    let filed = try await FiledRepository(seed: seed)
    let truth = try filed.rows(filed.open())
    try await filed.writeFile()
    let file = try #require(
      filed.stored.read(FiledRepository.file).flatMap { GraphFileBytes($0) })
    for position in 0..<truth.count {
      for lie in GraphFileBytes.Lie.allCases {
        guard let lying = file.telling(lie, at: position, among: truth.count) else { continue }
        try filed.stored.replace(FiledRepository.file, with: lying.sealed)
        let repository = try opening == .asUsual ? filed.openAsUsual() : filed.open()
        #expect(try filed.rows(repository) == truth, "\(lie) at \(position)")
        #expect(repository.notes.count == opening.notes, "\(lie) at \(position)")
      }
    }
  }

  @Test("A graph commit whose object is gone is gone")
  func missingObject() async throws {
    let filed = try await FiledRepository(seed: 3)
    try await filed.writeFile()
    let whole = try filed.openAsUsual().graph(reaching: filed.tips)
    for id in filed.tips {
      let path = "objects/\(id.hex.prefix(2))/\(id.hex.dropFirst(2))"
      let object = try #require(filed.stored.read(path))
      try filed.stored.removeObject(id.hex)
      let graph = try filed.openAsUsual().graph(reaching: filed.tips)
      #expect(cause { () throws(GitError) in try graph.require(id) } == .missingObject)
      let gone = try whole.require(id)
      for child in 0..<whole.count where whole.parents(of: child).contains(gone) {
        #expect(graph.cuts[try graph.require(whole.id(of: child))]?.cause == .missingObject)
      }
      try filed.stored.replace(path, with: object)
    }
  }
}

@Suite struct GraphChecksumTests {
  @Test(
    "A byte changed anywhere in a large file changes no answer", arguments: 0..<2 as Range<UInt64>)
  func flipped(seed: UInt64) async throws {
    let filed = try await FiledRepository(seed: seed, count: 5000)
    func lines(_ repository: Repository) throws -> Set<String> {
      try repository.graph(reaching: filed.tips).lines
    }
    let truth = try lines(filed.openAsUsual())
    #expect(truth.count == 5000)
    try await filed.writeFile()
    let right = try filed.openAsUsual()
    #expect(try lines(right) == truth)
    #expect(right.notes == [])
    let whole = try #require(filed.stored.read(FiledRepository.file))
    var random = SeededNumbers(seed: seed)
    for part in 0..<8 {
      var bytes = whole
      let place = (bytes.count * part + random.next(below: bytes.count)) / 8
      bytes[place] ^= 1 << UInt8(random.next(below: 8))
      try filed.stored.replace(FiledRepository.file, with: bytes)
      let repository = try filed.openAsUsual()
      #expect(try lines(repository) == truth, "at \(place)")
      #expect(repository.notes.count == 1, "at \(place)")
      // It is found once, and said once.
      #expect(try lines(repository) == truth, "at \(place)")
      #expect(repository.notes.count == 1, "at \(place)")
    }
  }

  @Test(
    "A large file with a right checksum that lies about one commit is not used", arguments: [1, 7])
  func lies(seed: UInt64) async throws {
    let filed = try await FiledRepository(seed: seed, count: 5000)
    let truth = try filed.rows(filed.openAsUsual())
    try await filed.writeFile()
    let file = try #require(
      filed.stored.read(FiledRepository.file).flatMap { GraphFileBytes($0) })
    let proofs = RememberedFiles()
    func rows() throws -> (rows: [String], notes: Int) {
      let repository = try filed.openAsUsual()
      repository.provenFiles = proofs
      return (try filed.rows(repository), repository.notes.count)
    }
    var random = SeededNumbers(seed: seed)
    for lie in GraphFileBytes.Lie.allCases {
      let position = random.next(below: 5000)
      guard let lying = file.telling(lie, at: position, among: 5000) else { continue }
      try filed.stored.replace(FiledRepository.file, with: lying.sealed)
      let told = try rows()
      #expect(told.rows == truth, "\(lie) at \(position)")
      #expect(told.notes == 1, "\(lie) at \(position)")
      #expect(proofs.hashes.isEmpty)
    }
    try filed.stored.replace(FiledRepository.file, with: file.bytes)
    let told = try rows()
    #expect(told.rows == truth)
    #expect(told.notes == 0)
    #expect(proofs.hashes.map(\.bytes) == [Array(file.bytes.suffix(20))])
  }

  @Test("Commits that differ by many are told by a file that was found right, and by no other")
  func near() async throws {
    var stream = "reset refs/heads/main\n"
    for mark in 1...5000 {
      stream += "commit refs/heads/main\nmark :\(mark)\n"
      stream += "committer C <c@example.com> \(1_700_000_000 + mark) +0000\ndata 1\nx\n"
    }
    let stored = try await BareRepository(Array(stream.utf8))
    let proofs = RememberedFiles()
    func open() throws -> Repository {
      let repository = try Repository.open(
        at: stored.path, environment: HermeticEnvironment.variables(home: stored.path))
      repository.provenFiles = proofs
      return repository
    }
    func count(from old: Int, to new: Int) throws -> Int {
      let tips = [old, new].compactMap { stored.marks[$0].flatMap { ObjectID(hex: $0) } }
      return try open().graph(near: tips).count
    }
    try await Git.run(["commit-graph", "write", "--reachable"], in: stored.path)
    #expect(try count(from: 4700, to: 5000) < 400)
    let tip = try #require(stored.marks[5000].flatMap { ObjectID(hex: $0) })
    #expect(try open().graph(reaching: [tip]).count == 5000)
    #expect(proofs.hashes.count == 1)
    #expect(try count(from: 4700, to: 5000) == 5000)
    // Few are not worth it.
    #expect(try count(from: 4990, to: 5000) < 20)
    try await Git.run(["config", "core.commitGraph", "false"], in: stored.path)
    #expect(try count(from: 4700, to: 5000) < 400)
  }

  @Test("What was found right once is not read again, and only that file")
  func remembered() async throws {
    let filed = try await FiledRepository(seed: 7, count: 5000)
    try await filed.writeFile()
    let file = try #require(
      filed.stored.read(FiledRepository.file).flatMap { GraphFileBytes($0) })
    let lying = try #require(file.telling(.tree, at: 2500, among: 5000)).sealed
    let repository = try filed.openAsUsual()
    let truth = try filed.rows(repository)
    try filed.stored.replace(FiledRepository.file, with: lying)
    let proofs = RememberedFiles()
    proofs.insert(ObjectID(sha1: 20, of: file.bytes))
    func rows() throws -> [String] {
      let repository = try filed.openAsUsual()
      repository.provenFiles = proofs
      return try filed.rows(repository)
    }
    #expect(try rows() == truth)
    // Who says that it was found right is believed: nothing else reads the commit.
    proofs.insert(ObjectID(sha1: 20, of: lying))
    #expect(try rows() != truth)
  }
}

extension ObjectID {
  /// The id in a file's last bytes.
  fileprivate init(sha1 count: Int, of file: [UInt8]) {
    self = file.withUnsafeBytes { ObjectID(sha1: $0, at: file.count - count) }
  }
}
