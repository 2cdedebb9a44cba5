import TestSupport
import Testing

@testable import PolicyFile

/// The schema against the parser: what one takes the other takes, but for what no schema can say.
@Suite("The JSON Schema of policy files")
struct SchemaTests {
  /// Validates each line of standard input, a document, against the schema in the first line.
  private static let script = """
    import json, sys
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        sys.exit("no jsonschema: apt-get install python3-jsonschema")
    lines = sys.stdin.read().split("\\n")
    schema = json.loads(lines[0])
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for line in lines[1:]:
        if line: print("yes" if validator.is_valid(json.loads(line)) else "no")
    """

  /// Whether the schema takes each of the documents.
  static func verdicts(on documents: [YAMLNode]) async throws -> [Bool] {
    let folder = try TemporaryFolder()
    let texts = [PolicyFile.schema()] + documents.map { JSONText($0).rendered() }
    let input = texts.map { $0.replacing("\n", with: " ") }.joined(separator: "\n")
    let run = try await Program.run(
      "/usr/bin/python3", ["-c", script], in: folder.path, input: Array(input.utf8))
    try #require(run.status == 0, "\(run.errors)")
    return run.lines.map { $0 == "yes" }
  }

  @Test("The schema in the repository is the one that the parser's table makes")
  func drift() throws {
    try RecordedText(file: "schemas/policy-1.json").expect(PolicyFile.schema())
  }

  @Test("What the parser takes, the schema takes")
  func takes() async throws {
    let changes = (PolicyCorpus.changes + PolicyCorpus.unkept).map { "version: 1\n\($0)" }
    let presets = PolicyFile.presetNames.compactMap { PolicyFile.preset($0) }
    let texts = [PolicyCorpus.base] + changes + presets.map { String(decoding: $0, as: UTF8.self) }
    let nodes = try texts.compactMap { try YAMLReader.read(Array($0.utf8), file: "p.yml") }
    #expect(nodes.count == texts.count)
    for (text, isTaken) in zip(texts, try await Self.verdicts(on: nodes)) {
      #expect(isTaken, "\(text)")
    }
  }

  @Test("What the parser refuses for its shape, the schema refuses; the rest is the parser's alone")
  func refuses() async throws {
    for (refusals, isTaken) in [
      (ErrorTests.shapes + GateErrorTests.shapes, false),
      (ErrorTests.parserOnly + ErrorTests.names + GateErrorTests.parserOnly, true),
    ] {
      let nodes = try refusals.map {
        try #require(try YAMLReader.read(Array($0.yaml.utf8), file: "p.yml"))
      }
      for (refusal, verdict) in zip(refusals, try await Self.verdicts(on: nodes)) {
        #expect(verdict == isTaken, "\(refusal.yaml)")
      }
    }
  }

  /// How the parser's own errors read.
  private static let parserOnly = [
    "no long-lived branch", "does not exist", "does not compile", "names a unit twice", "the glob",
    "cannot be a branch's name", "nothing to remove", "cannot extend", "cannot read the baseline",
    // A whole number with a fraction of nothing is whole to JSON.
    "expected 1, found the number 1.0", "from 0 to 10, found the number 1.0",
  ]

  @Test("On presets with random changes the parser and the schema agree", arguments: 1...4)
  func agree(seed: UInt64) async throws {
    var mutation = Mutation(seed: seed)
    var nodes: [YAMLNode] = []
    var errors: [PolicyFileError?] = []
    while nodes.count < 250 {
      let text = Array(mutation.next().utf8)
      guard let node = try? YAMLReader.read(text, file: "p.yml") else { continue }
      nodes.append(node)
      do throws(PolicyFileError) {
        _ = try PolicyFile.parse(text, name: "p.yml") { path throws(PolicyFileError) in
          throw PolicyFileError(file: path, message: "there is no such file")
        }
        errors.append(nil)
      } catch {
        errors.append(error)
      }
    }
    let verdicts = try await Self.verdicts(on: nodes)
    #expect(verdicts.count == nodes.count)
    for ((node, error), isTaken) in zip(zip(nodes, errors), verdicts) {
      let isParsers = error?.problems.allSatisfy { problem in
        Self.parserOnly.contains { problem.message.contains($0) }
      }
      #expect(
        isTaken == (isParsers ?? true), "\(JSONText(node).rendered()) \(error?.description ?? "")")
    }
  }
}
