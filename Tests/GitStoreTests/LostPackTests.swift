import GitModel
import TestSupport
import Testing

@testable import GitStore

/// A commit-graph file tells of commits after a pack with some of them was lost.
@Suite struct LostPackTests {
  /// More commits than any sample has; all but the one of this mark are in packs.
  private static let count = 9000

  private func repository(losing mark: Int?, packs: Int) async throws -> FiledRepository {
    let filed = try await FiledRepository(seed: 11, count: Self.count)
    try await filed.writeFile()
    let lost = mark.flatMap { filed.stored.marks[$0] } ?? "none"
    try await shell(
      """
      git rev-list --all --objects --no-object-names | grep -v \(lost) >all
      split -n l/\(packs) all part. && mkdir new
      for part in part.*; do git pack-objects -q new/pack <$part >/dev/null; done
      rm -rf objects/pack objects/[0-9a-f][0-9a-f] && mv new objects/pack
      """, in: filed)
    return filed
  }

  private func shell(_ lines: String, in filed: FiledRepository) async throws {
    let answer = try await Program.run("sh", ["-ec", lines], in: filed.stored.path)
    try #require(answer.status == 0, "\(answer.errors)")
  }

  @Test("Nothing is said of a file whose commits are in packs, however many", arguments: [1, 7])
  func whole(packs: Int) async throws {
    let filed = try await repository(losing: nil, packs: packs)
    let repository = try filed.openAsUsual()
    #expect(try repository.graph(reaching: filed.tips).count == Self.count)
    #expect(repository.notes == [])
  }

  @Test("A file that tells of a commit that is gone and not asked for is not remembered")
  func unasked() async throws {
    let filed = try await repository(losing: Self.count, packs: 3)
    let end = try #require(filed.stored.marks[Self.count - 1].flatMap { ObjectID(hex: $0) })
    let files = RememberedFiles()
    let repository = try filed.openAsUsual()
    repository.provenFiles = files
    let graph = try repository.graph(reaching: [end])
    #expect(graph.cuts.isEmpty)
    #expect(repository.notes == [])
    #expect(files.hashes.isEmpty)
  }

  @Test("One commit that is lost is noticed, wherever it stands", arguments: [4111, 8999])
  func lost(mark: Int) async throws {
    let filed = try await repository(losing: mark, packs: 3)
    let id = try #require(filed.stored.marks[mark].flatMap { ObjectID(hex: $0) })
    let repository = try filed.openAsUsual()
    let graph = try repository.graph(reaching: filed.tips)
    #expect(cause { () throws(GitError) in try graph.require(id) } == .missingObject)
    #expect(repository.notes.count == 1)
  }

  @Test(
    "A pack that was cut off is as good as lost, though its index is there",
    arguments: [
      ": >$pack", "truncate -s 2000 $pack", "truncate -s -20 $pack", "rm $pack; mkdir $pack",
    ])
  func cutOff(damage: String) async throws {
    let filed = try await repository(losing: nil, packs: 3)
    try await shell(
      "pack=$(ls -S objects/pack/*.pack | tail -n 1); chmod u+w $pack; \(damage)", in: filed)
    let repository = try filed.openAsUsual()
    let graph = try repository.graph(reaching: filed.tips)
    #expect(repository.notes.count == 1)
    #expect(!graph.cuts.isEmpty || graph.count < Self.count)
  }

  @Test("A loose commit that is empty or no commit is none", arguments: ["", "garbage"])
  func damagedObject(content: String) async throws {
    let filed = try await repository(losing: 4111, packs: 2)
    let hex = try #require(filed.stored.marks[4111])
    try filed.stored.replace("objects/\(hex.prefix(2))/\(hex.dropFirst(2))", with: content.utf8)
    let repository = try filed.openAsUsual()
    _ = try repository.graph(reaching: filed.tips)
    #expect(repository.notes.count == 1)
  }
}

@Suite struct PackIndexTests {
  /// A repository with one pack, and the index of a version that git wrote for it.
  private func index(version: Int) async throws -> (BareRepository, path: String) {
    let filed = try await FiledRepository(seed: 12)
    try await Git.run(["repack", "-adq"], in: filed.stored.path)
    let answer = try await Program.run(
      "sh",
      [
        "-ec",
        "git index-pack --index-version=\(version) -o copy.idx objects/pack/*.pack && ls copy.idx",
      ], in: filed.stored.path)
    try #require(answer.status == 0, "\(answer.errors)")
    return (filed.stored, filed.stored.path + "/copy.idx")
  }

  @Test("The names are those that git shows", arguments: [1, 2])
  func names(version: Int) async throws {
    let (stored, path) = try await index(version: version)
    let bytes = try #require(stored.read("copy.idx"))
    let shown = try await Git.run(["show-index"], in: stored.path, input: bytes).lines.compactMap {
      $0.split(separator: " ").dropFirst().first.map(String.init)
    }
    let index = try #require(PackIndex(path))
    #expect(index.count == shown.count)
    for (place, hex) in shown.enumerated() {
      let id = try #require(ObjectID(hex: hex))
      let isSame = id.bytes.withUnsafeBytes { index.name(at: place) == SHA1Name($0, at: 0) }
      #expect(isSame, "\(hex)")
    }
  }

  @Test("A file that is cut off or of another kind is no index", arguments: [1, 2])
  func damaged(version: Int) async throws {
    let (stored, path) = try await index(version: version)
    let bytes = try #require(stored.read("copy.idx"))
    for length in [0, 7, 1031, 1040, bytes.count / 2] {
      try stored.replace("copy.idx", with: Array(bytes.prefix(length)))
      #expect(PackIndex(path) == nil, "\(length) bytes")
    }
    // A count beyond the file, and a version of the future.
    for place in [version == 1 ? 1020 : 1028] + (version == 1 ? [] : [7]) {
      var changed = bytes
      changed[place] = 0x7F
      try stored.replace("copy.idx", with: changed)
      #expect(PackIndex(path) == nil, "byte \(place)")
    }
    #expect(PackIndex(path + ".gone") == nil)
  }
}
