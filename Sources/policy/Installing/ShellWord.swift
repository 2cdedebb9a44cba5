/// A path as one word of a POSIX shell.
enum ShellWord {
  /// How a quotation mark stands in a quoted word.
  static let quotationMark = #"'\''"#

  /// The word, in quotation marks, whatever the path holds.
  static func quoted(_ path: String) -> String {
    "'" + path.replacing("'", with: quotationMark) + "'"
  }

  /// A text about files with the paths in quotation marks shortened, as people would write them in
  /// the folder where they are.
  static func shortened(_ text: String) -> String {
    guard let here = File.resolved("."), here != "/" else { return text }
    return text.replacing("'\(here)/", with: "'")
  }
}
