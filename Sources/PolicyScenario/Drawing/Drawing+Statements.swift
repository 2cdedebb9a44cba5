internal import GitModel
internal import PolicyCore

/// Reading statements, all but those of commits and updates.
extension Drawing {
  mutating func read(_ words: [DrawingWord]) throws(DrawingError) {
    var reader = StatementReader(words)
    let keyword = words[0].isQuoted ? "" : words[0].text
    if reader.follows("at"), keyword != "shallow" {
      try readRef(&reader)
    } else if let moment = Self.updateKeywords[keyword] {
      try readUpdate(moment, &reader)
    } else {
      switch keyword {
      case "tag": try readTag(&reader)
      case "now": try readNow(&reader)
      case "single-branch":
        try reader.expect(keyword)
        isSingleBranch = true
      case "shallow":
        try reader.expect(keyword)
        try reader.expect("at")
        shallow.formUnion(try commitLabels(&reader))
      case "missing":
        try reader.expect(keyword)
        missing.formUnion(try commitLabels(&reader))
      default:
        if try !readsEvidence(keyword, &reader), try !readsLedger(keyword, &reader) {
          try readCommit(&reader)
        }
      }
    }
    try reader.end()
  }

  private mutating func readRef(_ reader: inout StatementReader) throws(DrawingError) {
    let name = try refName(&reader)
    try reader.expect("at")
    try add(ref: name.0, at: try commitLabel(&reader), .plain, name.place)
  }

  private mutating func readTag(_ reader: inout StatementReader) throws(DrawingError) {
    let place = reader.place
    let name = try refName(&reader)
    try reader.expect("at")
    try add(ref: name.0, at: try commitLabel(&reader), try tagForm(&reader), place)
  }

  /// `annotated`, `signed` and how and `as` what, or nothing.
  func tagForm(_ reader: inout StatementReader) throws(DrawingError) -> DrawnTagForm {
    if reader.take("signed") {
      let signature = try signature(&reader)
      return .signed(signature, as: reader.take("as") ? try reader.word("a tag's name").text : nil)
    }
    return reader.take("annotated") ? .annotated : .plain
  }

  private mutating func readNow(_ reader: inout StatementReader) throws(DrawingError) {
    try reader.expect("now")
    let place = reader.place
    guard now == nil else { throw DrawingError("a second present", at: place) }
    now = try time(&reader)
  }

  /// `day N`, in seconds since 1970.
  func time(_ reader: inout StatementReader) throws(DrawingError) -> Int64 {
    try reader.expect("day")
    let place = reader.place
    let seconds = Self.dayZero + 86_400 * (try reader.number("a day"))
    guard seconds >= 0 else { throw DrawingError("a day before 1970", at: place) }
    return seconds
  }

  private mutating func add(
    ref name: RefName, at label: String, _ form: DrawnTagForm,
    _ place: DrawingError.Place
  ) throws(DrawingError) {
    guard !refs.contains(where: { $0.name == name }) else {
      throw DrawingError("'\(name)' stands already", at: place)
    }
    refs.append(DrawnRef(name: name, label: label, form: form))
  }

  /// A ref's name: a branch, `tag NAME`, or in full.
  func refName(
    _ reader: inout StatementReader
  ) throws(DrawingError) -> (RefName, place: DrawingError.Place) {
    let isTag = !reader.follows("at") && reader.take("tag")
    let word = try reader.word("the name of a ref")
    guard let name = isTag ? RefName("refs/tags/" + word.text) : Self.ref(named: word.text) else {
      throw DrawingError("'\(word.text)' is no ref name", at: word.place)
    }
    return (name, word.place)
  }

  /// The label of a commit that is drawn already.
  func commitLabel(_ reader: inout StatementReader) throws(DrawingError) -> String {
    try known(try reader.word("a commit"))
  }

  /// Labels of commits that are drawn already.
  func commitLabels(_ reader: inout StatementReader) throws(DrawingError) -> [String] {
    var labels: [String] = []
    for word in try reader.list("a commit") { labels.append(try known(word)) }
    return labels
  }

  private func known(_ word: DrawingWord) throws(DrawingError) -> String {
    guard commits.contains(where: { $0.label == word.text }) else {
      throw DrawingError("no commit '\(word.text)' is drawn before this", at: word.place)
    }
    return word.text
  }
}
