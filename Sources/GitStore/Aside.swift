internal import CLibgit2

/// A question that is answered on a thread of its own, from the time when it is begun.
///
/// What the question touches must not be touched by anybody else before the answer is there.
final class Aside<Answer> {
  private let work: Work
  private let box = Box()
  private var thread: policy_thread?
  private var isBegun = false

  /// The question.
  init(_ question: @escaping () -> Answer) {
    let box = box
    work = Work { box.answer = question() }
  }

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

  /// The answer, which is waited for; `nil` where the thread could not be waited for.
  var answer: Answer? {
    begin()
    join()
    return box.answer
  }

  private func join() {
    guard var running = thread else { return }
    // What was not waited for has not been answered.
    if policy_thread_join(&running) != 0 { box.answer = nil }
    thread = nil
  }

  deinit { join() }

  private final class Box {
    var answer: Answer?
  }
}

/// What a thread does: a C function can only be handed an object that is not generic.
private final class Work {
  let run: () -> Void

  init(_ run: @escaping () -> Void) { self.run = run }
}
