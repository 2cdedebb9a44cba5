internal import Evidence
internal import GitModel
internal import PolicyCore
internal import Reports

/// A record and what it is worth, for people and for programs.
struct RecordLine {
  let record: CheckRecord
  let standing: Result<Standing, GitError>
  /// Under which names the key that signed it is listed.
  let signers: [String]

  /// A record, judged by itself.
  init(_ record: CheckRecord, _ judge: inout RecordJudge, on subject: EvidenceSubject?) {
    self.record = record
    do throws(GitError) {
      let standing = try judge.standing(of: record, on: subject)
      let signer = try judge.signer(of: record)
      if standing.isProof, case .by(let checkers)? = signer {
        signers = checkers.map(\.name)
      } else {
        signers = []
      }
      self.standing = .success(standing)
    } catch {
      (standing, signers) = (.failure(error), [])
    }
  }

  /// What a record tells, in one line.
  static func text(_ record: CheckRecord) -> String {
    let app = record.app.map { " by \($0)" } ?? ""
    let metric = record.metric.map { ", \($0)" } ?? ""
    return "\(record.conclusion.rawValue) of '\(record.context)'\(app)\(metric) "
      + "on \(record.commit.hex.prefix(12)) at \(Timestamp.text(record.completedAt))"
  }

  /// What it tells and what it is worth, in one line.
  var text: String { "\(word): \(Self.text(record))\(reason.map { " (\($0))" } ?? "")" }

  /// `proof`, `claim` or `unknown`.
  var word: String {
    switch standing {
    case .success(.proof): "proof"
    case .success(.claim): "claim"
    case .failure: "unknown"
    }
  }

  private var reason: String? {
    switch standing {
    case .success(.proof): "signed by \(signers.joined(separator: ", "))"
    case .success(.claim(let why)): why
    case .failure(let error): "\(error.message); \(error.help)"
    }
  }

  var json: JSONValue {
    [
      "context": .string(record.context), "app": .optional(record.app),
      "conclusion": .string(record.conclusion.rawValue), "commit": .string(record.commit.hex),
      "tree": .string(record.tree.hex),
      "completed_at": .string(Timestamp.text(record.completedAt)),
      "metric": record.metric.flatMap(Double.init).map { .number($0) } ?? .null,
      "url": .optional(record.url), "standing": .string(word),
      "why": .optional(signers.isEmpty ? reason : nil),
      "signers": .array(signers.map { .string($0) }),
    ]
  }
}
