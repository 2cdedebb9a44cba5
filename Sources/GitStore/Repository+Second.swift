internal import CLibgit2
internal import CLibrary
public import GitModel

/// The repository opened once more, for a thread of its own: what one opening has read, another does not
/// touch.
final class SecondOpening {
  private let path: String?
  private let environment: [String: String]
  private var repository: Repository?

  init(of path: String?, _ environment: [String: String]) {
    (self.path, self.environment) = (path, environment)
  }

  /// It, opened when it is asked for first; `nil` where that fails.
  func opened() -> Repository? {
    if let repository { return repository }
    do throws(GitError) {
      repository = try Repository.open(at: path, environment: environment)
    } catch {
      // Whoever asked reads all by itself, and is told what is wrong where it matters.
    }
    return repository
  }
}

extension Repository {
  /// Compares trees on a thread of its own.
  public func changesAside(
    of trees: [ComparedTrees], _ wants: TreeWants, sharing work: TwoEnds
  ) -> (() -> [Int: TreeChanges])? {
    let meanwhile = aside(sharing: work) { repository, number in
      TreeChanges(trees[number], wants, in: repository).map { changes in
        (changes, sizes: wants.contains(.sizes) ? repository.sizes(of: changes.brought) : [])
      }
    }
    return meanwhile.map { answers in
      {
        answers().mapValues { changes, sizes in
          for (blob, size) in sizes { self.lately.keep(size: size, of: blob) }
          return changes
        }
      }
    }
  }

  /// The blobs among what a commit brings, and how many bytes they have. Who is asked again tells what is
  /// wrong with one that is left out.
  private func sizes(of entries: [NewEntry]) -> [(blob: ObjectID, size: Int)] {
    entries.compactMap { entry in
      do throws(GitError) {
        return entry.mode.isSubmodule ? nil : (entry.id, try blobSize(entry.id))
      } catch {
        return nil
      }
    }
  }

  /// Asks something of so many things, in their order; of many, another thread asks some, of another opening
  /// of the repository. Throws what is thrown first.
  public func ask<Answer>(
    ofEach count: Int, _ ask: @escaping (Repository, Int) throws(GitError) -> Answer
  ) throws(GitError) -> [Answer] {
    let work = TwoEnds(count)
    let meanwhile = aside(sharing: work) { repository, number in
      do throws(GitError) {
        return try ask(repository, number)
      } catch {
        // It is asked once more, here.
        return nil
      }
    }
    var own: [Answer] = []
    while let number = work.takeFirst() { own.append(try ask(self, number)) }
    let others = meanwhile?() ?? [:]
    for number in own.count..<count {
      if let known = others[number] {
        own.append(known)
      } else {
        own.append(try ask(self, number))
      }
    }
    return own
  }

  /// Asks another opening of the repository, on a thread of its own and from the end of `work`, until
  /// nothing is left of it. What is given back waits for the answers; where one is missing, as where that
  /// opening failed, the caller finds out itself. `nil` where it is not worth while.
  private func aside<Answer>(
    sharing work: TwoEnds, _ ask: @escaping (Repository, Int) -> Answer?
  ) -> (() -> [Int: Answer])? {
    guard work.count >= fewPieces, mayWorkAside else { return nil }
    let second = self.second
    let thread = Aside {
      var answers: [Int: Answer] = [:]
      guard let repository = second.opened() else { return answers }
      while let number = work.takeLast() { answers[number] = ask(repository, number) }
      return answers
    }
    thread.begin()
    return { thread.answer ?? [:] }
  }

  /// Whether anything else can be at work meanwhile, and libgit2 is made for threads.
  static var hasThreads: Bool {
    sysconf(CInt(_SC_NPROCESSORS_ONLN)) > 1
      && git_libgit2_features() & CInt(GIT_FEATURE_THREADS.rawValue) != 0
  }
}
