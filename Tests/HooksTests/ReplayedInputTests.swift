import CLibrary
import GitModel
import Testing

@testable import Hooks

/// Input that was read is there for the program that takes over, or that program is not started.
@Suite struct ReplayedInputTests {
  @Test("A descriptor reads what was put there", arguments: [0, 10, 100_000])
  func put(count: Int) throws {
    let bytes = [UInt8](repeating: 7, count: count)
    let input = try ReplayedInput.open([1, 2, 3])
    defer { close(input) }
    try ReplayedInput.put(bytes, at: input)
    #expect(try StandardInput(descriptor: input).read() == bytes)
  }

  @Test("Where a descriptor cannot be changed, that is an error: nothing read is nothing judged")
  func refused() {
    let failure = #expect(throws: GitError.self) { try ReplayedInput.put([1], at: -1) }
    #expect(failure?.operation == "hand the input over")
  }
}
