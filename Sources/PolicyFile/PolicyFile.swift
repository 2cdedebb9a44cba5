public import PolicyCore

/// Policy files: YAML that becomes a policy, with every error at its place.
public enum PolicyFile {
  /// Reads a policy file.
  ///
  /// `name` is how errors call the file. `resolve` gives the bytes of another file in the same tree,
  /// for `extends` and `baseline.file`; presets are built in and never asked for.
  public static func parse(
    _ text: [UInt8], name: String,
    extending resolve: (_ path: String) throws(PolicyFileError) -> [UInt8]
  ) throws(PolicyFileError) -> Policy {
    try PolicyReader.read(
      PolicySource.read(text, name: name, resolve: resolve), resolve: resolve)
  }

  /// Reads a policy file that may name presets, and no other files.
  public static func parse(_ text: String, name: String) throws(PolicyFileError) -> Policy {
    try parse(Array(text.utf8), name: name) { _ throws(PolicyFileError) in
      throw PolicyFileError(
        file: name, message: "there is no tree to read files from", help: "name a preset")
    }
  }

  /// A span of time in the form of a policy file, `4h 30m`, in seconds; `nil` where it is none.
  public static func span(_ text: String) -> Int64? {
    TextForm.duration.fault(in: text) == nil ? Duration.seconds(text) : nil
  }

  /// A text as a value in a policy file, quoted where it must be.
  public static func value(_ text: String) -> String { YAMLText.scalar(text) }

  /// The presets' names, the default first.
  public static let presetNames = Presets.all.map(\.name)

  /// The text of a preset; `nil` where there is none of this name.
  public static func preset(_ name: String) -> [UInt8]? {
    Presets.all.first { $0.name == name }?.text
  }

  /// The preset that holds where there is no policy file.
  public static let defaultPreset = "story-flow"
}
