/// What a visitor is shown of a tree, kept so that it can be shown later, and by another thread.
public struct TreeChanges: Sendable {
  /// More than a commit brings, but for a project's first.
  private static let most = 10_000

  private var sights: [Sight] = []

  private enum Sight {
    case brought(NewEntry)
    case removed(NewEntry)
    case folder(NewFolder)
  }

  /// What a tree holds that those beside it do not, as one who asks for so much is shown it; `nil` where
  /// that is too much to be kept, or cannot be told.
  package init?(_ trees: ComparedTrees, _ wants: TreeWants, in history: any History) {
    var recorder = Recorder(wants: wants)
    do throws(GitError) {
      try TreeComparison(history).visit(trees.tree, beside: trees.others, &recorder)
    } catch {
      // Who asks finds out for itself what is wrong, and says so.
      return nil
    }
    guard !recorder.isFull else { return nil }
    sights = recorder.changes.sights
  }

  private init() {}

  /// What the commit brings.
  package var brought: [NewEntry] {
    sights.compactMap { if case .brought(let entry) = $0 { entry } else { nil } }
  }

  /// Shows it all, in the order in which it was found.
  public func show(to visitor: inout some TreeVisitor) {
    for sight in sights {
      switch sight {
      case .brought(let entry): visitor.visit(entry)
      case .removed(let entry): visitor.visit(removed: entry)
      case .folder(let folder): visitor.visit(folder)
      }
    }
  }

  private struct Recorder: TreeVisitor {
    let wants: TreeWants
    var changes = TreeChanges()
    var isFull = false

    mutating func visit(_ entry: NewEntry) { keep(.brought(entry)) }
    mutating func visit(removed entry: NewEntry) { keep(.removed(entry)) }
    mutating func visit(_ folder: NewFolder) { keep(.folder(folder)) }

    private mutating func keep(_ sight: Sight) {
      isFull = changes.sights.count == TreeChanges.most
      if !isFull { changes.sights.append(sight) }
    }
  }
}
