internal import CLibrary
internal import GitModel
internal import GitStore
internal import PolicyCore

/// The pushes that `pre-receive` has let in and whose landings are not logged yet.
///
/// Git asks `reference-transaction` for each ref of a push that is not atomic, and ends on the spot
/// where it says no (git, refs.c, `ref_transaction_prepare`); it ends, too, where whoever pushes is
/// gone. What has moved by then has moved, and `post-receive` is not run. So `pre-receive` keeps what
/// a push is to move in `policy/pushes/PID`, by the process of git, which is the parent of all hooks of
/// a push; and who finds a push that is over logs what it has moved.
struct OpenPushes: ~Copyable {
  private static let parts = ["policy", "pushes"]
  /// For how many seconds a push goes on whose process is gone: where a script runs the hooks, that
  /// is their parent. And for how many where a process has the number.
  private static let (patience, longest) = (60, 86_400)
  /// As much as a hook reads.
  private static let limit = StandardInput.limit + 4096

  private let folder: Descriptor
  private let repository: Repository
  private let now: Int64
  private let own = String(getppid())

  private init(_ folder: consuming Descriptor, _ place: Workplace) {
    self.folder = folder
    (repository, now) = (place.repository, place.now)
  }

  private static func all(of place: Workplace) throws(GitError) -> OpenPushes {
    let base = place.repository.commonDirectory
    do throws(SystemError) {
      return OpenPushes(try OwnFolder.make(parts, below: base), place)
    } catch {
      throw failure(error, below: base)
    }
  }

  /// Those of a server that has ever let a push in; `nil` where none was.
  private static func known(in place: Workplace) throws(GitError) -> OpenPushes? {
    let base = place.repository.commonDirectory
    do throws(SystemError) {
      guard let folder = try OwnFolder.find(parts, below: base) else { return nil }
      return OpenPushes(folder, place)
    } catch {
      throw failure(error, below: base)
    }
  }

  /// Keeps what a push is to move, as git tells `pre-receive` of it.
  static func begin(
    _ input: [UInt8], by actor: String?, in place: Workplace
  ) throws(GitError) {
    let pushes = try all(of: place)
    try pushes.settleWhatIsOver()
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let text = input + [UInt8(ascii: "\n")] + Array((actor ?? "").utf8)
    guard let file = Descriptor(openat(pushes.folder.number, pushes.own, flags, 0o666)),
      WholeWrite.fits(text, into: file.number)
    else {
      let failure = pushes.failure(SystemError())
      unlinkat(pushes.folder.number, pushes.own, 0)
      throw failure
    }
  }

  /// Logs what the push of this hook has moved, as git tells `post-receive`.
  static func end(_ moves: [RefUpdate], in place: Workplace) throws(GitError) {
    let pushes = try all(of: place)
    try pushes.lock()
    let began = try pushes.text(of: pushes.own)?.began ?? .max
    try LandingLog(of: place.repository).add(moves, since: began, at: place.now)
    unlinkat(pushes.folder.number, pushes.own, 0)
  }

  /// Logs what the push of this hook has moved, as it goes no further.
  static func breakOff(in place: Workplace) throws(GitError) {
    guard let pushes = try known(in: place) else { return }
    try pushes.lock()
    try pushes.settle(pushes.own)
  }

  /// How `pre-receive` has let something in.
  enum LetIn { case alone, amongOthers }

  /// How `pre-receive` has let these lines in, in the push of this hook; `nil` where it has not.
  static func letIn(_ lines: [UpdateLine], in place: Workplace) throws(GitError) -> LetIn? {
    guard let pushes = try known(in: place) else { return nil }
    guard let text = try pushes.text(of: pushes.own)?.bytes else { return nil }
    let known = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .prefix { !$0.isEmpty }
    // Mostly one is asked about: for one, a set is not worth its while.
    let areKnown =
      lines.count == 1
      ? lines.allSatisfy { known.contains($0.text) }
      : Set(known).isSuperset(of: lines.map(\.text))
    return areKnown ? known.count > 1 ? .amongOthers : .alone : nil
  }

  private func settleWhatIsOver() throws(GitError) {
    var over: [String] = []
    do throws(SystemError) {
      for name in try OwnFolder.names(in: folder) where isOver(name) { over.append(name) }
    } catch {
      throw failure(error)
    }
    guard !over.isEmpty else { return }
    guard flock(folder.number, LOCK_EX | LOCK_NB) == 0 else {
      // Who else holds the lock is about to.
      if errno == EWOULDBLOCK { return }
      throw failure(SystemError())
    }
    for name in over { try settle(name) }
  }

  private func isOver(_ name: String) -> Bool {
    guard let process = pid_t(name), process > 0 else { return false }
    if name == own { return true }
    var status = stat()
    guard fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return false }
    let age = Int(now) - status.modified.tv_sec
    return age > Self.longest || (age > Self.patience && kill(process, 0) != 0 && errno == ESRCH)
  }

  /// Logs what a push has moved, and forgets it.
  private func settle(_ name: String) throws(GitError) {
    guard let push = try text(of: name) else { return }
    if let moves = Self.moves(in: push.bytes) {
      let log = LandingLog(of: repository)
      let happened = try log.happened(moves, since: push.began, in: repository)
      try log.add(happened, since: push.began, at: now)
    }
    unlinkat(folder.number, name, 0)
  }

  /// What was kept of a push; `nil` where nothing was.
  private func text(of name: String) throws(GitError) -> (bytes: [UInt8], began: Int64)? {
    let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    guard let file = Descriptor(openat(folder.number, name, flags)), let status = file.status else {
      if errno == ENOENT { return nil }
      throw failure(SystemError())
    }
    do throws(SystemError) {
      return (try file.bytes(upTo: Self.limit), Int64(status.modified.tv_sec) - 1)
    } catch {
      throw failure(error)
    }
  }

  /// The moves of branches; `nil` where the text was cut off: then nothing was let in.
  private static func moves(in text: [UInt8]) -> [RefUpdate]? {
    let newline = UInt8(ascii: "\n")
    let lines = text.split(separator: newline, omittingEmptySubsequences: false)
    guard let end = lines.firstIndex(where: \.isEmpty), end + 1 < lines.count else { return nil }
    let actor = String(decoding: text[lines[end + 1].startIndex...], as: UTF8.self)
    do throws(GitError) {
      return try UpdateLine.all(in: Array(text[..<lines[end].startIndex]), .received)
        .updates(.push, by: actor.isEmpty ? nil : actor).filter { $0.branch != nil }
    } catch {
      return nil
    }
  }

  /// Waits until nobody else settles pushes here; the lock goes with the folder's descriptor.
  private func lock() throws(GitError) {
    while flock(folder.number, LOCK_EX) != 0 {
      guard errno == EINTR else { throw failure(SystemError()) }
    }
  }

  private func failure(_ error: SystemError) -> GitError {
    Self.failure(error, below: repository.commonDirectory)
  }

  private static func failure(_ error: SystemError, below base: String) -> GitError {
    PlainFile.failure(base + parts.joined(separator: "/"), error.reason)
  }
}
