public import PolicyCore

/// What a signature says of who made it.
public enum SignatureAnswer: Hashable, Sendable {
  /// It is right, and the key is listed under these names.
  case by([Checker])
  /// It is somebody's whose key the policy does not list.
  case stranger(key: String)
  /// It is no signature of this text.
  case invalid(why: String)
}
