internal import GitModel
internal import PolicyCore

/// A small history and one update of it, drawn in words that can be read aloud:
/// `A; B after A; main at A; push main: A -> B`.
///
/// Statements end at `;` or at the end of the line. Names with odd characters stand in double
/// quotes. Capitalised words are labels of commits; a commit refers to those drawn before it.
///
/// | statement                    | meaning                                                    |
/// |------------------------------|------------------------------------------------------------|
/// | `A`                          | a root commit; it adds the file `a.txt`                    |
/// | `B after A`                  | a commit with a parent                                     |
/// | `M after B, C`               | a merge; its tree is the automatic merge of its parents    |
/// | `main at B`                  | a branch that stands before the update                     |
/// | `origin/main at B`           | a branch as the remote was seen with                       |
/// | `tag v1 at B`                | a tag; `annotated`, or `signed` as of a commit, behind it  |
/// |                              | make an object                                             |
/// | `push main: B -> M`          | the update, which `nothing` on a side makes or deletes;    |
/// |                              | `land`, `move` and `commit on` in place of `push` are the  |
/// |                              | other moments; `tag v1` or `refs/…` name what is no branch, |
/// |                              | `annotated` or `signed …` behind the new side make an object; |
/// |                              | `signed … as v0` makes it for another name                 |
/// | `queue main: B -> M of 7`    | the same of a merge queue that is about to land M, made of |
/// |                              | pull request 7                                             |
/// | `pull story-1 into develop`  | a pull request between branches that stand; the head may   |
/// |                              | be `story-1 (S)` or, from a fork, `fork:story-1 (S)`       |
/// | `audit main`                 | the standing update of a branch, or of `tag v1`            |
/// | `now day 40`                 | the present: else one hour after the newest commit         |
/// | `single-branch`              | branches that are not drawn may exist elsewhere            |
/// | `shallow at B`               | the clone ends at B: its parents were not fetched          |
/// | `missing H`                  | the commit's object is not there                           |
///
/// Behind an update, `by alice` says who makes it. Behind a commit, in any order:
///
/// | attribute       | meaning                                                               |
/// |-----------------|-----------------------------------------------------------------------|
/// | `on day 3`      | made three days after day 0, Monday 2026-01-05T12:00:00Z; else each   |
/// |                 | commit is made a minute after the one drawn before it                 |
/// | `like H, J`     | makes the same change as these commits: the same patch, another commit |
/// | `picks H`       | ends in `(cherry picked from commit …)`, same paths, other content,   |
/// |                 | as when a conflict was resolved; beside `like H` only the trailer     |
/// | `picks H at x`  | the trailer, over a change of the path x                              |
/// | `reverts H`     | takes the change back, and says so as `git revert` does               |
/// | `claims H`      | says so and changes something else                                    |
/// | `tree of D`     | has exactly D's tree: a squashed release                              |
/// | `edits x, y`    | changes these paths instead of its own; in a merge, besides the       |
/// |                 | automatic merge, and where that conflicts                             |
/// | `with x "text"` | writes this text to the path x instead of its own; a newline that the |
/// |                 | text begins with is left out                                          |
/// | `runs x "text"` | the same as a file that may be run                                    |
/// | `links x "y"`   | a symbolic link at the path x that leads to y                         |
/// | `embeds x`      | a submodule at the path x                                             |
/// | `empty`         | changes nothing                                                       |
/// | `says "text"`   | the message; `\n` and `\"` as in Swift                                |
/// | `encoded "X"`   | the message is stored in ISO-8859-1, under that encoding's name        |
/// | `author "N <E>"` | who wrote it; `committer "N <E>"` who made it                        |
/// | `authored day 3` | when it was written, in place of when it was made                    |
/// | `signed by N`   | it has a good signature by a key of this name in the policy, or of none |
/// | `signed badly "why"` | it has a signature that is none; `signed unreadably`, one that nobody |
/// |                 | can check                                                             |
///
/// What others observed, for a policy that lists a source of evidence:
///
/// | statement                          | meaning                                              |
/// |------------------------------------|------------------------------------------------------|
/// | `check ci: success on B`           | the result of a check run; `status` in place of      |
/// |                                    | `check` is a commit status, `note` a recorded check,  |
/// |                                    | found by the tree too; `by app` names its app,       |
/// |                                    | `in "ci.yml on push"` the workflow and the event,    |
/// |                                    | `metric 93.5` the number that was measured           |
/// | `deployment staging: success on B` | a deployment; or `failure`                           |
/// | `request 7: S into main by alice`  | a pull request; `pushed by carol`, `tried as T` say  |
/// |                                    | who pushed last and which merge was tested,          |
/// |                                    | `conversations 2` how many are open                  |
/// | `review 7: approved by bob on S`   | a review; `of S` in place of the number is a trailer; |
/// |                                    | `reader` is one who may not write                    |
/// | `landing main: A -> M of 7`        | a landing; without any, nobody tells landings apart;  |
/// |                                    | `above 6 as L` is one that landed with it            |
/// | `people @org/core: bob, carol`     | whom an owner in CODEOWNERS stands for               |
/// | `passer main: "team 7" always past "x"` | who passes the rules of a branch by |
/// | `gap main: required_reviews is "0" wanted "1"` | protection that is weaker than asked |
/// | `silent "why"`                     | no source answers anything                           |
///
/// What the ledger of overrides says:
///
/// | statement                                      | meaning                                  |
/// |------------------------------------------------|------------------------------------------|
/// | `lease override of main from day 0 to day 1`   | a lease, or `freeze`; `closed day 1`,    |
/// |                                                | `repair day 3`, `repaired day 4`         |
/// | `ledger changed "what"`                        | an entry with which something is wrong   |
/// | `ledger silent "why"`                          | a ledger that cannot be read             |
///
/// Each observation is a minute newer than the one before, and newer than every commit, but for those
/// `at day 3` and `undated`. `claimed "why"` says that it does not count.
public struct Drawing: Sendable {
  /// What was drawn, as text.
  public let text: String
  var commits: [DrawnCommit] = []
  var refs: [DrawnRef] = []
  var update: DrawnUpdate?
  var now: Int64?
  var isSingleBranch = false
  var shallow: Set<String> = []
  var missing: Set<String> = []
  var evidence = DrawnEvidence()
  var ledger = DrawnLedger()

  /// Reads a drawing. Throws where the text is none.
  public init(_ text: String) throws(DrawingError) {
    self.text = text
    for statement in try DrawingScanner.statements(in: text) {
      try read(statement)
    }
    try settleUpdate()
  }

  /// The labels of the commits, in the order of the drawing.
  public var labels: [String] { commits.map(\.label) }

  /// Monday 2026-01-05T12:00:00Z, in seconds since 1970.
  static let dayZero: Int64 = 1_767_614_400

  /// The ref that a name in a drawing means.
  static func ref(named name: String) -> RefName? {
    if name.hasPrefix("refs/") { return RefName(name) }
    return RefName((name.hasPrefix("origin/") ? "refs/remotes/" : "refs/heads/") + name)
  }

  /// Where a branch stands: here or, where it is not, on the remote.
  func standing(branch name: String) -> DrawnRef? {
    let local = RefName("refs/heads/" + name)
    let remote = RefName("refs/remotes/origin/" + name)
    return refs.first { $0.name == local } ?? refs.first { $0.name == remote }
  }
}

/// One commit as it is drawn.
struct DrawnCommit: Sendable {
  let label: String
  let place: DrawingError.Place
  var parents: [String] = []
  /// Seconds since 1970.
  var seconds: Int64
  /// The commits whose changes it makes too.
  var like: [String] = []
  /// The commits whose changes it takes back.
  var reverts: [String] = []
  var picks: Pick?
  /// The commit whose tree it has.
  var treeOf: String?
  var edits: [String] = []
  /// Files with what they hold.
  var files: [(path: String, file: DrawnFile)] = []
  var isEmpty = false
  var message: String?
  var encoding: String?
  /// `NAME <ADDRESS>`.
  var author: String?
  var committer: String?
  /// When it was written, in seconds since 1970, where that is not when it was made.
  var authored: Int64?
  /// The commits that it says it reverts.
  var claims: [String] = []
  var signature: DrawnSignature?

  /// A cherry-pick that met a conflict.
  struct Pick: Sendable {
    let label: String
    /// What it changes in place of the original's paths.
    var path: String?
  }

  /// Whether an attribute says what the commit changes.
  var saysItsChange: Bool {
    isEmpty || treeOf != nil || picks != nil || !(like + reverts + edits).isEmpty || !files.isEmpty
  }
}

/// The signature of a commit or a tag as it is drawn: no repository holds it.
enum DrawnSignature: Hashable, Sendable {
  case by(String)
  case bad(why: String)
  case unreadable
}

/// A ref that stands before the update.
struct DrawnRef: Sendable {
  let name: RefName
  let label: String
  var form = DrawnTagForm.plain
}

/// The update as it is drawn, by labels.
struct DrawnUpdate: Sendable {
  let place: DrawingError.Place
  let moment: Moment
  var ref: RefName
  var branch: BranchName?
  var old: String?
  var new: String?
  /// What the new side is made of, and the old one.
  var form = DrawnTagForm.plain
  var oldForm = DrawnTagForm.plain
  var head: RefUpdate.Head?
  var actor: String?
}
