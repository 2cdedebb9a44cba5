/// The keys of `checks:`.
enum CheckKeys {
  static let all: [Key] = [
    Key(
      "evidence", .list(.either([.word(["notes", "trailers", "github"]), .record(evidenceFile)])),
      "The sources of evidence. While there are none, rules that rest on evidence are off."),
    Key(
      "workflows", .text(.path),
      "The folder of the workflow files that produce the checks."),
    Key("max_age", .text(.duration), "How old a result may be."),
  ]

  private static let evidenceFile: [Key] = [
    Key("file", .text(.text), required: true, "A JSON file, outside the judged tree.")
  ]
}
