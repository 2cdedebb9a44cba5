internal import CLibrary
internal import Gates
internal import Hooks
internal import PolicyCore
internal import Programs

/// Where gates run: in the top folder of the work tree, with what they may know of the caller.
struct GateFloor {
  /// What leads git to one repository (`git rev-parse --local-env-vars`): in a hook, it would lead a
  /// gate's own git calls astray.
  private static let ownToGit = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX", "GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE", "POLICY_HOOK",
    "POLICY_GATE", "POLICY_GATE_TREE", "POLICY_SKIP",
  ].map { Array("\($0)=".utf8) }

  /// What tells the hooks of a gate's own git calls in which work tree it runs.
  static let variable = "POLICY_GATE_TREE"

  let folder: String
  let atOnce: Int
  private let environment: [[UInt8]]

  /// The floor in a work tree; `atOnce` gates run at the same time, by default as many as there are
  /// processors, and two at least.
  init(_ workTree: String, atOnce: Int? = nil) {
    folder = workTree.hasSuffix("/") && workTree.count > 1 ? String(workTree.dropLast()) : workTree
    self.atOnce = atOnce ?? max(2, Int(clamping: sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    environment =
      ProcessEnvironment.entries().filter { !Self.leadsToRepository($0) }
      + [Array("\(Self.variable)=\(workTree)".utf8)]
  }

  /// Whether an entry of the environment would lead git to the repository that it is called for.
  static func leadsToRepository(_ entry: [UInt8]) -> Bool {
    ownToGit.contains { entry.starts(with: $0) }
  }

  /// Runs gates to their end.
  func run(
    _ gates: [Gate], reference: @escaping (Gate) -> GateReference,
    tell: (GateRunner.Event) -> Void
  ) -> [GateRun] {
    let jobs = gates.map { GateJob($0, in: folder, environment: environment) }
    let runner = GateRunner(
      jobs, atOnce: atOnce, interrupts: Interrupts(), reference: reference)
    return runner.run(tell)
  }
}
