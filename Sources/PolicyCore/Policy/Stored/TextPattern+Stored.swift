extension TextPattern.Operator: Stored {}

/// A pattern is stored as the policy writes it, and compiled anew.
extension TextPattern: Stored {
  package func write(to bytes: inout StoredWriter) {
    comparison.write(to: &bytes)
    text.write(to: &bytes)
    isNegated.write(to: &bytes)
    name.write(to: &bytes)
  }

  package init(from bytes: inout StoredReader) throws(StoredError) {
    let comparison = try Operator(from: &bytes)
    let text = try String(from: &bytes)
    let isNegated = try Bool(from: &bytes)
    let name = try String?(from: &bytes)
    do throws(PatternError) {
      try self.init(comparison, text, isNegated: isNegated, name: name)
    } catch {
      throw .malformed
    }
  }
}
