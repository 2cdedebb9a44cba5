import GitModel
import PolicyCore
import Testing

@testable import PolicyScenario

/// Workflows of the shape that two public projects have, which asked for a tool like this: what their
/// policy requires, and what their files report. The text is ours.
@Suite struct SeedProjectTests {
  /// A project whose quality gate stands in a file that GitHub does not take for a workflow, behind a
  /// pipeline of jobs that wait for each other.
  private static let pipeline = [
    (
      "ci.yml",
      """
      name: CI/CD Pipeline
      on:
        push: {branches: [main, develop, story-*]}
        pull_request: {branches: [main, develop]}
        workflow_dispatch:
      jobs:
        quality-gates: {runs-on: x}
        security-scan: {runs-on: x, needs: quality-gates}
        test-matrix:
          runs-on: x
          needs: quality-gates
          strategy: {matrix: {python-version: ['3.10', '3.11', '3.12']}}
        coverage-report: {runs-on: x, needs: test-matrix, if: github.event_name == 'pull_request'}
        performance-test: {runs-on: x, needs: [quality-gates, security-scan]}
        build-validation: {runs-on: x, needs: [test-matrix, security-scan]}
        deploy-staging:
          runs-on: x
          needs: [build-validation, performance-test]
          if: false  # not yet
        quality-metrics: {runs-on: x, needs: [coverage-report, performance-test], if: always()}
      """
    ),
    (
      "quality-gate.yml.disabled",
      """
      name: Quality Gate
      on:
        pull_request: {types: [opened, synchronize, reopened]}
        workflow_call:
      jobs:
        enforce-quality-gate:
          runs-on: x
          outputs: {quality-passed: '${{ steps.quality-check.outputs.passed }}'}
        block-merge: {runs-on: x, needs: enforce-quality-gate, if: always()}
      """
    ),
  ]

  /// A project with a summary behind a matrix that only a run knows.
  private static let packages = [
    (
      "coverage.yml",
      """
      on:
        pull_request: {branches: [main, develop]}
        schedule: [{cron: '0 2 * * *'}]
      env: {TARGET: "${{ github.event.inputs.coverage_target || '95' }}"}
      jobs:
        discover-packages:
          name: Discover Packages
          runs-on: x
          outputs: {packages: '${{ steps.find.outputs.packages }}'}
        comprehensive-tests:
          name: Tests (${{ matrix.package }})
          runs-on: x
          needs: discover-packages
          if: ${{ needs.discover-packages.outputs.packages != '[]' }}
          strategy:
            matrix:
              package: ${{ fromJson(needs.discover-packages.outputs.packages) }}
              python-version: ["3.11", "3.12"]
        aggregate-coverage:
          name: Aggregate Coverage
          runs-on: x
          needs: [discover-packages, comprehensive-tests]
          if: always() && needs.discover-packages.outputs.packages != '[]'
        quality-gates:
          name: Quality Gates
          runs-on: x
          needs: [discover-packages, comprehensive-tests, aggregate-coverage]
          if: always()
        deploy-coverage-report:
          name: Deploy Coverage Report
          runs-on: x
          needs: [aggregate-coverage]
          if: github.ref == 'refs/heads/main'
        nightly: {name: Nightly Suite, runs-on: x, if: github.event_name == 'schedule'}
      """
    ),
    (
      "ci.yml",
      """
      on: {push: {branches: [main, develop]}, pull_request: {branches: [main, develop]}}
      jobs:
        build: {name: 'Quality, Security & Build', runs-on: x}
        test-matrix:
          name: Test Suite
          runs-on: x
          needs: build
          strategy:
            matrix: {python-version: ["3.11", "3.12"], test-category: [unit-domain, security-api]}
        ci-summary: {name: CI Summary, runs-on: x, needs: [build, test-matrix], if: always()}
      """
    ),
  ]

  private static let expected: [([(String, String)], String, String)] = [
    (pipeline, "quality-gates / enforce-quality-gate", "never"),
    (pipeline, "test-matrix (3.10)", "produced"), (pipeline, "test-matrix", "renamed"),
    (pipeline, "security-scan", "conditional"), (pipeline, "build-validation", "conditional"),
    (pipeline, "coverage-report", "conditional"), (pipeline, "deploy-staging", "conditional"),
    (pipeline, "quality-metrics", "produced"), (pipeline, "quality-gates", "produced"),
    (packages, "Tests (core)", "unknown"), (packages, "Aggregate Coverage", "produced"),
    (packages, "Quality Gates", "produced"), (packages, "Nightly Suite", "conditional"),
    (packages, "Deploy Coverage Report", "conditional"),
    (packages, "Test Suite (3.11, unit-domain)", "produced"),
    (packages, "CI Summary", "produced"), (packages, "test-matrix (3.11)", "renamed"),
  ]

  @Test("Each context of such a project has the answer of a careful reader", arguments: expected)
  func answers(files: [(String, String)], context: String, verdict: String) throws {
    let drawn = files.map { name, text in
      "with .github/workflows/\(name) \"\(text.replacing("\"", with: "\\\""))\n\""
    }
    let scenario = try Scenario(
      Drawing("A \(drawn.joined(separator: " ")); main at A; audit main"),
      policy: .storyFlow(changedBy: "branches: {main: {required_status_checks: ['\(context)']}}"))
    let scene = scenario.scene(in: scenario.history())
    let answer = try #require(try scene.contextAnswers(for: scenario.update)?.first)
    #expect(answer.verdict.rawValue == verdict, "\(answer.message)")
    #expect(try scene.checks(for: scenario.update)?.problems == [])
  }
}
