/// How far long work has come, in one line that goes away.
struct Progress {
  private let total: Int
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now
  private var width = 0

  /// Progress towards `total`; silent unless somebody looks.
  init(of total: Int, isWanted: Bool) {
    self.total = total
    isShown = isWanted && Stream.errors.isTerminal
  }

  /// Shows that so many are done, where half a second has passed and then ten times a second.
  mutating func show(_ done: Int) {
    guard isShown else { return }
    let now = ContinuousClock.now
    guard now - start > .milliseconds(500), now - last > .milliseconds(100) else { return }
    last = now
    let line = "judging \(done) of \(total)"
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
