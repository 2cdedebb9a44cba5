internal import GitModel

extension [Signer] {
  /// Why a signature by a key that these list does not count, to stand behind "is signed by"; `nil`
  /// where it does, or nobody lists it. `place` says why one whose key counts on some branches only does
  /// not sign there; `made` is when that was made which is signed, as far as it says so.
  func doubt(at made: Int64?, _ place: (Signer) -> String?) -> String? {
    let doubts = map { $0.doubt(at: made, place) }
    // One key may stand under several names: what one of them may, the key may.
    return doubts.contains(nil) ? nil : doubts.first ?? nil
  }
}

extension Signer {
  fileprivate func doubt(at made: Int64?, _ place: (Signer) -> String?) -> String? {
    if isRevoked { return "'\(name)', whose key is revoked" }
    if !on.isEmpty, let place = place(self) { return "'\(name)', who \(place)" }
    guard let until else { return nil }
    guard let made else {
      return "'\(name)', whose key counts until \(Timestamp.day(until)), and does not say when"
    }
    return made > until ? "'\(name)', whose key counts until \(Timestamp.day(until))" : nil
  }
}
