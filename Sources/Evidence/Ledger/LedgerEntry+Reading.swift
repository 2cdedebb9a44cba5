internal import GitModel

extension LedgerEntry.Content {
  /// Why a file is no entry.
  enum Fault: Error, Equatable {
    /// It is of this version, which only a newer policy reads.
    case newer(version: String)
    /// It is none, for this reason.
    case malformed(String)
  }

  /// The entry that a file's text is.
  init(text: [UInt8]) throws(Fault) {
    let json: JSON
    do throws(JSONError) {
      json = try JSONReader.read(text)
    } catch {
      throw .malformed("it is no JSON: \(error.message) at byte \(error.offset)")
    }
    guard case .number(let version)? = json["version"], version != "0",
      version.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { throw .malformed("'version' is no version") }
    guard version == "1" else { throw .newer(version: String(version.prefix(16))) }
    do throws(RecordError) {
      var members = try RecordMembers(json)
      _ = try members.required("version")
      try self.init(&members)
      try members.end()
    } catch {
      throw .malformed(error.message)
    }
  }

  private init(_ members: inout RecordMembers) throws(RecordError) {
    var previous: [ObjectID] = []
    for text in try members.texts("previous", limit: 64) {
      guard let id = ObjectID(hex: text), !id.isZero else {
        throw RecordError("'previous' holds what is no commit's id")
      }
      previous.append(id)
    }
    self.init(
      sequence: try members.count("sequence"), at: try members.moment("at"),
      author: try members.text("author", limit: 256), previous: previous,
      event: try Self.event(&members))
  }

  private static func event(_ members: inout RecordMembers) throws(RecordError) -> LedgerEvent {
    let name = try members.text("event", limit: 32)
    switch name {
    case "approve":
      return .approve(
        LeaseApproval(
          digest: try members.text("digest", limit: 64),
          approver: try members.text("approver", limit: 128),
          signature: try members.text("signature", limit: 16 << 10)))
    case "begin":
      return .begin(
        LeaseStart(
          try LeaseTerms(try members.required("terms")), ends: try members.moment("ends"),
          approval: try members.optionalText("approval", limit: 2048),
          snapshot: try members.required("snapshot"), target: try members.required("target"),
          nonce: try members.optionalText("nonce", limit: 64)))
    case "merge": return .merge
    default: break
    }
    let lease = try members.text("lease", limit: 64)
    switch name {
    case "call":
      return .call(
        LeaseCall(
          lease: lease, call: try members.text("call", limit: 4096),
          failure: try members.optionalText("failure", limit: 4096)))
    case "active": return .active(lease: lease, state: try members.required("state"))
    case "restoring":
      return .restoring(
        lease: lease, state: try members.required("state"),
        target: try members.required("target"),
        overwrites: try members.texts("overwrites", limit: 4096),
        keeps: try members.texts("keeps", limit: 4096))
    case "abandoned":
      return .abandoned(lease: lease, nonce: try members.text("nonce", limit: 64))
    case "restored":
      return .restored(
        lease: lease, state: try members.required("state"),
        lost: members.has("lost") ? try members.texts("lost", limit: 4096) : [])
    case "remediated":
      return .remediated(lease: lease, note: try members.text("note", limit: 8192))
    default: throw RecordError("'event' is '\(name.prefix(32))', which nobody knows")
    }
  }
}
