internal import GitModel
internal import PolicyCore

/// Reading the statements that draw what others observed.
extension Drawing {
  /// Reads the statement if it is one of these.
  mutating func readsEvidence(
    _ keyword: String, _ reader: inout StatementReader
  ) throws(DrawingError) -> Bool {
    switch keyword {
    case "check", "status", "note": try readResult(keyword, &reader)
    case "request": try readRequest(&reader)
    case "review": try readReview(&reader)
    case "deployment": try readDeployment(&reader)
    case "landing": try readLanding(&reader)
    case "people": try readPeople(&reader)
    case "passer": try readPasser(&reader)
    case "gap": try readGap(&reader)
    case "silent":
      try reader.expect(keyword)
      evidence.silence = try reader.word("why the sources are silent").text
    default: return false
    }
    return true
  }

  /// `ci: success on B`, with `by github-actions`, `in "ci.yml on push"`, `metric 93.5`.
  private mutating func readResult(
    _ keyword: String, _ reader: inout StatementReader
  ) throws(DrawingError) {
    try reader.expect(keyword)
    let context = try reader.word("a context").text
    try reader.expect(":")
    let conclusion = try reader.word(as: CheckResult.Conclusion.self, "a conclusion")
    try reader.expect("on")
    var result = DrawnResult(
      context: context, form: keyword == "status" ? .status : .check, isNote: keyword == "note",
      conclusion: conclusion, commit: try commitLabel(&reader), witness: nextWitness)
    while !reader.isAtEnd {
      if reader.take("by") {
        result.app = try reader.word("an app").text
      } else if reader.take("in") {
        result.series = try reader.word("a workflow and an event").text
      } else if reader.take("metric") {
        let number = try reader.word("a number")
        guard let metric = Number.value(number.text) else {
          throw DrawingError("'\(number.text)' is no number", at: number.place)
        }
        result.metric = metric
      } else {
        try readWitness(&result.witness, &reader)
      }
    }
    evidence.results.append(result)
  }

  /// `7: S into main`, with `by alice`, `pushed by carol`, `tried as T`, `conversations 2`.
  private mutating func readRequest(_ reader: inout StatementReader) throws(DrawingError) {
    try reader.expect("request")
    let place = reader.place
    let number = try requestNumber(&reader)
    guard !evidence.requests.contains(where: { $0.number == number }) else {
      throw DrawingError("a second pull request \(number)", at: place)
    }
    try reader.expect(":")
    let head = try commitLabel(&reader)
    try reader.expect("into")
    var request = DrawnRequest(number: number, head: head, base: try branchName(&reader))
    while !reader.isAtEnd {
      if reader.take("by") {
        request.author = try reader.word("a login").text
      } else if reader.take("pushed") {
        try reader.expect("by")
        request.pusher = try reader.word("a login").text
      } else if reader.take("tried") {
        try reader.expect("as")
        request.testMerge = try commitLabel(&reader)
      } else if reader.take("conversations") {
        request.openConversations = Int(clamping: try reader.number("a number"))
      } else {
        throw reader.wanted("an attribute of the pull request")
      }
    }
    evidence.requests.append(request)
  }

  /// `7: approved by bob on S`, or `of S: approved by bob`.
  private mutating func readReview(_ reader: inout StatementReader) throws(DrawingError) {
    try reader.expect("review")
    let subject: DrawnReview.Subject
    var commit: String?
    if reader.take("of") {
      let label = try commitLabel(&reader)
      (subject, commit) = (.commit(label), label)
    } else {
      subject = .request(try knownRequest(&reader))
    }
    try reader.expect(":")
    let state = try reader.word(as: Review.State.self, "what a review says")
    try reader.expect("by")
    var review = DrawnReview(
      subject: subject, state: state, reviewer: try reader.word("a login").text, commit: commit,
      witness: nextWitness)
    while !reader.isAtEnd {
      if reader.take("on") {
        review.commit = try commitLabel(&reader)
      } else if reader.take("reader") {
        review.canWrite = false
      } else {
        try readWitness(&review.witness, &reader)
      }
    }
    evidence.reviews.append(review)
  }

  /// `staging: success on B`, or another word for one that failed.
  private mutating func readDeployment(_ reader: inout StatementReader) throws(DrawingError) {
    try reader.expect("deployment")
    let environment = try reader.word("an environment").text
    try reader.expect(":")
    let state = try reader.word("success or failure")
    guard ["success", "failure"].contains(state.text) else {
      throw DrawingError("'\(state.text)' is neither success nor failure", at: state.place)
    }
    try reader.expect("on")
    var deployment = DrawnDeployment(
      environment: environment, isSuccess: state.text == "success",
      commit: try commitLabel(&reader), witness: nextWitness)
    while !reader.isAtEnd { try readWitness(&deployment.witness, &reader) }
    evidence.deployments.append(deployment)
  }

  /// `@org/core: bob, carol`.
  private mutating func readPeople(_ reader: inout StatementReader) throws(DrawingError) {
    try reader.expect("people")
    let owner = try reader.word("an owner").text
    try reader.expect(":")
    evidence.people[owner] = try reader.list("a login").map(\.text)
  }

  /// `main: A -> M`, with `of 7`, `above 6 as L`, `by alice`, `at day 3`.
  private mutating func readLanding(_ reader: inout StatementReader) throws(DrawingError) {
    try reader.expect("landing")
    let branch = try branchName(&reader)
    try reader.expect(":")
    let old = reader.take("nothing") ? nil : try commitLabel(&reader)
    try reader.expect("->")
    var landing = DrawnLanding(branch: branch, old: old, new: try commitLabel(&reader))
    while !reader.isAtEnd {
      if reader.take("of") {
        landing.request = try knownRequest(&reader)
      } else if reader.take("above") {
        let number = try knownRequest(&reader)
        try reader.expect("as")
        landing.earlier.append((number, try commitLabel(&reader)))
      } else if reader.take("by") {
        landing.actor = try reader.word("a login").text
      } else if reader.take("at") {
        landing.seconds = try time(&reader)
      } else {
        throw reader.wanted("an attribute of the landing")
      }
    }
    evidence.landings.append(landing)
  }

  /// `main: "team 7" always past "ruleset 'main'"`.
  private mutating func readPasser(_ reader: inout StatementReader) throws(DrawingError) {
    try reader.expect("passer")
    let branch = try branchName(&reader)
    try reader.expect(":")
    let actor = try reader.word("who passes the rules by").text
    let mode = try reader.word(as: BypassActor.Mode.self, "when they pass")
    try reader.expect("past")
    let place = try reader.word("what is passed by").text
    evidence.passers.append(
      DrawnPasser(branch: branch, actor: BypassActor(actor, past: place, mode)))
  }

  /// `main: required_reviews is "0" wanted "1"`.
  private mutating func readGap(_ reader: inout StatementReader) throws(DrawingError) {
    try reader.expect("gap")
    let branch = try branchName(&reader)
    try reader.expect(":")
    let key = try reader.word("a key of the policy").text
    try reader.expect("is")
    let live = try reader.word("what is demanded").text
    try reader.expect("wanted")
    let wanted = try reader.word("what is wanted").text
    evidence.gaps.append(
      DrawnGap(branch: branch, gap: ProtectionGap(key, live: live, wanted: wanted)))
  }

  /// `at day 3`, `undated`, `claimed "why"`.
  private func readWitness(
    _ witness: inout DrawnWitness, _ reader: inout StatementReader
  ) throws(DrawingError) {
    if reader.take("at") {
      witness.seconds = try time(&reader)
    } else if reader.take("undated") {
      witness.isUndated = true
    } else if reader.take("claimed") {
      witness.doubt = try reader.word("why it does not count").text
    } else {
      throw reader.wanted("an attribute of the evidence")
    }
  }

  private var nextWitness: DrawnWitness {
    DrawnWitness(
      number: evidence.results.count + evidence.reviews.count + evidence.deployments.count)
  }

  private func branchName(_ reader: inout StatementReader) throws(DrawingError) -> BranchName {
    let word = try reader.word("a branch")
    guard let name = BranchName(word.text) else {
      throw DrawingError("'\(word.text)' is no branch name", at: word.place)
    }
    return name
  }

  private func requestNumber(_ reader: inout StatementReader) throws(DrawingError) -> Int {
    Int(clamping: try reader.number("a pull request's number"))
  }

  /// The number of a pull request that is drawn already.
  private func knownRequest(_ reader: inout StatementReader) throws(DrawingError) -> Int {
    let place = reader.place
    let number = try requestNumber(&reader)
    guard evidence.requests.contains(where: { $0.number == number }) else {
      throw DrawingError("no pull request \(number) is drawn before this", at: place)
    }
    return number
  }
}

extension StatementReader {
  /// The next word, which is one of a few.
  fileprivate mutating func word<Value: RawRepresentable & CaseIterable>(
    as type: Value.Type, _ what: String
  ) throws(DrawingError) -> Value where Value.RawValue == String {
    let word = try word(what)
    guard let value = Value(rawValue: word.text) else {
      let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw DrawingError("\(what) is one of \(known), not '\(word.text)'", at: word.place)
    }
    return value
  }
}
