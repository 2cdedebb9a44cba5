public import GitModel
public import GitStore
public import PolicyCore

/// The signatures of a repository's commits and tags, checked by the real gpg and ssh-keygen.
public final class RepositorySignatures: CommitSignatures {
  private let repository: Repository
  private let environment: [String: String]
  private let kept: (any KeptSignatures)?

  /// How many are looked at together.
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
    try signatures(of: .commits, commits, by: signers)
  }

  /// What the signatures of annotated tags say, in the order of the tags.
  public func signatures(
    ofTags tags: [ObjectID], by signers: [Signer]
  ) throws(GitError) -> [CommitSignature] {
    try signatures(of: .tags, tags, by: signers)
  }

  /// What is signed.
  private enum Objects {
    case commits
    case tags
  }

  private func signatures(
    of objects: Objects, _ ids: [ObjectID], by signers: [Signer]
  ) throws(GitError) -> [CommitSignature] {
    let checkers = signers.map { Checker(name: $0.name, key: $0.key) }
    let basis = SignatureBasis(of: checkers.map(\.key), environment: environment)
    // What Git trusts by its configuration may change in many places.
    let kept = checkers.isEmpty ? nil : self.kept
    let before = kept?.found(on: basis.bytes) ?? [:]
    var found = before
    var answers: [CommitSignature] = []
    for start in stride(from: 0, to: ids.count, by: Self.most) {
      let part = Array(ids[start..<min(start + Self.most, ids.count)])
      let new = part.filter { found[$0] == nil }.unique
      let looked = Dictionary(zip(new, try look(at: objects, new, by: checkers))) { $1 }
      for id in part {
        guard let key = found[id] else {
          guard let answer = looked[id] else { continue }
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
    at objects: Objects, _ ids: [ObjectID], by checkers: [Checker]
  ) throws(GitError) -> [CommitSignature] {
    var answers = [CommitSignature](repeating: .none, count: ids.count)
    var signed: [(index: Int, text: SignedText)] = []
    for (index, id) in ids.enumerated() {
      guard let (signature, payload, isLast) = try signature(of: objects, id) else { continue }
      guard let text = String(validating: signature, as: UTF8.self) else {
        answers[index] = .invalid(why: "it is no text")
        continue
      }
      guard isLast else {
        answers[index] = .invalid(why: "it does not end where the tag does")
        continue
      }
      signed.append((index, SignedText(signature: text, text: payload)))
    }
    guard !signed.isEmpty else { return answers }
    let told = try check(
      signed.map(\.text), of: objects, signed.map { ids[$0.index] }, by: checkers)
    for (one, answer) in zip(signed, told) { answers[one.index] = answer }
    return answers
  }

  /// The signature in an object, what it was made over, and whether nothing stands behind it; `nil` where
  /// there is none.
  private func signature(
    of objects: Objects, _ id: ObjectID
  ) throws(GitError) -> ([UInt8], payload: [UInt8], isLast: Bool)? {
    switch objects {
    case .commits:
      return try repository.signature(ofCommit: id).map { ($0.signature, $0.payload, true) }
    case .tags:
      guard let tag = try repository.tag(id), let signature = tag.signature else { return nil }
      return (signature, tag.signedText, tag.endsWithSignature)
    }
  }

  private func check(
    _ texts: [SignedText], of objects: Objects, _ ids: [ObjectID], by checkers: [Checker]
  ) throws(GitError) -> [CommitSignature] {
    if checkers.isEmpty {
      let command =
        switch objects {
        case .commits: "verify-commit"
        case .tags: "verify-tag"
        }
      return try GitTrust(repository, environment: environment).signatures(of: ids, by: command)
    }
    // What git signs commits and tags for: gitformat-signature(5), `git`.
    return Signatures(by: checkers, environment: environment)
      .signers(of: texts, for: "git").map { CommitSignature($0) }
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
