import Hooks
import Testing

@Suite struct HookNameTests {
  @Test("A hook that reads a push is installed on the side of the push that it reads")
  func sides() {
    #expect(HookName.installed(on: .client).contains(.prePush))
    #expect(!HookName.installed(on: .client).contains(.preReceive))
    #expect(HookName.installed(on: .server).contains(.preReceive))
    #expect(!HookName.installed(on: .server).contains(.prePush))
  }
}
