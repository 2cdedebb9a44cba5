public import GitModel
public import PolicyCore
internal import Workflows

/// A drawn history with its update and the policy that judges it.
public struct Scenario: Sendable {
  /// The drawing.
  public let drawing: Drawing
  /// The policy.
  public let policy: Policy
  /// The branches that stand before the update: the local ones, and a remote's where there is no
  /// local one.
  public let branches: [Branch]
  /// The update.
  public let update: RefUpdate
  /// The present, in seconds since 1970.
  public let now: Int64
  private let objects: DrawnObjects

  /// A scenario from a drawing. Throws where a commit cannot be made as it is drawn, or where there
  /// is no update.
  public init(_ drawing: Drawing, policy: Policy) throws(DrawingError) {
    guard let drawn = drawing.update else {
      throw DrawingError("a drawing without an update", at: .init(line: 1, column: 1))
    }
    let objects = try DrawnObjects(of: drawing)
    func id(_ label: String?) -> ObjectID? {
      label.flatMap { objects.entry($0)?.commit.id }
    }
    (self.drawing, self.policy, self.objects) = (drawing, policy, objects)
    branches = drawing.branches.map { name, ref in
      let seen = drawing.refs.first {
        $0.name != ref.name && $0.name.branch(ofRemote: "origin") == name
      }
      let published = seen.flatMap { seen in
        id(seen.label).map { Branch.Published(ref: seen.name, tip: $0) }
      }
      return Branch(name: name, ref: ref.name, tip: id(ref.label), published: published)
    }
    update = RefUpdate(
      drawn.moment, of: drawn.ref, branch: drawn.branch,
      from: drawn.old.flatMap { objects.id(of: drawn.ref, at: $0, drawn.oldForm) },
      to: drawn.new.flatMap { objects.id(of: drawn.ref, at: $0, drawn.form) },
      head: drawn.head, actor: drawn.actor)
    now = drawing.now ?? objects.newest + 3600
  }

  /// The drawn history; `extra` labels a commit whose parents are unknown besides.
  public func history(cutting extra: String? = nil) -> DrawnHistory {
    DrawnHistory(drawing, objects, cutting: extra)
  }

  /// The scene in which the update is judged, over the drawn history or another one.
  public func scene(
    in history: any History, reach: Scene.Reach = .whole, evidence: EvidenceBook? = nil
  ) -> Scene {
    Scene(
      policy: policy, history: history, branches: branches, updates: [update], now: now,
      reach: reach, workflows: WorkflowFiles.self, evidence: evidence ?? self.evidence,
      leases: DrawnLeases(drawing.ledger), signatures: DrawnSignatures(of: drawing, objects))
  }

  /// What others observed, where the policy lists a source for it.
  public var evidence: EvidenceBook? {
    guard !policy.evidence.isEmpty else { return nil }
    return EvidenceBook([source])
  }

  /// The source that tells what is drawn.
  public var source: DrawnSource { DrawnSource(drawing.evidence, objects) }

  /// The id of a drawn commit.
  public func id(of label: String) -> ObjectID? { objects.entry(label)?.commit.id }

  /// The annotated tags that are drawn, as Git stores them.
  public var tags: [ObjectID: [UInt8]] { objects.tags }

  /// The refs that stand for annotated tags, and these.
  public var tagRefs: [(name: RefName, tag: ObjectID)] {
    drawing.refs.filter { $0.form != .plain }.compactMap { ref in
      objects.id(of: ref.name, at: ref.label, ref.form).map { (ref.name, $0) }
    }
  }

  /// The label of a commit, and its place in the drawing.
  public func label(of id: ObjectID) -> String? {
    objects.numbers[id].map { drawing.commits[$0].label }
  }

  /// The text with labels in place of the ids of drawn commits.
  public func labelled(_ text: String) -> String {
    guard text.utf8.count >= 40 else { return text }
    var result = text
    for (id, number) in objects.numbers {
      result = result.replacing(id.hex, with: drawing.commits[number].label)
    }
    return result
  }
}

extension Drawing {
  /// The branches that stand, each once.
  var branches: [(BranchName, DrawnRef)] {
    let local = refs.compactMap { ref in ref.name.branch.map { ($0, ref) } }
    let remote = refs.compactMap { ref in ref.name.branch(ofRemote: "origin").map { ($0, ref) } }
    return local + remote.filter { candidate in !local.contains { $0.0 == candidate.0 } }
  }
}
