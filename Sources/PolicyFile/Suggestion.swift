internal import PolicyCore

/// The name that was probably meant, as a question; `nil` where none is near.
public func didYouMean(_ written: String, among names: [String]) -> String? {
  Nearest.name(to: written, among: names).map { "did you mean '\($0)'?" }
}
