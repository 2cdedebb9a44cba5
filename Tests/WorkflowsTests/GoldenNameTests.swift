import PolicyCore
import Testing
import Workflows

/// Names that GitHub has given, each with the place where somebody recorded it. The workflows are cut
/// down to what makes the name.
@Suite struct GoldenNameTests {
  struct Golden: CustomTestStringConvertible, Sendable {
    let source: String
    let jobs: String
    var others: [String: String] = [:]
    let names: [String]
    var testDescription: String { source }
  }

  static let all: [Golden] = [
    Golden(
      source: "facebookresearch/fairchem#2059: objects are spelled out, and cut at 100 characters",
      jobs: """
        test:
          runs-on: x
          strategy:
            matrix:
              python_version: ['3.13']
              shard:
                - name: core
                  paths: tests/core/models tests/core/graph tests/core/calculate tests/core/components tests/core/x
        """,
      names: [
        "test (3.13, core, tests/core/models tests/core/graph tests/core/calculate tests/core/components t..."
      ]),
    Golden(
      source: "google/mono_repo.dart#535: a literal name without a matrix is cut, too",
      jobs: """
        job_001:
          runs-on: x
          name: "analyzer_and_format; Dart 3.9.0; PKGS: build_cli, build_cli_annotations; `dart analyze --fatal-infos .`"
        """,
      names: [
        "analyzer_and_format; Dart 3.9.0; PKGS: build_cli, build_cli_annotations; `dart analyze --fatal-in..."
      ]),
    Golden(
      source:
        "kata-containers/kata-containers#11176: what a caller puts before a name does not count",
      jobs: """
        build-checks:
          strategy: {matrix: {instance: [s390x]}}
          uses: ./.github/workflows/build-checks.yaml
          with: {instance: '${{ matrix.instance }}'}
        """,
      others: [
        "build-checks.yaml": """
        on: {workflow_call: {inputs: {instance: {type: string}}}}
        jobs:
          check:
            runs-on: x
            name: check
            strategy:
              matrix:
                command: ['sudo -E PATH="$PATH" make test']
                component:
                  - name: agent-ctl
                    path: src/tools/agent-ctl
                    needs: [rust, protobuf-compiler, clang]
        """
      ],
      names: [
        "build-checks (s390x) / check (sudo -E PATH=\"$PATH\" make test, agent-ctl, "
          + "src/tools/agent-ctl, rust, protobuf-compiler, c..."
      ]),
    Golden(
      source:
        "kata-containers/kata-containers, tools/testing/gatekeeper/required-tests.yaml: nested",
      jobs: """
        kata-containers-ci-on-push:
          uses: ./.github/workflows/ci.yaml
        """,
      others: [
        "ci.yaml": """
        on: workflow_call
        jobs:
          build-kata-static-tarball-arm64:
            uses: ./.github/workflows/build.yaml
          run-cri-containerd-tests-amd64:
            strategy:
              matrix:
                params: [{containerd_version: latest, vmm: clh}, {containerd_version: minimum, vmm: qemu}]
            uses: ./.github/workflows/run.yaml
            with:
              containerd_version: ${{ matrix.params.containerd_version }}
              vmm: ${{ matrix.params.vmm }}
        """,
        "build.yaml": """
        on: {workflow_call: }
        jobs: {build-asset: {runs-on: x, strategy: {matrix: {asset: [openvmm]}}}}
        """,
        "run.yaml": """
        on:
          workflow_call:
            inputs: {containerd_version: {type: string}, vmm: {type: string}}
        jobs:
          run-cri-containerd:
            runs-on: x
            name: run-cri-containerd-amd64 (${{ inputs.containerd_version }}, ${{ inputs.vmm }})
        """,
      ],
      names: [
        "kata-containers-ci-on-push / build-kata-static-tarball-arm64 / build-asset (openvmm)",
        "kata-containers-ci-on-push / run-cri-containerd-tests-amd64 (latest, clh) / run-cri-containerd-amd64 (latest, clh)",
        "kata-containers-ci-on-push / run-cri-containerd-tests-amd64 (minimum, qemu) / run-cri-containerd-amd64 (minimum, qemu)",
      ]),
    Golden(
      source: "siemens/element#2760: a call adds a segment",
      jobs: "build-and-test: {uses: ./.github/workflows/build-and-test.yaml}",
      others: [
        "build-and-test.yaml":
          "on: workflow_call\njobs: {documentation: {uses: ./.github/workflows/build-documentation.yaml}}",
        "build-documentation.yaml": "on: workflow_call\njobs: {documentation: {runs-on: x}}",
      ], names: ["build-and-test / documentation / documentation"]),
    Golden(
      source: "carpet-stain/project-starter-template#104: the caller's id, the called job's name",
      jobs: "guards: {uses: ./.github/workflows/guards.yml}",
      others: [
        "guards.yml":
          "on: workflow_call\njobs: {guard: {runs-on: x, name: exp guard}, s: {runs-on: x, name: exp secret}}"
      ],
      names: ["guards / exp guard", "guards / exp secret"]),
    Golden(
      source: "openclaw/openclaw-go#6: a literal name has the suffix",
      jobs: "test: {runs-on: x, name: Test, strategy: {matrix: {go: ['1.25']}}}",
      names: ["Test (1.25)"]),
    Golden(
      source: "openmc-dev/openmc#2431: 3.10 without quotes is 3.1",
      jobs: "ci: {runs-on: x, strategy: {matrix: {python-version: [3.10, '3.11']}}}",
      names: ["ci (3.1)", "ci (3.11)"]),
    Golden(
      source: "ruby-git/ruby-git#1675: names made by an expression over include",
      jobs: """
        build:
          runs-on: x
          name: Ruby ${{ matrix.ruby }} on ${{ matrix.operating-system }}
          strategy:
            matrix:
              ruby: ["3.2", "4.0", "truffleruby-24.2.1"]
              operating-system: [ubuntu-latest]
              include:
                - ruby: 3.2
                  operating-system: windows-latest
        """,
      names: [
        "Ruby 3.2 on ubuntu-latest", "Ruby 4.0 on ubuntu-latest",
        "Ruby truffleruby-24.2.1 on ubuntu-latest", "Ruby 3.2 on windows-latest",
      ]),
  ]

  @Test("A name is what GitHub recorded", arguments: all)
  func recorded(golden: Golden) {
    let checks = CheckNameTests.checks(
      golden.jobs, others: golden.others.map { ($0.key, $0.value) })
    #expect(checks.problems == [])
    #expect(checks.checks.map(\.name.known) == golden.names)
  }

  @Test(
    "A job that is skipped shows up under the name that GitHub recorded",
    arguments: [
      // ymm-oss/fsl#1032
      (
        "t: {runs-on: x, name: 'native Z3 4.16 (${{ matrix.os }})', if: github.actor == 'x', strategy: {matrix: {os: [a, b]}}}",
        ["native Z3 4.16 (${{ matrix.os }})", "native Z3 4.16 (${{ matrix.os }})"]
      ),
      // stategraph/stategraph#1586
      (
        "build-test: {runs-on: x, if: github.actor == 'x', strategy: {matrix: {t: [a], arch: [b]}}}",
        ["build-test"]
      ),
      // LTplus-AG/ifc-lite#3584: a plain job keeps its name
      ("docs: {runs-on: x, name: Docs checks, if: github.actor == 'x'}", [nil]),
    ] as [(String, [String?])])
  func skipped(jobs: String, names: [String?]) {
    #expect(CheckNameTests.checks(jobs).checks.map { $0.nameWhenSkipped?.shown } == names)
  }
}
