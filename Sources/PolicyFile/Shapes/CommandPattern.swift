/// What `GateCommand` takes, as a regular expression for editors. It cannot say all: an assignment
/// that is written with quotes, for example, is found by the parser alone.
enum CommandPattern {
  private static let plain = ##"[^ \t\n'"\\|&;<>()$`*?\[~#\x00]"##
  /// Behind the first character of a word, `~` and `#` mean nothing.
  private static let inside = ##"[^ \t\n'"\\|&;<>()$`*?\[\x00]"##
  private static let doubled = ##"([^"$`\\\x00]|\\[^\x00])"##
  private static let quoted = #"'[^'\x00]*'|""# + doubled + #"*"|\\[^\x00]"#
  /// A beginning that makes a word.
  private static let first =
    plain + #"|'[^'\x00]+'|""# + doubled + #"+"|\\[^\n\x00]"#
  private static let rest = "(\(inside)|\(quoted))*"

  /// A whole command line.
  static let line =
    #"^(?!([ \t]|\\\n)*[A-Za-z_]+=)([ \t]|\\\n)*(''|"")*(\#(first))\#(rest)"#
    + #"([ \t]+(\#(plain)|\#(quoted))\#(rest))*[ \t]*$(?!\n)"#
}
