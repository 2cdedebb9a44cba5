/// How far long work has come, in one line that goes away.
struct Progress {
  private let total: Int
  private let isShown: Bool
  private let start: ContinuousClock.Instant
  private var last: ContinuousClock.Instant
  private var width = 0

  /// Progress towards `total`; silent unless somebody looks.
  init(of total: Int, isWanted: Bool) {
    self.total = total
    isShown = isWanted && Stream.errors.isTerminal
    start = .now
    last = start
  }

  /// Shows how many are done and how long that took, once half a second has passed, and then ten
  /// times a second at most.
  mutating func show(_ done: Int) {
    guard isShown else { return }
    let now = ContinuousClock.now
    guard now - start > .milliseconds(500), now - last > .milliseconds(100) else { return }
    last = now
    // Nothing gets shorter: a line covers the one before.
    let line = "judged \(done) of \(total), \((now - start).components.seconds) s"
    put("\r" + line)
    width = line.count
  }

  /// Takes the line away.
  mutating func clear() {
    guard width > 0 else { return }
    put("\r" + String(repeating: " ", count: width) + "\r")
    width = 0
  }

  private func put(_ text: String) {
    // Progress that cannot be shown changes nothing.
    do throws(Stop) { try Stream.errors.write(text) } catch {}
  }
}
