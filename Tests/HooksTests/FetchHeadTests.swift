import GitModel
import Testing

@testable import Hooks

@Suite struct FetchHeadTests {
  private static let one = String(repeating: "1", count: 40)

  @Test(
    "A line tells of a branch, its commit and where it is from",
    arguments: [
      ("\(one)\t\tbranch 'odd/one' of ../server", "odd/one", "../server"),
      (
        "\(one)\tnot-for-merge\tbranch 'it's' of https://example.com/a b", "it's",
        "https://example.com/a b"
      ),
      ("\(one)\t\tbranch 'x'of' of y", "x'of", "y"),
    ])
  func branches(line: String, name: String, source: String) throws {
    let lines = FetchHead.lines(of: Array("\(line)\n".utf8))
    #expect(lines.map(\.name?.text) == [name])
    #expect(lines.map(\.source) == [Array(source.utf8)])
    #expect(lines.map(\.commit.hex) == [Self.one])
  }

  @Test("A pull request's ref is somebody else's, and no branch")
  func proposals() {
    let lines = FetchHead.lines(of: Array("\(Self.one)\t\t'refs/pull/7/head' of ../server\n".utf8))
    #expect(lines.map(\.name) == [nil])
    #expect(lines.map(\.commit.hex) == [Self.one])
  }

  @Test("A tag that is fetched is told by its object, and is no branch")
  func tags() {
    let lines = FetchHead.lines(
      of: Array("\(Self.one)\tnot-for-merge\ttag 'v1' of ../server\n".utf8))
    #expect(lines.map(\.name) == [nil])
    #expect(lines.map(\.isTag) == [true])
    #expect(lines.map(\.commit.hex) == [Self.one])
  }

  @Test(
    "What is no branch of somebody else is passed over",
    arguments: [
      "", "\t\t", "\(one)\t\ttag 'v1' of .", "\(one)\t\t'odd' of ../server",
      "\(one)\t\t'refs/pull/7/head' of .",
      "\(one)\t\tremote-tracking branch 'odd' of ../server", "\(one)\t\tbranch 'odd' of .",
      "\(one)\t\tbranch 'odd' of ", "\(one)\t\tbranch 'odd", "\(one)\t\tbranch 'a..b' of x",
      "\(one)\t\tbranch '' of x", "\(one)\t\tbranch ' of x", "\(one) branch 'odd' of x",
      "\(String(repeating: "0", count: 40))\t\tbranch 'odd' of x", "garbage\t\tbranch 'odd' of x",
    ])
  func others(line: String) {
    #expect(FetchHead.lines(of: Array("\(line)\n".utf8)).isEmpty)
  }
}
