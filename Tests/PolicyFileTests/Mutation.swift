import PolicyFile

/// Presets with random changes, the same for the same seed.
struct Mutation {
  private var state: UInt64
  private static let bits = [
    "yes", "1", "1.0", "-1", "3.10", "null", "~", "[]", "{}", "*x", "&x ", "true", "'", "\"", ":",
    " ", "\n", "\t", "#", "- ", "? ", "[", "]", "{", "}", ",", "|", ">", "%", "!", "@", "7d",
    "main",
    "develop", "2026-02-30", "2026-01-01", "mode: evaluate\n", "into: [main]", "from: develop", "é",
    "\u{0}", "\u{202E}", "\\", "<<: {}", "---\n", "100MB", "extends: trunk\n", "extends: x/y\n",
    "required_reviews", "max_age", "0x1F", "1e3", "a[", "**/", "baseline: {since: 2026-01-01}\n",
    "baseline: {file: a/b}\n", "waivers: [{rule: lock, reason: x}]\n", "rules: {lock: off}\n",
  ]

  /// A sequence of changed presets.
  init(seed: UInt64) { state = seed &* 0xD120_2EF8_1D3A_6E05 }

  /// SplitMix64 (Steele, Lea and Flood, 2014).
  private mutating func random(below count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, count)))
  }

  /// The next changed preset.
  mutating func next() -> String {
    let name = PolicyFile.presetNames[random(below: PolicyFile.presetNames.count)]
    // Comments only dilute the changes.
    var lines = String(decoding: PolicyFile.preset(name) ?? [], as: UTF8.self)
      .split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    for _ in 0...random(below: 3) { change(&lines) }
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func change(_ lines: inout [String]) {
    guard !lines.isEmpty else { return }
    let line = random(below: lines.count)
    let bit = Self.bits[random(below: Self.bits.count)]
    switch random(below: 6) {
    case 0: lines.remove(at: line)
    case 1: lines.insert(lines[random(below: lines.count)], at: line)
    case 2: lines.insert(bit.filter { $0 != "\n" }, at: line)
    case 3: lines[line] = Self.replacingValue(in: lines[line], with: bit)
    case 4:
      var letters = Array(lines[line])
      letters.insert(contentsOf: bit, at: random(below: letters.count + 1))
      lines[line] = String(letters)
    default:
      var letters = Array(lines[line])
      if !letters.isEmpty { letters.remove(at: random(below: letters.count)) }
      lines[line] = String(letters)
    }
  }

  private static func replacingValue(in line: String, with bit: String) -> String {
    guard let colon = line.firstIndex(of: ":") else { return line + bit }
    return line[...colon] + " " + bit
  }
}
