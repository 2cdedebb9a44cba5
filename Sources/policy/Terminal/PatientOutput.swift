internal import CLibrary
internal import Hooks

/// What is told while something else must go on: to whoever has stopped reading it waits, in its
/// order, and keeps nobody.
struct PatientOutput {
  private var waiting: [(bytes: ArraySlice<UInt8>, stream: Stream)] = []

  /// What any pipe that can be written to takes at once: POSIX, limits.h, _POSIX_PIPE_BUF.
  private static let step = 512

  /// Whether something is left that nobody has taken yet.
  var isWaiting: Bool { !waiting.isEmpty }

  /// Adds text, and writes what is taken at once.
  mutating func tell(_ text: String, _ stream: Stream) {
    guard !text.isEmpty else { return }
    waiting.append((Array(text.utf8)[...], stream))
    proceed()
  }

  /// Writes what is taken at once.
  mutating func proceed() {
    var place = 0
    while place < waiting.count, Self.isReady(waiting[place].stream) {
      put(waiting[place].bytes.prefix(Self.step), waiting[place].stream)
      waiting[place].bytes = waiting[place].bytes.dropFirst(Self.step)
      if waiting[place].bytes.isEmpty { place += 1 }
    }
    waiting.removeFirst(place)
  }

  /// Writes all that is left, however long that takes.
  mutating func finish() {
    for (bytes, stream) in waiting { put(bytes, stream) }
    waiting = []
  }

  private static func isReady(_ stream: Stream) -> Bool {
    var place = pollfd(fd: stream.rawValue, events: Int16(POLLOUT), revents: 0)
    // Where it is closed, a write says so at once.
    return poll(&place, 1, 0) != 0
  }

  private func put(_ bytes: ArraySlice<UInt8>, _ stream: Stream) {
    // Progress that cannot be shown changes nothing.
    do throws(SystemError) { try WholeWrite.write(bytes, to: stream.rawValue) } catch {}
  }
}
