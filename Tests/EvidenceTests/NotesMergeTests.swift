import GitModel
import GitStore
import PolicyCore
import TestSupport
import Testing

@testable import Evidence

@Suite("Notes that several people write")
struct NotesMergeTests {
  private static let theirs = CheckNotes.ref(ofRemote: "origin")

  /// What stands on an object, by the real git.
  private func note(_ fixture: EvidenceFixture, on object: ObjectID) async throws -> Set<String> {
    Set(try await fixture.git("notes", "--ref=policy/checks", "show", "\(object)"))
  }

  private func merge(_ fixture: EvidenceFixture) throws -> Bool {
    let ref = try #require(RefName(Self.theirs))
    return try CheckNotes(fixture.open()).merge(ref) { () throws(GitError) in
      EvidenceFixture.identity
    }
  }

  @Test("Who records at the same time loses nothing")
  func concurrent() async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    let (writers, each) = (4, 6)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<writers {
        group.addTask {
          for number in 0..<each {
            try fixture.add([fixture.record(subject, "check \(writer).\(number)")])
          }
        }
      }
      try await group.waitForAll()
    }
    let expected = Set((0..<writers).flatMap { w in (0..<each).map { "check \(w).\($0)" } })
    let results = try fixture.results(on: subject, by: [])
    #expect(Set(results.map(\.context)) == expected)
    #expect(results.count == expected.count)
    let commits = try await fixture.git("rev-list", "--count", CheckNotes.ref)
    #expect(commits == ["\(expected.count)"])
    for object in [subject.commit, subject.tree] {
      #expect(try await note(fixture, on: object).count == expected.count)
    }
  }

  @Test("Of twenty who record for the first time at once, nobody's record is lost")
  func firsts() async throws {
    for _ in 0..<8 {
      let fixture = try await EvidenceFixture()
      let subject = try await fixture.commit()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<20 {
          group.addTask { try fixture.add([fixture.record(subject, "check \(writer)")]) }
        }
        try await group.waitForAll()
      }
      #expect(try Set(fixture.results(on: subject, by: []).map(\.context)).count == 20)
    }
  }

  @Test("Recording the same twice changes nothing")
  func twice() async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    try fixture.add([fixture.record(subject)])
    let tip = try await fixture.id("rev-parse", CheckNotes.ref)
    try fixture.add([fixture.record(subject)])
    #expect(try await fixture.id("rev-parse", CheckNotes.ref) == tip)
  }

  @Test("What went apart becomes every line of both, as git's own union merge makes it")
  func union() async throws {
    let fixture = try await EvidenceFixture()
    let (one, two) = (try await fixture.commit(), try await fixture.commit("Two"))
    try fixture.add([fixture.record(one, "base")])
    let base = try await fixture.id("rev-parse", CheckNotes.ref)
    try fixture.add([fixture.record(one, "theirs"), fixture.record(two, "theirs")])
    let theirs = try await fixture.id("rev-parse", CheckNotes.ref)
    try await fixture.git("update-ref", Self.theirs, "\(theirs)")
    try await fixture.git("update-ref", CheckNotes.ref, "\(base)")
    try fixture.add([fixture.record(one, "ours")])
    let ours = try await fixture.id("rev-parse", CheckNotes.ref)
    #expect(try merge(fixture))
    let merged = try await fixture.git("rev-parse", CheckNotes.ref + "^@")
    #expect(merged == ["\(ours)", "\(theirs)"])
    let tree = try await fixture.git("ls-tree", "-r", CheckNotes.ref)
    // The real git, from the same place.
    try await fixture.git("update-ref", CheckNotes.ref, "\(ours)")
    try await fixture.git("update-ref", "refs/notes/theirs", "\(theirs)")
    try await fixture.git(
      "notes", "--ref=policy/checks", "merge", "-q", "-s", "cat_sort_uniq", "theirs")
    let blobs = { (lines: [String]) in
      Set(lines.map { $0.split(separator: "\t").map { $0.replacing("/", with: "") } })
    }
    #expect(blobs(tree) == blobs(try await fixture.git("ls-tree", "-r", CheckNotes.ref)))
    #expect(try await note(fixture, on: one.tree).count == 3)
    #expect(try !merge(fixture))
  }

  @Test("Notes that only one side has are taken as they stand, without a merge")
  func fastForward() async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    #expect(try !merge(fixture))
    try fixture.add([fixture.record(subject, "one")])
    let old = try await fixture.id("rev-parse", CheckNotes.ref)
    try fixture.add([fixture.record(subject, "two")])
    let new = try await fixture.id("rev-parse", CheckNotes.ref)
    try await fixture.git("update-ref", Self.theirs, "\(new)")
    for start in [old, nil] {
      if let start {
        try await fixture.git("update-ref", CheckNotes.ref, "\(start)")
      } else {
        try await fixture.git("update-ref", "-d", CheckNotes.ref)
      }
      #expect(try merge(fixture))
      #expect(try await fixture.id("rev-parse", CheckNotes.ref) == new)
    }
    try await fixture.git("update-ref", Self.theirs, "\(old)")
    #expect(try !merge(fixture))
    #expect(try await fixture.id("rev-parse", CheckNotes.ref) == new)
  }

  @Test("A failure that somebody took out of the remote's notes comes back")
  func heals() async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    try fixture.add([fixture.record(subject, "build", .failure)])
    let old = try await fixture.id("rev-parse", CheckNotes.ref)
    try await fixture.git(
      "notes", "--ref=policy/checks", "remove", "\(subject.commit)", "\(subject.tree)")
    try fixture.add([fixture.record(subject, "build", .success)])
    let theirs = try await fixture.id("rev-parse", CheckNotes.ref)
    try await fixture.git("update-ref", Self.theirs, "\(theirs)")
    try await fixture.git("update-ref", CheckNotes.ref, "\(old)")
    #expect(try merge(fixture))
    #expect(try await fixture.git("rev-parse", CheckNotes.ref + "^@") == ["\(theirs)"])
    #expect(
      Set(try fixture.results(on: subject, by: []).map(\.conclusion)) == [.success, .failure])
  }

  @Test("Sides that have nothing to do with each other, and a diverged one that has no more")
  func unrelated() async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    try fixture.add([fixture.record(subject, "theirs")])
    let theirs = try await fixture.id("rev-parse", CheckNotes.ref)
    try await fixture.git("update-ref", Self.theirs, "\(theirs)")
    try await fixture.git("update-ref", "-d", CheckNotes.ref)
    try fixture.add([fixture.record(subject, "ours")])
    #expect(try merge(fixture))
    #expect(try await note(fixture, on: subject.commit).count == 2)
    // Another commit of the same notes: nothing is missing, but a push must be able to go forward.
    let tree = try await fixture.id("rev-parse", CheckNotes.ref + "^{tree}")
    let other = try await fixture.id("commit-tree", "-m", "other", "\(tree)")
    try await fixture.git("update-ref", Self.theirs, "\(other)")
    #expect(try merge(fixture))
    try await fixture.git("merge-base", "--is-ancestor", Self.theirs, CheckNotes.ref)
    #expect(try await fixture.id("rev-parse", CheckNotes.ref + "^{tree}") == tree)
  }

  @Test("A ref that stays locked is an error with the lock's name, and nothing is lost")
  func locked() async throws {
    let fixture = try await EvidenceFixture()
    let subject = try await fixture.commit()
    try fixture.add([fixture.record(subject, "one")])
    let lock = "repo/.git/\(CheckNotes.ref).lock"
    try fixture.folder.write([], to: lock)
    let failure = error {
      try CheckNotes(fixture.open(), tries: 3).add(
        [fixture.record(subject, "two")], identity: EvidenceFixture.identity)
    }
    #expect(failure?.message == "'\(CheckNotes.ref)' is locked, or moves all the time")
    #expect(failure?.help.hasSuffix("\(CheckNotes.ref).lock") == true)
    try fixture.folder.remove(lock)
    #expect(try fixture.results(on: subject, by: []).map(\.context) == ["one"])
  }
}
