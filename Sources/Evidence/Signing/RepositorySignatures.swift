public import GitModel
public import GitStore
public import PolicyCore

/// The signatures of a repository's commits, checked by the real gpg and ssh-keygen.
public final class RepositorySignatures: CommitSignatures {
  private let repository: Repository
  private let environment: [String: String]
  private let kept: (any KeptSignatures)?

  /// How many commits are looked at together.
  private static let most = 512

  /// The signatures in a repository; `environment` says where the programs and their keyrings are.
  public init(
    _ repository: Repository, environment: [String: String], kept: (any KeptSignatures)? = nil
  ) {
    (self.repository, self.environment, self.kept) = (repository, environment, kept)
  }

  /// What the signatures of commits say, in the order of the commits.
  public func signatures(
    of commits: [ObjectID], by signers: [Signer]
  ) throws(GitError) -> [CommitSignature] {
    let checkers = signers.map { Checker(name: $0.name, key: $0.key) }
    let basis = SignatureBasis(of: checkers.map(\.key), environment: environment)
    // What Git trusts by its configuration may change in many places.
    let kept = checkers.isEmpty ? nil : self.kept
    let before = kept?.found(on: basis.bytes) ?? [:]
    var found = before
    var answers: [CommitSignature] = []
    for start in stride(from: 0, to: commits.count, by: Self.most) {
      let part = Array(commits[start..<min(start + Self.most, commits.count)])
      let new = part.filter { found[$0] == nil }
      var looked = try look(at: new, by: checkers).makeIterator()
      for id in part {
        guard let key = found[id] else {
          guard let answer = looked.next() else { continue }
          answers.append(answer)
          if let key = signingKey(of: answer, among: checkers), basis.covers(key) {
            found[id] = key.text
          }
          continue
        }
        answers.append(.by(checkers.filter { $0.key.text == key }.map(\.name)))
      }
    }
    if found.count > before.count { kept?.keep(found, on: basis.bytes) }
    return answers
  }

  private func signingKey(of answer: CommitSignature, among checkers: [Checker]) -> CheckerKey? {
    guard case .by(let names) = answer else { return nil }
    return checkers.first { names.contains($0.name) }?.key
  }

  /// Asks the programs.
  private func look(
    at commits: [ObjectID], by checkers: [Checker]
  ) throws(GitError) -> [CommitSignature] {
    var answers = [CommitSignature](repeating: .none, count: commits.count)
    var signed: [(index: Int, text: SignedText)] = []
    for (index, id) in commits.enumerated() {
      guard let (signature, payload) = try repository.signature(ofCommit: id) else { continue }
      guard let text = String(validating: signature, as: UTF8.self) else {
        answers[index] = .invalid(why: "it is no text")
        continue
      }
      signed.append((index, SignedText(signature: text, text: payload)))
    }
    guard !signed.isEmpty else { return answers }
    if checkers.isEmpty {
      let trusted = try GitTrust(repository, environment: environment)
        .signatures(of: signed.map { commits[$0.index] })
      for (one, answer) in zip(signed, trusted) { answers[one.index] = answer }
      return answers
    }
    // What git signs commits for: gitformat-signature(5), `git`.
    let told = Signatures(by: checkers, environment: environment)
      .signers(of: signed.map(\.text), for: "git")
    for (one, answer) in zip(signed, told) { answers[one.index] = CommitSignature(answer) }
    return answers
  }
}

extension CommitSignature {
  /// What a check told, or why there was none.
  init(_ answer: Result<SignatureAnswer, GitError>) {
    switch answer {
    case .success(.by(let checkers)): self = .by(checkers.map(\.name))
    case .success(.stranger(let key)): self = .stranger(key: key)
    case .success(.invalid(let why)): self = .invalid(why: why)
    case .failure(let why): self = .unknown(why)
    }
  }
}
