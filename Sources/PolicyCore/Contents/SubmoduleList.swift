/// The addresses in a `.gitmodules` file.
///
/// Source: gitmodules(5).
struct SubmoduleList {
  /// Where a submodule comes from.
  struct Address: Equatable {
    /// The line on which it stands, from 1.
    let line: Int
    /// The address, as bytes.
    let url: [UInt8]
  }

  /// A larger file is none.
  static let mostBytes = 1 << 20

  /// The addresses in the order of the file.
  private(set) var addresses: [Address] = []
  /// The first line that Git would not read; `nil` where it reads all.
  private(set) var flaw: Int?

  /// Reads a file.
  init(_ bytes: [UInt8]) {
    var text = ConfigText(bytes)
    do throws(ConfigText.Flaw) {
      while let setting = try text.next() {
        // A section without a subsection is none of a submodule: git's `name_and_item_from_var`.
        guard setting.section.starts(with: "submodule.".utf8), setting.key == Array("url".utf8)
        else { continue }
        addresses.append(Address(line: setting.line, url: setting.value))
      }
    } catch {
      flaw = error.line
    }
  }
}
