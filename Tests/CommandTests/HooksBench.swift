import FoundationEssentials
import Hooks
import TestSupport
import Testing

@testable import policy

/// A hooks folder to try things in, with hooks of others.
struct HooksBench {
  let folder: TemporaryFolder
  let hooks: HooksFolder

  init(_ files: [HookFixture] = []) throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/hooks", withIntermediateDirectories: true)
    for file in files { try file.write(in: folder) }
    hooks = HooksFolder(path: folder.path + "/hooks")
  }

  func install(
    _ side: HookName.Side = .client, program: String = "/bin/true"
  ) throws -> HooksPlan {
    try .install(HookName.installed(on: side), program: program, into: HooksState(of: hooks))
  }

  func uninstall() throws -> HooksPlan { try .uninstall(from: HooksState(of: hooks)) }

  /// Everything below the folder: kinds, modes, bytes and targets.
  func content() throws -> [String: String] {
    var content: [String: String] = [:]
    for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      content[file] = try HookFixture.describe(folder.path + "/" + file)
    }
    return content
  }

  /// What git would run for each hook: others' hooks by name and bytes, and ours where it judges.
  func behaviour() throws -> [String: [String]] {
    var behaviour: [String: [String]] = [:]
    for name in HookName.allCases {
      behaviour[name.rawValue] = try programs(run: hooks.hook(name.rawValue), depth: 0)
    }
    return behaviour
  }

  private func programs(run path: String, depth: Int) throws -> [String] {
    guard depth < 5 else { return ["a circle"] }
    guard let real = File.resolved(path), FileManager.default.isExecutableFile(atPath: real) else {
      return []
    }
    guard case .ours(let script, _) = try HookFile(real) else {
      let name = (path.split(separator: "/").last ?? "").replacing(".legacy", with: "")
      let text = String(decoding: try File.read(real, limit: 1 << 20), as: UTF8.self)
      let later =
        try HookManager(ofHook: path)?.runsLegacy == true
        ? try programs(run: path + ".legacy", depth: depth + 1) : []
      return later + ["\(name): \(text)"]
    }
    let before = try programs(run: hooks.keptHook(script.name.rawValue), depth: depth + 1)
    let list = try? File.read(hooks.pending, limit: 4096)
    let pending = String(decoding: list ?? [], as: UTF8.self).split(separator: "\n")
    let isPending = pending.contains { $0 == script.name.rawValue }
    return before + (isPending ? [] : ["policy \(script.name.rawValue)"])
  }
}

/// A file that somebody else put there.
enum HookFixture: Sendable {
  case file(String, String, mode: Int = 0o755)
  case link(String, to: String)
  /// A script as somebody's policy installed it.
  case ours(String, HookName, program: String = "/bin/true", leavesEarly: Bool = true)

  func write(in folder: TemporaryFolder) throws {
    switch self {
    case .file(let path, let text, let mode):
      try folder.write(text.utf8, to: path)
      try FileManager.default.setAttributes(
        [.posixPermissions: mode], ofItemAtPath: folder.path + "/" + path)
    case .link(let path, let target):
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/" + path, withDestinationPath: target)
    case .ours(let path, let name, let program, let leavesEarly):
      let script = HookScript(name, program: program, leavesEarly: leavesEarly)
      try Self.file(path, String(decoding: script.bytes, as: UTF8.self)).write(in: folder)
    }
  }

  static func describe(_ path: String) throws -> String {
    let facts = try FileManager.default.attributesOfItem(atPath: path)
    let mode = String((facts[.posixPermissions] as? Int) ?? 0, radix: 8)
    switch facts[.type] as? FileAttributeType {
    case .typeSymbolicLink?: return "-> \(File.target(path) ?? "")"
    case .typeRegular?:
      return "\(mode) " + String(decoding: try File.read(path, limit: 1 << 20), as: UTF8.self)
    default: return "folder"
    }
  }
}
