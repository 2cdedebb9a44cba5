internal import Evidence
internal import PolicyCore

/// What became another one: what stood before, and what was made of that.
struct LeaseChange {
  let before: JSON
  let made: JSON

  /// A state with all that the change is about as it was before.
  func undone(in state: JSON) -> JSON {
    ThreeWay(before: before, during: made, now: state).result
  }

  /// A state with all that the change is about as it was made.
  func done(in state: JSON) -> JSON {
    ThreeWay(before: made, during: before, now: state).result
  }

  /// What of the change stands in a state.
  func standing(in state: JSON) -> LeaseChange {
    LeaseChange(
      before: ThreeWay(before: made, during: state, now: before).result, made: made)
  }
}

/// What a lease has changed, without what the leases have that it found.
struct LeaseChanges {
  /// What it set out to change: what its end puts back, whatever anybody says to have seen.
  let asked: LeaseChange
  /// The same with what its calls did besides.
  let whole: LeaseChange

  /// What a lease has changed, by the changes of the leases of its branch that began before it and are
  /// closed.
  ///
  /// What it found of theirs would not have been there without them: so a thaw does not lift what the
  /// override that it came upon has put back. What it changed itself stays its own.
  fileprivate init(_ record: LeaseRecord, upon closed: [LeaseChanges]) {
    var before = record.start.snapshot
    // One clone may have looked while another one was at work for the same lease.
    for twin in record.twins where twin.isSound {
      before = LeaseChange(before: twin.snapshot, made: twin.target).undone(in: before)
    }
    let asked = LeaseChange(before: before, made: record.start.target)
    let seen = LeaseChange(before: before, made: record.made)
    var (target, made) = (asked.made, seen.made)
    for earlier in closed.map(\.whole) {
      before = earlier.undone(in: before)
      target = asked.done(in: earlier.undone(in: target))
      made = seen.done(in: asked.undone(in: earlier.undone(in: made)))
    }
    self.asked = LeaseChange(before: before, made: target)
    whole = LeaseChange(before: before, made: self.asked.done(in: made))
  }
}

extension LedgerContent {
  /// What each lease of a branch has changed, by its id.
  func changes(of branch: String) -> [String: LeaseChanges] {
    let records = self.records.filter { $0.lease.branch == branch }
    return records.reduce(into: [:]) { changes, record in
      let closed = records.filter {
        $0.lease.closed != nil && record.found.contains($0.lease.id)
      }
      changes[record.lease.id] = LeaseChanges(
        record, upon: closed.compactMap { changes[$0.lease.id] })
    }
  }

  /// The leases of the other purpose that came upon this one and are open: its end leaves what they
  /// hold, and theirs puts back what it would have.
  func held(over record: LeaseRecord) -> [String] {
    open.filter {
      $0.lease.purpose != record.lease.purpose && $0.found.contains(record.lease.id)
        && $0.start.isSound
    }.map(\.lease.id)
  }
}
