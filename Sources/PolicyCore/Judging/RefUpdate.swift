public import GitModel

/// One ref moving from an old id to a new one, or being made or deleted: all that is ever judged.
public struct RefUpdate: Hashable, Sendable {
  /// The ref that moves; of a pull request, the base.
  public var ref: RefName
  /// The branch that the ref stands for; `nil` for tags and other refs.
  public var branch: BranchName?
  /// Where the ref stood; `nil` where it is made, and at `standing`.
  public var old: ObjectID?
  /// Where the ref will stand; `nil` where it is deleted. Of a pull request, the head.
  public var new: ObjectID?
  /// When it is judged.
  public var moment: Moment
  /// The pull request's head branch; at `landing`, what a merge queue lands.
  public var head: Head?
  /// Of a pull request, the forge's merge of both sides; `nil` where nobody said, or it is not here.
  public var testMerge: ObjectID?
  /// The branch of the clone that is pushed; `nil` where nobody said, as on a server.
  public var source: BranchName?
  /// The login of who moves the ref; `nil` where nobody said.
  public var actor: String?
  /// Whether a clone says that the branch is a fork's, which somebody helps with there.
  public var isForks = false
  /// Of a commit that is about to be made, how that is done.
  public var making = Making()
  /// Of a branch that moves in a clone, whether `new` is made for that, as `git commit` makes it.
  public var isCommitting = false
  /// Of a branch that is about to be rebased, how: nothing has moved yet, and `new` is what it is put on
  /// top of.
  public var rebase: Rebase?

  /// How a branch is rebased.
  public enum Rebase: Sendable {
    /// On top of a commit that stands.
    case onto
    /// From its first commit on: git-rebase(1), `--root`.
    case root
  }

  /// How a commit is being made, as far as a hook can tell: what mends a refusal differs.
  public struct Making: Hashable, Sendable {
    /// What the commit takes in: git-commit(1).
    public enum Content: Sendable {
      /// What is staged.
      case staged
      /// More than was staged before: `--all`, `--include` or `--patch`.
      case all
      /// The files that are named, and nothing else that is staged.
      case files
    }
    /// What it takes in.
    public var content = Content.staged
    /// Whether it concludes a cherry-pick or a revert, in the midst of which no branch is switched.
    public var concludesPick = false
    /// A commit of what is staged.
    public init() {}
  }

  /// A pull request's head.
  public struct Head: Hashable, Sendable {
    /// The branch's short name.
    public var branch: BranchName
    /// Whether it lives in a fork: then it has no kind, whatever its name.
    public var isFork: Bool
    /// The pull request's number; `nil` where nobody said.
    public var number: Int?
    /// A head branch.
    public init(branch: BranchName, isFork: Bool = false, number: Int? = nil) {
      (self.branch, self.isFork, self.number) = (branch, isFork, number)
    }
  }

  /// An update of `ref`, which stands for `branch` (by default the one that `refs/heads/` says).
  public init(
    _ moment: Moment, of ref: RefName, branch: BranchName? = nil, from old: ObjectID?,
    to new: ObjectID?, head: Head? = nil, source: BranchName? = nil, actor: String? = nil
  ) {
    (self.moment, self.ref, self.old, self.new) = (moment, ref, old, new)
    (self.branch, self.head, self.actor) = (branch ?? ref.branch, head, actor)
    self.source = source
  }
}
