import GitModel
import GitStore
import TestSupport
import Testing

@Suite struct CommitGraphFileTests {
  @Test("A commit-graph file says what the objects say", arguments: 0..<8 as Range<UInt64>)
  func file(seed: UInt64) async throws {
    let filed = try await FiledRepository(seed: seed)
    let truth = try filed.rows(filed.open())
    #expect(truth.count == 60)
    try await filed.writeFile()
    let repository = try filed.open()
    #expect(try filed.rows(repository) == truth)
    #expect(repository.notes == [])
  }

  @Test("A chain of layers says what the objects say", arguments: 0..<4 as Range<UInt64>)
  func chain(seed: UInt64) async throws {
    let filed = try await FiledRepository(seed: seed)
    let truth = try filed.rows(filed.open())
    #expect(try await filed.writeChain().count == 3)
    let repository = try filed.open()
    #expect(try filed.rows(repository) == truth)
    #expect(repository.notes == [])
  }

  @Test("Commits newer than the file are read from the objects and put on top")
  func partlyFiled() async throws {
    let filed = try await FiledRepository(seed: 1)
    let truth = try filed.rows(filed.open())
    let half = (1...40).compactMap { filed.stored.marks[$0] }.joined(separator: "\n")
    try await Git.run(
      ["commit-graph", "write", "--stdin-commits"], in: filed.stored.path,
      input: Array("\(half)\n".utf8))
    let repository = try filed.open()
    #expect(try filed.rows(repository) == truth)
    #expect(repository.notes == [])
  }

  @Test("A file in an alternate is used")
  func alternate() async throws {
    let filed = try await FiledRepository(seed: 2)
    let truth = try filed.rows(filed.open())
    try await filed.writeFile()
    let clone = try await BareRepository([])
    try clone.replace(
      "objects/info/alternates", with: "\(filed.stored.path)/objects\n".utf8)
    func open() throws -> Repository {
      try Repository.open(
        at: clone.path, environment: HermeticEnvironment.variables(home: clone.path)
      ).readingEveryFile
    }
    #expect(try filed.rows(open()) == truth)
    // That it was used shows when it is broken.
    try filed.stored.replace(FiledRepository.file, with: "CGPH".utf8)
    let repository = try open()
    #expect(try filed.rows(repository) == truth)
    #expect(repository.notes.count == 1)
  }

  @Test("A file cut short is not used, and a note says so")
  func truncated() async throws {
    let filed = try await FiledRepository(seed: 3)
    let truth = try filed.rows(filed.open())
    try await filed.writeFile()
    let whole = try #require(filed.stored.read(FiledRepository.file))
    for length in stride(from: 0, to: whole.count, by: 7) {
      try filed.stored.replace(FiledRepository.file, with: whole.prefix(length))
      let repository = try filed.open()
      #expect(try filed.rows(repository) == truth, "cut to \(length)")
      #expect(repository.notes.count == 1, "cut to \(length)")
    }
  }

  @Test("Flipped bits never change an answer", arguments: 0..<12 as Range<UInt64>)
  func flipped(seed: UInt64) async throws {
    let filed = try await FiledRepository(seed: seed)
    let truth = try filed.rows(filed.open())
    try await filed.writeFile()
    try expectTruth(truth, filed, flipping: [FiledRepository.file], seed, times: 250)
  }

  @Test("Flipped bits in a chain never change an answer", arguments: 0..<4 as Range<UInt64>)
  func flippedChain(seed: UInt64) async throws {
    let filed = try await FiledRepository(seed: seed)
    let truth = try filed.rows(filed.open())
    let files = try await filed.writeChain() + [FiledRepository.chain]
    try expectTruth(truth, filed, flipping: files, seed, times: 200)
  }

  private func expectTruth(
    _ truth: [String], _ filed: FiledRepository, flipping files: [String], _ seed: UInt64,
    times: Int
  ) throws {
    var random = SeededNumbers(seed: seed)
    for _ in 0..<times {
      let file = files[random.next(below: files.count)]
      let whole = try #require(filed.stored.read(file))
      var bytes = whole
      let places = (0...random.next(below: 3)).map { _ in random.next(below: bytes.count) }
      for place in places { bytes[place] ^= 1 << UInt8(random.next(below: 8)) }
      try filed.stored.replace(file, with: bytes)
      let repository = try filed.open()
      #expect(try filed.rows(repository) == truth, "\(file) at \(places)")
      // Two flips of one bit are none, and a chain may name its layers in capitals.
      let isHarmless = bytes == whole || file == FiledRepository.chain
      #expect(isHarmless || repository.notes.count == 1, "\(file) at \(places)")
      try filed.stored.replace(file, with: whole)
    }
  }

  @Test("A chain whose layers are in the wrong order is not used")
  func swappedLayers() async throws {
    let filed = try await FiledRepository(seed: 5)
    let truth = try filed.rows(filed.open())
    _ = try await filed.writeChain()
    let chain = try #require(filed.stored.read(FiledRepository.chain))
    let names = chain.split(separator: UInt8(ascii: "\n")).map { $0 + [UInt8(ascii: "\n")] }
    for order in [[0, 2], [1, 0, 2], [0, 1, 1], [2], [0, 0]] {
      try filed.stored.replace(FiledRepository.chain, with: order.flatMap { names[$0] })
      let repository = try filed.open()
      #expect(try filed.rows(repository) == truth, "\(order)")
      #expect(repository.notes.count == 1, "\(order)")
    }
  }

  @Test("A file is not looked at where the configuration says so")
  func switchedOff() async throws {
    let filed = try await FiledRepository(seed: 6)
    try filed.stored.replace(FiledRepository.file, with: "no graph".utf8)
    let before = try filed.open()
    let truth = try filed.rows(before)
    #expect(before.notes.count == 1)
    try filed.stored.configure("\tcommitGraph = false\n")
    let after = try filed.open()
    #expect(try filed.rows(after) == truth)
    #expect(after.notes == [])
  }
}
