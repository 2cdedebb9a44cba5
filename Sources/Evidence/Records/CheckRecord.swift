public import GitModel
public import PolicyCore

/// The result of a check as somebody recorded it: a line of a note under `refs/notes/policy/checks`.
public struct CheckRecord: Hashable, Sendable {
  /// The commit that was tested.
  public var commit: ObjectID
  /// Its tree: the result holds for every commit that has it.
  public var tree: ObjectID
  /// The check's name, as `required_status_checks` has it.
  public var context: String
  /// Who reports it, as `app:` of a required check has it.
  public var app: String?
  /// How it ended.
  public var conclusion: CheckResult.Conclusion
  /// When it ended, in seconds since 1970.
  public var completedAt: Int64
  /// A number that was measured, in the digits of JSON.
  public var metric: String?
  /// Where more is told.
  public var url: String?
  /// The signature over `signedText`, in ASCII armor.
  public var signature: String?

  /// A record without a signature.
  public init(
    commit: ObjectID, tree: ObjectID, context: String, app: String? = nil,
    conclusion: CheckResult.Conclusion, completedAt: Int64, metric: String? = nil,
    url: String? = nil
  ) {
    (self.commit, self.tree, self.context, self.app) = (commit, tree, context, app)
    (self.conclusion, self.completedAt) = (conclusion, completedAt)
    (self.metric, self.url) = (metric, url)
  }

  /// What SSH signatures name as their purpose (`ssh-keygen -Y sign -n`): no signature that was made
  /// for another one counts.
  public static let namespace = "policy-check"

  /// What is signed: a line that says what it is, and the record in its one form, without a
  /// signature.
  public var signedText: [UInt8] {
    var unsigned = self
    unsigned.signature = nil
    return Array("policy check record 1\n\(unsigned.json.line)\n".utf8)
  }

  /// The record as a line of a note, without the newline.
  public var line: [UInt8] { Array(json.line.utf8) }
}
