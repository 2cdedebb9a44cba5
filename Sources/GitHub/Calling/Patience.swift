/// How long is waited for GitHub in one run of policy, all calls together.
public final class Patience {
  /// What is left.
  private var left: Duration
  private let sleep: (Duration) -> Void
  private let clock: () -> Int64

  /// So much time to spend; `clock` tells the seconds since 1970.
  public init(
    _ total: Duration, clock: @escaping () -> Int64, sleep: @escaping (Duration) -> Void
  ) {
    (left, self.clock, self.sleep) = (total, clock, sleep)
  }

  /// The seconds since 1970.
  var now: Int64 { clock() }

  /// Waits so long; false, without waiting, where that is longer than what is left.
  func wait(_ time: Duration) -> Bool {
    guard time <= left else { return false }
    left -= time
    sleep(time)
    return true
  }
}

/// A limit that an answer says was reached.
///
/// Source: docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api, "Handle rate
/// limit errors appropriately".
struct RateLimit {
  /// How long to wait before the next call.
  let seconds: Int64

  /// Headers count as they say, but for at least a second: a server that always says 0 would be asked
  /// without end. A refusal that names a limit and says nothing more, one minute.
  /// `nil` where no limit was reached. `isNamed` says that the body tells of a limit.
  init?(_ headers: [String: String], isNamed: Bool, now: Int64) {
    if let text = headers["retry-after"], let after = Int64(text), after >= 0 {
      seconds = min(max(after, 1), Self.longest)
    } else if headers["x-ratelimit-remaining"] == "0",
      let reset = headers["x-ratelimit-reset"].flatMap({ Int64($0) })
    {
      // Clocks differ by a second.
      let (left, isOver) = reset.subtractingReportingOverflow(now)
      seconds = isOver ? Self.longest : min(max(left, 0) + 1, Self.longest)
    } else if isNamed {
      seconds = 60
    } else {
      return nil
    }
  }

  /// A day: no limit of GitHub's lasts longer than an hour.
  private static let longest: Int64 = 86_400
}
