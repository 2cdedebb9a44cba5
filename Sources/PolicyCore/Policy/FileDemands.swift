/// What a policy demands of what commits bring into their trees: its group `files`.
public struct FileDemands: Sendable, Equatable {
  /// `max_size`: the most bytes of a file.
  public var maxSize: Int64?
  /// `forbidden_paths`: what may not be committed.
  public var forbiddenPaths: [Glob] = []
  /// `forbidden_path_pattern`: what no path is.
  public var forbiddenPathPatterns: [TextPattern] = []
  /// `restricted_paths`: what not everybody may change.
  public var restrictedPaths: [Restriction] = []
  /// `forbidden_extensions`: how names may not end, without the dot.
  public var forbiddenExtensions: [String] = []
  /// `max_path_length`: the most characters of a path.
  public var maxPathLength: Int?
  /// `code_owners`: every file on a long-lived branch has an owner.
  public var codeOwners = false
  /// `submodule_urls`: where submodules may come from; `nil` for anywhere.
  public var submoduleURLs: [Glob]?
  /// `symlinks`: which symbolic links there may be.
  public var symlinks = Symlinks.any
  /// `allow_case_collisions`: whether paths may differ in case or Unicode form only.
  public var allowCaseCollisions = true
  /// `executables`: what may have the executable bit; `nil` for anything.
  public var executables: [Glob]?

  /// No demands.
  public init() {}

  /// Paths that only some may change.
  public struct Restriction: Sendable, Equatable {
    /// The paths.
    public var paths: [Glob]
    /// The branches on which it counts; empty for all.
    public var on: [Glob]
    /// Who may change them all the same; nobody where it names none.
    public var by: Protection.Pushers
    /// Paths that these may change on these branches.
    public init(paths: [Glob], on: [Glob] = [], by: Protection.Pushers = .init()) {
      (self.paths, self.on, self.by) = (paths, on, by)
    }
  }

  /// Which symbolic links there may be.
  public enum Symlinks: String, Sendable, CaseIterable {
    /// All.
    case any
    /// Those that lead to a place in the tree.
    case inside
    /// None.
    case none
  }
}
