internal import CLibgit2
internal import GitModel

/// A family of libgit2 objects that share one way to be freed.
protocol HandleKind {
  static func free(_ object: OpaquePointer)
}

/// The sole owner of one libgit2 object, freed exactly once, when the owner goes.
struct Handle<Kind: HandleKind>: ~Copyable {
  let object: OpaquePointer

  init(
    _ operation: StaticString, _ make: (inout OpaquePointer?) -> CInt
  ) throws(GitError) {
    var made: OpaquePointer?
    try call(operation) { make(&made) }
    guard let made else { throw GitError(.failed, "\(operation)", "libgit2 made nothing") }
    object = made
  }

  deinit { Kind.free(object) }
}

enum RepositoryKind: HandleKind {
  static func free(_ object: OpaquePointer) { git_repository_free(object) }
}

enum ObjectDatabaseKind: HandleKind {
  static func free(_ object: OpaquePointer) { git_odb_free(object) }
}

enum RawObjectKind: HandleKind {
  static func free(_ object: OpaquePointer) { git_odb_object_free(object) }
}

enum ConfigurationKind: HandleKind {
  static func free(_ object: OpaquePointer) { git_config_free(object) }
}

enum ObjectKind: HandleKind {
  static func free(_ object: OpaquePointer) { git_object_free(object) }
}

enum CommitKind: HandleKind {
  static func free(_ object: OpaquePointer) { git_commit_free(object) }
}

enum TreeKind: HandleKind {
  static func free(_ object: OpaquePointer) { git_tree_free(object) }
}

enum TreeBuilderKind: HandleKind {
  static func free(_ object: OpaquePointer) { git_treebuilder_free(object) }
}

enum DiffKind: HandleKind {
  static func free(_ object: OpaquePointer) { git_diff_free(object) }
}

enum IndexKind: HandleKind {
  static func free(_ object: OpaquePointer) { git_index_free(object) }
}
