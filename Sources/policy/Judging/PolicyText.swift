internal import GitModel
internal import GitStore
internal import PolicyCore
internal import PolicyFile
internal import Reports

/// The text of a policy, with the way to the files beside it.
struct PolicyText {
  /// A file in the same place, by its path there; `nil` where there is none.
  typealias Neighbour = (_ path: String) throws -> [UInt8]?

  /// More than the parser takes, so that it can say how much there is.
  private static let sizeLimit = 16 << 20

  let text: [UInt8]
  /// The file's name, as problems are told.
  let name: String
  /// The place, for people.
  let source: String
  private let neighbour: Neighbour

  init(_ text: [UInt8], name: String, source: String, neighbour: @escaping Neighbour) {
    (self.text, self.name, self.source, self.neighbour) = (text, name, source, neighbour)
  }

  /// A policy that is built in.
  init(preset: String) throws(Stop) {
    guard let text = PolicyFile.preset(preset) else {
      throw .usage("there is no preset '\(preset)'")
    }
    self.init(text, name: "preset \(preset)", source: "preset \(preset)") { _ in nil }
  }

  /// A policy file outside the object store; what it extends lies in the same folder or below.
  init(onDisk path: String) throws(Stop) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    self.init(try Self.read(path), name: path, source: path) { neighbour in
      File.exists(folder + neighbour) ? try Self.read(folder + neighbour) : nil
    }
  }

  private static func read(_ path: String) throws(Stop) -> [UInt8] {
    do throws(File.Failure) {
      return try File.read(path, limit: sizeLimit)
    } catch {
      throw Stop(
        .malformed,
        ["error: '\(path)' cannot be read: \(error.reason)", "help: write one with policy init"])
    }
  }

  /// The policy that it says. Throws everything that is wrong with it.
  func policy() throws -> FoundPolicy {
    // What the parser's closure cannot throw: that the repository could not say.
    var failure: (any Error)?
    let digest = try Repository.blobID(of: text).hex
    do throws(PolicyFileError) {
      let policy = try PolicyFile.parse(text, name: name) { path throws(PolicyFileError) in
        do {
          if let bytes = try neighbour(path) { return bytes }
        } catch {
          failure = error
        }
        throw PolicyFileError(file: path, message: "there is no such file")
      }
      return FoundPolicy(
        policy: policy, source: Report.PolicySource(source: source, digest: digest))
    } catch {
      throw failure ?? error
    }
  }
}
