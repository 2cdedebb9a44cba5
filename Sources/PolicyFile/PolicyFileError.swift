/// Why a policy file cannot be used: every problem found, sorted by place.
public struct PolicyFileError: Error, Sendable, Equatable {
  /// One thing that is wrong, and where.
  public struct Problem: Sendable, Equatable {
    /// The file, as the caller named it.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column in Unicode scalars, from 1.
    public var column: Int
    /// What is wrong, in lower case, without a period at the end.
    public var message: String
    /// What to do: a question or an imperative; `nil` where the message says it all.
    public var help: String?

    package init(file: String, line: Int, column: Int, message: String, help: String?) {
      (self.file, self.line, self.column) = (file, line, column)
      (self.message, self.help) = (message, help)
    }
  }

  /// What is wrong; never empty.
  public let problems: [Problem]
  /// Whether no reader of YAML takes the file, and not this one alone.
  package var isBroken = false

  init(_ problems: [Problem], isBroken: Bool = false) {
    self.isBroken = isBroken
    self.problems = problems.sorted {
      ($0.file, $0.line, $0.column, $0.message) < ($1.file, $1.line, $1.column, $1.message)
    }
  }

  init(_ message: String, at place: Place, help: String? = nil) {
    self.init([Problem(message, at: place, help: help)])
  }

  /// One problem with a file as a whole, such as one that cannot be read.
  public init(file: String, message: String, help: String? = nil) {
    self.init(message, at: Place(file: file), help: help)
  }
}

extension PolicyFileError.Problem {
  init(_ message: String, at place: Place, help: String? = nil) {
    self.init(
      file: place.file, line: place.line, column: place.column, message: message, help: help)
  }
}

extension PolicyFileError.Problem: CustomStringConvertible {
  /// One line for a terminal: `.policy.yml:3:5: unknown key 'x'; did you mean 'y'?`.
  public var description: String {
    "\(shown(file)):\(line):\(column): \(message)" + (help.map { "; \($0)" } ?? "")
  }
}

extension PolicyFileError: CustomStringConvertible {
  /// A line for each problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// A place in a policy file.
package struct Place: Sendable, Equatable {
  package var file: String
  package var line = 1
  package var column = 1
}

/// Text from a file between single quotes, harmless to a terminal, and cut where it is long.
func quoted(_ text: String) -> String {
  let limit = 60
  let scalars = text.unicodeScalars
  return "'\(shown(String(scalars.prefix(limit))))\(scalars.count > limit ? "…" : "")'"
}

/// Text from a file with everything escaped that moves a cursor or turns a line around.
func shown(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    if scalar.isDeceptive || scalar.properties.generalCategory == .control {
      result += "\\u{\(String(scalar.value, radix: 16))}"
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

extension Unicode.Scalar {
  /// Whether it shows a reader another order or other lines than a parser sees: bidirectional
  /// controls (the "Trojan Source" of CVE-2021-42574) and Unicode's line separators.
  var isDeceptive: Bool {
    switch value {
    case 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
