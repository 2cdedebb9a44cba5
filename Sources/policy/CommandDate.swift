internal import PolicyCore
internal import PolicyFile

/// Moments on the command line, in the forms that a policy file takes.
enum CommandDate {
  /// The seconds since 1970 at a moment's beginning.
  static func seconds(_ text: String) throws(Stop) -> Int64 {
    if let seconds = Int64(text) { return seconds }
    // The policy file's own parser, so that the two never differ. No letter here means anything
    // to YAML.
    let isPlain = text.utf8.allSatisfy { "0123456789-:.+TZ".utf8.contains($0) }
    let policy = "version: 1\nbaseline: {since: \(text)}\n"
    do throws(PolicyFileError) {
      if isPlain, let since = try PolicyFile.parse(policy, name: "date").baseline.since {
        return since
      }
    } catch {}
    throw .usage("'\(text)' is no date", help: "write YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ")
  }
}
