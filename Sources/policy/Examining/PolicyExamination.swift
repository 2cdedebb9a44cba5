internal import Hooks
internal import Reports

/// Which policy the hooks judge by, read where they read it: a file that is merely checked out may say
/// something else.
struct PolicyExamination {
  let side: HookName.Side
  let environment: [String: String]
  let place: CommandPlace

  func tell(in lines: inout Examination) {
    do throws(HookFailure) {
      let found = try PolicyInForce(for: side, environment: environment, RunningHook.parse)
      lines.ok("policy: \(found.source)")
      if !found.isWritten { tellPreset(found, in: &lines) }
      if found.isContradictory {
        lines.note("the policy contradicts itself; see \(place.inside("policy validate"))")
      }
    } catch {
      tell(error, in: &lines)
    }
  }

  private func tellPreset(_ found: PolicyInForce, in lines: inout Examination) {
    let advice = side == .client ? ", so a clone's hooks only advise" : ""
    lines.note("there is no policy file\(advice); write one: \(place.inside("policy init"))")
    if let file = found.unlanded {
      lines.note("\(file) does not count before it is on the default branch of the remote")
    }
  }

  private func tell(_ failure: HookFailure, in lines: inout Examination) {
    let problems = failure.lines.dropFirst().filter { $0.hasPrefix("error: ") }
    guard failure.status == .malformed, let what = failure.lines.first, !problems.isEmpty else {
      lines.wrong(Stop(failure.status, failure.lines))
      return
    }
    let validate =
      failure.policyFile.map { file in
        "\(place.git) show \(ShellWord.quoted(file)) | policy validate /dev/stdin"
      } ?? place.inside("policy validate")
    for problem in problems {
      lines.wrong(
        "\(what.trimmingPrefix("error: ")): \(problem.trimmingPrefix("error: "))",
        help: validate)
    }
  }
}
