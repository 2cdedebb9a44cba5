internal import PolicyCore

/// The keys under `files`.
enum FileKeys {
  static let all: [Key] = [
    Key("max_size", .text(.size), judgedBy: "file-size", "The largest file; 1 MB is 1000 KB."),
    Key(
      "forbidden_paths", .list(.text(.glob)), judgedBy: "file-path",
      "Paths that may not be committed."),
    Key(
      "forbidden_path_pattern", PatternKeys.several, judgedBy: "file-path",
      "What no path is that is committed, where globs do not say it."),
    Key(
      "restricted_paths", .list(.record(restriction)), judgedBy: "file-path",
      "Paths that only some may change."),
    Key(
      "forbidden_extensions", .list(.text(.slug)), judgedBy: "file-extension",
      "Extensions, without the dot, that may not be committed."),
    Key("max_path_length", .integer(1...4096), judgedBy: "path-length", "The longest path."),
    Key(
      "code_owners", .flag, judgedBy: "code-owners",
      "A CODEOWNERS file names every file on a long-lived branch."),
    Key(
      "submodule_urls", .list(.text(.glob)), judgedBy: "submodule-url",
      "Where submodules may come from; [] for nowhere."),
    Key(
      "symlinks", .word(FileDemands.Symlinks.allCases.map(\.rawValue)), judgedBy: "symlink",
      "Which symbolic links there may be: any, those that lead inside the tree, none."),
    Key(
      "allow_case_collisions", .flag, judgedBy: "case-collision",
      "Whether paths may differ in case or Unicode form only."),
    Key(
      "executables", .list(.text(.glob)), judgedBy: "executable",
      "Paths that may have the executable bit; [] for none."),
  ]

  private static let restriction: [Key] = [
    Key("paths", .list(.text(.glob), atLeast: 1), required: true, "The paths."),
    Key(
      "on", .list(.text(.branchGlob), atLeast: 1),
      "The branches on which it counts, by name or glob; without it all."),
    Key("users", .list(.text(.login)), "Logins of those who may change them."),
    Key("teams", .list(.text(.team)), "Slugs of teams that may change them."),
  ]
}
