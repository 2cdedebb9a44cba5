public import Reports

extension ProtectionState {
  /// The state for programs: GitHub's own words for what it told.
  public var shown: JSONValue { JSONValue(written) }
}
