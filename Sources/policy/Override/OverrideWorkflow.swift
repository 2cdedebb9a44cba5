/// The workflow that ends overrides and freezes that nobody has ended.
enum OverrideWorkflow {
  static let folder = ".github/workflows"
  static let place = "\(folder)/policy-overrides.yml"

  /// The token of the workflow itself may not administer a repository, whatever its permissions say:
  /// docs.github.com, "Use GITHUB_TOKEN for authentication in workflows".
  static let text = """
    # Ends overrides and freezes that are past their end, and tells of what is open or overdue.
    # POLICY_TOKEN is a token with "Administration: write", "Contents: write" and "Issues: read":
    # the token that GitHub gives to every workflow cannot change protection.
    name: policy overrides
    on:
      schedule:
        - cron: "*/15 * * * *"
      workflow_dispatch:
    permissions: {contents: read}
    concurrency: {group: policy-overrides}
    jobs:
      close:
        runs-on: ubuntu-latest
        env:
          GH_TOKEN: ${{ secrets.POLICY_TOKEN }}
          GIT_AUTHOR_NAME: policy
          GIT_AUTHOR_EMAIL: policy@users.noreply.github.com
          GIT_COMMITTER_NAME: policy
          GIT_COMMITTER_EMAIL: policy@users.noreply.github.com
        steps:
          - uses: actions/checkout@v4
            with: {fetch-depth: 0, token: "${{ secrets.POLICY_TOKEN }}"}
          - name: Install policy
            run: |
              # Write the commands here that put policy on PATH: its README has them, under "Install".
              command -v policy || {
                echo "::error::policy is not on PATH: let the step 'Install policy' put it there"
                exit 1
              }
          - run: policy override restore --overdue --apply
          - if: always()
            run: policy override status

    """
}
