internal import Yams

/// What Yams says of a file that it cannot compose.
struct YAMLFault: Error {
  let error: any Error

  /// Runs an untyped throwing call of Yams.
  static func catching<Value>(_ body: () throws -> Value) throws(YAMLFault) -> Value {
    do { return try body() } catch { throw YAMLFault(error: error) }
  }

  /// The place of the first of two equal keys.
  var duplicate: (line: Int, column: Int)? {
    guard case .duplicatedKeysInMapping(_, let context)? = error as? YamlError else { return nil }
    return (context.mark.line, context.mark.column)
  }

  /// The problem with its place, in the file's own characters.
  func problem(in source: SourceText, star: Unicode.Scalar) -> PolicyFileError {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      if problem == "but found another document" {
        return at(mark, source, "a second document begins", help: "a policy is one document")
      }
      // libyaml names the function of its own that would allow more.
      if problem.hasPrefix("Maximum nesting level") {
        return at(
          mark, source, "the values are nested too deep", help: "a policy takes a few levels")
      }
      let message = [problem, context?.text].compactMap { $0 }.joined(separator: " ")
      return at(mark, source, message, help: help(at: mark, in: source))
    default:
      return PolicyFileError("the file is not YAML", at: Place(file: source.file))
    }
  }

  /// libyaml may point behind the end of the file.
  private func at(
    _ mark: Mark, _ source: SourceText, _ message: String, help: String?
  ) -> PolicyFileError {
    var place = Place(file: source.file, line: max(1, mark.line), column: max(1, mark.column))
    if (place.line, place.column) > (source.end.line, source.end.column) { place = source.end }
    var error = PolicyFileError(message, at: place, help: help)
    error.isBroken = true
    return error
  }

  private func help(at mark: Mark, in source: SourceText) -> String? {
    guard let offset = source.offset(of: (mark.line, mark.column)) else { return nil }
    return source.scalars[offset] == "\t" ? "indent with spaces, not with tabs" : nil
  }
}
