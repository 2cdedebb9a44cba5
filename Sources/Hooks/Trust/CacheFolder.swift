internal import CLibrary

/// The files of a cache below a repository's common directory, each user's apart.
///
/// On a shared server everybody who may push may write to the repository (git-config(1),
/// `core.sharedRepository`), and yet nobody may choose what another's hook believes. So a file counts
/// only if it is the user's own, and nobody else may write to it. Who may write to the folder can
/// still take files away, which is a miss, or exchange them, which their contents must show.
struct CacheFolder {
  /// More files than a repository has policies in use; the oldest go.
  static let mostFiles = 16
  /// A policy file has at most 1 MiB; this leaves room for its baseline.
  static let largestFile = 16 << 20

  private static let parts = ["policy", "cache"]
  private let base: String
  private let user = geteuid()

  /// The cache below a repository's common directory.
  init(below commonDirectory: String) { base = commonDirectory }

  /// The end of the names of a user's files, so that users do not take each other's away.
  private var ending: String { ".\(user)" }

  /// The bytes of a file; `nil` where there is none that may be believed.
  func read(_ name: String) -> [UInt8]? {
    var path = base
    for part in Self.parts { path += "/" + part }
    path += "/" + name + ending
    // A pipe that somebody put there must not make a hook wait.
    guard let file = Descriptor(open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)),
      let status = file.status, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == user, status.st_mode & (S_IWGRP | S_IWOTH) == 0,
      let size = Int(exactly: status.st_size), size <= Self.largestFile
    else { return nil }
    do throws(SystemError) { return try file.bytes(upTo: size) } catch { return nil }
  }

  /// Puts a whole file in place at once, or nothing where that is not possible.
  func write(_ bytes: [UInt8], to name: String) {
    guard bytes.count <= Self.largestFile, let folder = openFolder() else { return }
    // Not by the process's id, which containers that share a repository may share too.
    let draft = "\(name)\(ending).\(UInt64.random(in: 0 ... .max))"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    guard let file = Descriptor(openat(folder.number, draft, flags, 0o600)) else { return }
    // No wait for the disk: what a crash leaves behind is seen to be damaged.
    guard WholeWrite.fits(bytes, into: file.number),
      renameat(folder.number, draft, folder.number, name + ending) == 0
    else {
      unlinkat(folder.number, draft, 0)
      return
    }
    removeOldest(in: folder)
  }

  /// The folder, made where it is missing; `nil` where it cannot be, or where a link leads away.
  private func openFolder() -> Descriptor? {
    // What root leaves in a user's repository, the user could not write to.
    guard user != 0 || FilePath.status(Array(base.utf8))?.st_uid == 0 else { return nil }
    do throws(SystemError) { return try OwnFolder.make(Self.parts, below: base) } catch {
      return nil
    }
  }

  /// Takes the user's oldest files away, and with them the drafts that a crash left behind.
  private func removeOldest(in folder: borrowing Descriptor) {
    var own: [(name: String, written: timespec)] = []
    var names: [String] = []
    // What breaks off here is taken away another time.
    do throws(SystemError) { names = try OwnFolder.names(in: folder) } catch {}
    for name in names {
      var status = stat()
      guard fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
        status.st_mode & S_IFMT == S_IFREG, status.st_uid == user
      else { continue }
      own.append((name, status.modified))
    }
    own.sort {
      ($0.written.tv_sec, $0.written.tv_nsec) < ($1.written.tv_sec, $1.written.tv_nsec)
    }
    for file in own.dropLast(Self.mostFiles) { unlinkat(folder.number, file.name, 0) }
  }
}
