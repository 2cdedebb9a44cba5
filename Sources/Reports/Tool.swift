/// What this program calls itself in reports.
public enum Tool {
  /// The program's name.
  public static let name = "policy"
  /// The version.
  public static let version = "0.1.0"
}
