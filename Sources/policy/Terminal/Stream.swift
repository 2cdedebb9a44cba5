internal import CLibrary
internal import Hooks
internal import Reports

/// One of the program's two outputs.
enum Stream: Int32 {
  case output = 1
  case errors = 2

  /// Whether somebody looks at it.
  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// How many columns there are; `nil` where that is not known.
  var width: Int? {
    var size = winsize()
    guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes everything. Throws where that is impossible: a report that nobody got is no answer.
  func write(_ text: String) throws(Stop) {
    do throws(SystemError) {
      try WholeWrite.write(text.utf8, to: rawValue)
    } catch {
      throw .unavailable(
        "standard output cannot be written: \(error.reason)",
        help: "open it, or name a file with --output FILE")
    }
  }

  /// Says something beside the report; where even that is impossible, nobody is left to tell.
  static func complain(_ lines: [String]) {
    do throws(Stop) {
      try errors.write(lines.map { Escaped.text($0) + "\n" }.joined())
    } catch {}
  }

  /// Writes a command for GitHub's runner, which reads standard output.
  static func annotate(_ command: String) {
    do throws(Stop) { try output.write(command + "\n") } catch {}
  }
}
