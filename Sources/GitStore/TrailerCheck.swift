internal import CLibgit2
internal import GitModel

/// Holds files that end with the hash of all before it against that hash, on a thread of its own:
/// gitformat-commit-graph(5), "TRAILER".
final class TrailerCheck {
  private let work: Work
  private var thread: policy_thread?
  private var isBegun = false

  /// A check of these files that has not begun.
  init(of files: [MappedFile]) { work = Work(files) }

  /// Begins, unless it has.
  func begin() {
    guard !isBegun else { return }
    isBegun = true
    var started = policy_thread()
    let context = Unmanaged.passRetained(work)
    let code = policy_thread_start(
      &started,
      { context in
        if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      }, context.toOpaque())
    if code == 0 {
      thread = started
    } else {
      // Where no thread can be had, it is done here.
      context.release()
      work.run()
    }
  }

  /// Whether all files end with their hash; waits for the answer.
  var isRight: Bool {
    begin()
    join()
    return work.isRight
  }

  private func join() {
    guard var running = thread else { return }
    // What was not waited for has not been answered.
    if policy_thread_join(&running) != 0 { work.isRight = false }
    thread = nil
  }

  deinit { join() }

  /// What the thread does. Its answer may be read once the thread has ended.
  private final class Work {
    private let files: [MappedFile]
    var isRight = false

    init(_ files: [MappedFile]) { self.files = files }

    func run() {
      isRight = files.allSatisfy { file in
        let bytes = file.bytes
        guard bytes.count >= 20 else { return false }
        let hash = SHA1.digest(of: UnsafeRawBufferPointer(rebasing: bytes.dropLast(20)))
        return bytes.suffix(20).elementsEqual(hash)
      }
    }
  }
}
