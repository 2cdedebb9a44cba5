/// What the documents that the project comes from say of protection.
public enum SeedPolicies {
  /// The block that stands below `branches:`, as it is written there.
  public static let protection = """
      main:
        required_reviews: 1
        dismiss_stale_reviews: true
        required_status_checks:
          - "quality-gates / enforce-quality-gate"
          - "test-matrix (3.10)"
          - "test-matrix (3.11)"
          - "test-matrix (3.12)"
          - "security-scan"
          - "build-validation"
        restrict_pushes: true
        allow_force_pushes: false
        allow_deletions: false
      develop:
        required_reviews: 1
        required_status_checks:
          - "quality-gates / enforce-quality-gate"
          - "test-matrix (3.11)"
          - "security-scan"

    """
}
