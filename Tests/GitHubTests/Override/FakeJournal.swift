import GitModel
import Testing

@testable import Evidence
@testable import GitHub

/// A ledger in memory, as text: what is read of it is what was written.
final class FakeJournal: LeaseJournal {
  /// What every clone sees.
  final class Shelf {
    var texts: [[UInt8]] = []
    var published = 0
    /// The places of those that a key of the policy has signed.
    var signed: Set<Int> = []
    /// What texts say that were read before.
    var known: [[UInt8]: LedgerEntry.Content] = [:]
    /// What another clone does while this one publishes.
    var meanwhile: (() throws -> Void)?
  }

  private let shelf: Shelf
  private let fate: Fate

  init(_ shelf: Shelf, fate: Fate = Fate()) { (self.shelf, self.fate) = (shelf, fate) }

  func read() throws(OverrideError) -> LedgerContent {
    guard !fate.isDead else { throw death }
    var content = LedgerContent()
    for (number, text) in shelf.texts.enumerated() {
      do {
        let entry = try shelf.known[text] ?? LedgerEntry.Content(text: text)
        shelf.known[text] = entry
        content.entries.append(
          LedgerEntry(
            id: try id(number), parents: number == 0 ? [] : [try id(number - 1)],
            sequence: entry.sequence, at: entry.at, event: entry.event,
            signature: shelf.signed.contains(number) ? .by([]) : nil))
      } catch {
        throw OverrideError(.unknown, "an entry that cannot be read: \(error)", help: "")
      }
    }
    content.heads = content.entries.suffix(1).map(\.id)
    return content
  }

  func write(
    _ event: LedgerEvent, unless refusal: (LedgerContent) -> OverrideError?
  ) throws(OverrideError) {
    guard fate.lives() else { throw death }
    let content = try read()
    if let error = refusal(content) { throw error }
    let entry = LedgerEntry.Content(
      sequence: shelf.texts.count + 1, at: OverrideSamples.now, author: "alice",
      previous: content.heads, event: event)
    shelf.texts.append(entry.text)
    guard fate.survives() else { throw death }
  }

  func publish() throws(OverrideError) {
    guard fate.lives() else { throw death }
    do {
      let meanwhile = shelf.meanwhile
      shelf.meanwhile = nil
      try meanwhile?()
    } catch {
      throw OverrideError(.unknown, "\(error)", help: "")
    }
    shelf.published = shelf.texts.count
    guard fate.survives() else { throw death }
  }

  private var death: OverrideError { OverrideError(.unknown, "dead", help: "") }

  private func id(_ number: Int) throws -> ObjectID {
    try #require(
      ObjectID(hex: String(repeating: "0", count: 36) + String(4096 + number, radix: 16)))
  }
}
