import TestSupport
import Testing

@testable import PolicyCore

/// Globs are what GitHub has: Ruby's `File.fnmatch` with `FNM_PATHNAME`. Its word is asked for.
@Suite struct GlobTests {
  private static let parts = [
    "a", "b", "ab", "/", "*", "**", "***", "**/", "**/**/", "/**/", "*/", "?", ".", "-", "é", "]",
    "[ab]", "[^a]", "[!b]", "[a-c]", "[a-c-e]", "[-a]", "[a-]", "[]", "[]a]", "[!]", "[^]]", "[^^]",
    "[\\]a]", "[é-ü]", "\\*", "\\a", "\\[", "{a,b}",
  ]
  private static let pieces = [
    "a", "b", "/", ".", "é", "-", "*", "c", "]", "[", "ab/", "a/b", "{a,b}",
  ]

  /// A pattern and a name.
  private struct Question {
    let glob: Glob
    let name: String
  }

  /// Thousands of questions, the same each time.
  private static func questions() -> [Question] {
    var chance = SeededGenerator(seed: 7)
    func text(of parts: [String]) -> String {
      (0..<Int.random(in: 1...6, using: &chance)).compactMap { _ in
        parts.randomElement(using: &chance)
      }.joined()
    }
    return (0..<3000).flatMap { _ -> [Question] in
      let pattern = text(of: parts)
      let names = (0..<6).map { _ in text(of: pieces) }
      do throws(GlobError) {
        let glob = try Glob(pattern)
        return names.map { Question(glob: glob, name: $0) }
      } catch {
        return []
      }
    }
  }

  /// What Ruby says of each question, with a flag besides.
  private func ruby(_ questions: [Question], _ flags: String) async throws -> [Bool] {
    let script = """
      STDIN.each_line(chomp: true) { |line|
        pattern, name = line.split("\\0", 2)
        puts File.fnmatch(pattern, name, \(flags))
      }
      """
    let folder = try TemporaryFolder()
    let input = questions.map { "\($0.glob.text)\0\($0.name)\n" }.joined()
    let answer = try await Program.run(
      "ruby", ["-E", "UTF-8:UTF-8", "-e", script], in: folder.path, input: Array(input.utf8))
    #expect(answer.status == 0, "\(answer.errors)")
    return answer.lines.map { $0 == "true" }
  }

  @Test("A glob matches what Ruby's fnmatch matches, names with a dot first included")
  func paths() async throws {
    let questions = Self.questions()
    let answers = try await ruby(questions, "File::FNM_PATHNAME | File::FNM_DOTMATCH")
    #expect(questions.count > 15_000 && answers.count == questions.count)
    #expect(answers.filter { $0 }.count > 300, "too few match for the comparison to say much")
    for (question, answer) in zip(questions, answers)
    where question.glob.matches(Array(question.name.utf8)) != answer {
      Issue.record("'\(question.glob.text)' and '\(question.name)': Ruby says \(answer)")
    }
  }

  @Test("For the names of refs, in which no part begins with a dot, the flag makes no difference")
  func refs() async throws {
    let questions = Self.questions().filter { !("/" + $0.name).contains("/.") }
    let answers = try await ruby(questions, "File::FNM_PATHNAME")
    #expect(questions.count > 10_000 && answers.count == questions.count)
    for (question, answer) in zip(questions, answers)
    where question.glob.matches(Array(question.name.utf8)) != answer {
      Issue.record("'\(question.glob.text)' and '\(question.name)': Ruby says \(answer)")
    }
  }

  @Test(
    "A hostile glob looks at each of its steps at most once for each character",
    arguments: [
      String(repeating: "*a", count: 200) + "b", String(repeating: "**/", count: 200) + "b",
      String(repeating: "[!b]*?", count: 100) + "/b",
      "**/" + String(repeating: "*", count: 300) + "x",
    ])
  func hostile(pattern: String) throws {
    let glob = try Glob(pattern)
    for length in [100, 1000, 10_000] {
      for text in ["a", "a/", "a/a", "é"] {
        let name = Array(String(repeating: text, count: length).utf8)
        var work = 0
        #expect(!glob.matches(name, counting: &work))
        #expect(work <= pattern.utf8.count * name.count)
      }
    }
  }

  /// With backtracking each of these would outlive the universe.
  @Test(
    "A hostile expression comes to its end on a hostile text",
    arguments: [
      "^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(.*a){25}b", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$",
    ])
  func expressions(pattern: String) throws {
    let compiled = try Pattern(pattern)
    for text in [
      String(repeating: "a", count: 1 << 20) + "!", String(repeating: "x", count: 1 << 20),
    ] {
      #expect(!compiled.matches(Array(text.utf8)))
    }
  }
}
