import TestSupport
import Testing

/// What Git would never write to `pre-receive`, and what hostile people let it write.
@Suite struct ServerInputTests {
  static let zeros: String = String(repeating: "0", count: 40)
  static let id: String = "73346b436d6038019e7c5a4c5967591330e6d6d8"

  static let malformed: [String] = [
    "\n", "x\n", "garbage\u{1b}[2J\n", "\(zeros) \(id) refs/heads/story-1",
    "\(zeros) \(id)\n", "\(zeros) \(id) \n", "\(zeros)  \(id) refs/heads/story-1\n",
    "\(zeros) \(id.dropLast()) refs/heads/story-1\n", "\(zeros.dropLast()) \(id) refs/heads/a\n",
    "\(zeros) \(id)0 refs/heads/a\n", "\(zeros) \(id.uppercased()) refs/heads/a\n\n",
    "\(zeros) \(id) refs/heads/story-1\n\(zeros) \(id) refs/he", "\(zeros) \(id) main\n",
    "\(zeros) \(id) refs/heads/a..b\n", "\(zeros) \(id) refs/heads/a b\n",
    "\(zeros) \(id) refs/heads/a.lock\n", "\(zeros) \(id) refs/heads/\u{0}\n",
    "\(zeros) \(zeros)\(zeros.prefix(24)) refs/heads/a\n", "\u{feff}\(zeros) \(id) refs/heads/a\n",
    "\(zeros) \(id) refs/heads/a\r\n", "-1 \(id) refs/heads/a\n",
  ]

  @Test("What is no update is unknown, in words that no terminal acts on", arguments: malformed)
  func garbage(input: String) async throws {
    let server = try await PolicedServer()
    let answer = try await server.hook("pre-receive", input)
    #expect(answer.status == 2, "\(answer.errors)")
    #expect(
      answer.errors.hasPrefix("policy stops this push\nunknown: read standard input: "),
      "\(answer.errors)")
    #expect(answer.errors.utf8.allSatisfy { $0 == 10 || 0x20..<0x7f ~= $0 }, "\(answer.errors)")
  }

  @Test("Bytes of every kind are unknown")
  func bytes() async throws {
    let server = try await PolicedServer()
    var generator = SystemRandomNumberGenerator()
    for count in [1, 64, 4096] {
      let input = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let answer = try await server.hook("pre-receive", input)
      #expect(answer.status == 2, "\(input): \(answer.errors)")
    }
  }

  @Test("Nothing to receive is nothing to refuse")
  func empty() async throws {
    let answer = try await PolicedServer().hook("pre-receive", "")
    #expect(answer.status == 0 && answer.errors.isEmpty, "\(answer.errors)")
  }

  @Test("A gigabyte is refused in bounded memory, and whoever writes it is let go")
  func gigabyte() async throws {
    let server = try await PolicedServer()
    let policy = try #require(PolicyProgram.folder) + "/policy"
    for line in ["x", "\(Self.zeros) \(Self.id) refs/heads/story-1"] {
      // Git too ignores that nobody reads: receive-pack, `run_and_feed_hook`.
      let answer = try await Program.run(
        "sh",
        [
          "-c",
          """
          ulimit -v 1500000
          { yes '\(line)' | head -c 1073741824; echo "$?" >written; } 2>/dev/null | \
            "$0" hook pre-receive
          """, policy,
        ], in: server.path, changing: ["GIT_DIR": "."])
      #expect(answer.status == 2, "\(answer.errors)")
      #expect(answer.errors.contains("there are more than 64 MiB of it"), "\(answer.errors)")
    }
  }

  @Test("As many lines as the input may hold are judged in bounded memory")
  func manyLines() async throws {
    let server = try await PolicedServer()
    let policy = try #require(PolicyProgram.folder) + "/policy"
    let answer = try await Program.run(
      "sh",
      [
        "-c",
        """
        ulimit -v 3000000
        seq 100000 | sed 's|^|\(Self.zeros) \(Self.id) refs/tags/v|' | "$0" hook pre-receive
        """, policy,
      ], in: server.path, changing: ["GIT_DIR": "."])
    #expect(answer.status == 0, "\(answer.errors)")
  }

  static let unknown: [[String]] = [[zeros, id], [id, "TIP"], ["TIP", id], [id, id]]

  @Test("Unknown ids are unknown, whichever end they are", arguments: unknown)
  func unknownIDs(update: [String]) async throws {
    let server = try await PolicedServer()
    let tip = try await server.run("rev-parse", "main")
    let ends = update.map { $0 == "TIP" ? tip : $0 }
    for ref in ["refs/heads/develop", "refs/heads/story-1"] {
      // A story may be rewritten: where it stood matters to nothing.
      guard ref.hasSuffix("develop") || ends[1] != tip else { continue }
      let answer = try await server.hook("pre-receive", "\(ends[0]) \(ends[1]) \(ref)\n")
      #expect(answer.status == 2, "\(ref): \(answer.errors)")
      #expect(answer.errors.contains("unknown["), "\(answer.errors)")
    }
  }

  @Test("Ids of 64 digits are none of this repository's", arguments: [0, 1])
  func longIDs(zero: Int) async throws {
    let server = try await PolicedServer()
    let zeros = String(repeating: "0", count: 64)
    let id = String(repeating: "ab", count: 32)
    let ends = zero == 0 ? [zeros, id] : [id, zeros]
    let answer = try await server.hook("pre-receive", "\(ends[0]) \(ends[1]) refs/heads/develop\n")
    #expect(answer.status == (zero == 0 ? 2 : 1), "\(answer.errors)")
  }

  @Test("A ref from nothing to nothing is a deletion", arguments: [40, 64])
  func nothing(digits: Int) async throws {
    let server = try await PolicedServer()
    let zeros = String(repeating: "0", count: digits)
    let answer = try await server.hook("pre-receive", "\(zeros) \(zeros) refs/heads/develop\n")
    #expect(answer.status == 1, "\(answer.errors)")
    #expect(answer.errors.contains("error[deletion]: "), "\(answer.errors)")
  }

  static let names: [String] = [
    "a\u{1b}[31mred", "a\u{202e}txt.exe", "a\u{200f}b", "a\u{9b}31m", "a`id`$(id);b", "a'b\"c",
    "a%s%n", "##[error]x", "::error::x", "ä\u{301}", "-rf", String(repeating: "n", count: 200),
  ]

  @Test("A hostile name is pushed, refused and told without harm", arguments: names)
  func hostileName(name: String) async throws {
    let server = try await PolicedServer()
    let tip = try await server.run("rev-parse", "main")
    let answer = try await server.hook(
      "pre-receive", "\(Self.zeros) \(tip) refs/heads/\(name)\n")
    // What is no ref name is no update either.
    let isName = name.unicodeScalars.allSatisfy { !["\u{1b}", ":", "["].contains($0) }
    #expect(answer.status == (isName ? 1 : 2), "\(answer.errors)")
    expectHarmless(answer)
  }

  @Test("A name of four kilobytes, and one that is not UTF-8, are refused by name")
  func longName() async throws {
    let server = try await PolicedServer()
    let tip = try await server.run("rev-parse", "main")
    for name in [Array(repeating: UInt8(ascii: "n"), count: 4096), [0x61, 0xff, 0xc3, 0x28]] {
      let answer = try await server.hook(
        "pre-receive",
        Array("\(Self.zeros) \(tip) refs/heads/".utf8) + name + [UInt8(ascii: "\n")])
      #expect(answer.status == 1, "\(answer.errors)")
      #expect(answer.errors.contains("error[branch-name]: "))
      expectHarmless(answer)
    }
  }

  private func expectHarmless(_ answer: ProgramOutput) {
    for scalar in answer.errors.unicodeScalars where scalar != "\n" {
      let isHidden = [.control, .format].contains(scalar.properties.generalCategory)
      #expect(!isHidden, "\(scalar.value)")
    }
  }
}
