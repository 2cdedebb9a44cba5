/// What the bytes from 0x80 on are in the encodings that have one byte for each character.
///
/// Source: unicode.org/Public/MAPPINGS, ISO8859 and VENDORS; a byte that an encoding leaves out is the
/// control of the same number. `iconv` would know more, and not in a static program, whose C library has
/// no converters to load (iconv(3)).
enum SingleByteEncoding {
  /// The characters from 0x80 to 0xFF of the encoding of this name, in lower case and without what parts
  /// its words; `nil` where it is none of these.
  static func characters(_ name: String) -> [Unicode.Scalar]? { byName[name] }

  private static let byName = {
    var byName: [String: [Unicode.Scalar]] = [:]
    for (names, text) in tables {
      let above = Array(text.unicodeScalars)
      // The ISO's begin at 0xA0, behind the controls.
      let controls = (0x80..<(0x100 - UInt32(above.count))).compactMap(Unicode.Scalar.init)
      for name in names { byName[name] = controls + above }
    }
    return byName
  }()

  private static let tables: [(names: [String], text: String)] = [
    (
      ["iso88592", "latin2", "l2"],
      """
      \u{A0}Ą\u{2D8}Ł¤ĽŚ§\u{A8}ŠŞŤŹ\u{AD}ŽŻ\
      °ą\u{2DB}ł\u{B4}ľś\u{2C7}\u{B8}šşťź\u{2DD}žż\
      ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎ\
      ĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß\
      ŕáâăäĺćçčéęëěíîď\
      đńňóôőö÷řůúűüýţ\u{2D9}
      """
    ),
    (
      ["iso88595", "cyrillic"],
      """
      \u{A0}ЁЂЃЄЅІЇЈЉЊЋЌ\u{AD}ЎЏ\
      АБВГДЕЖЗИЙКЛМНОП\
      РСТУФХЦЧШЩЪЫЬЭЮЯ\
      абвгдежзийклмноп\
      рстуфхцчшщъыьэюя\
      №ёђѓєѕіїјљњћќ§ўџ
      """
    ),
    (
      ["iso88597", "greek"],
      """
      \u{A0}‘’£€₯¦§\u{A8}©\u{37A}«¬\u{AD}®―\
      °±²³\u{384}\u{385}Ά·ΈΉΊ»Ό½ΎΏ\
      ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟ\
      ΠΡÒΣΤΥΦΧΨΩΪΫάέήί\
      ΰαβγδεζηθικλμνξο\
      πρςστυφχψωϊϋόύώÿ
      """
    ),
    (
      ["iso88599", "latin5", "l5"],
      """
      \u{A0}¡¢£¤¥¦§\u{A8}©ª«¬\u{AD}®\u{AF}\
      °±²³\u{B4}µ¶·\u{B8}¹º»¼½¾¿\
      ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ\
      ĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß\
      àáâãäåæçèéêëìíîï\
      ğñòóôõö÷øùúûüışÿ
      """
    ),
    (
      ["iso885915", "latin9", "l9"],
      """
      \u{A0}¡¢£€¥Š§š©ª«¬\u{AD}®\u{AF}\
      °±²³Žµ¶·ž¹º»ŒœŸ¿\
      ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ\
      ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
      àáâãäåæçèéêëìíîï\
      ðñòóôõö÷øùúûüýþÿ
      """
    ),
    (
      ["koi8r"],
      """
      ─│┌┐└┘├┤┬┴┼▀▄█▌▐\
      ░▒▓⌠■∙√≈≤≥\u{A0}⌡°²·÷\
      ═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞\
      ╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©\
      юабцдефгхийклмно\
      пярстужвьызшэщчъ\
      ЮАБЦДЕФГХИЙКЛМНО\
      ПЯРСТУЖВЬЫЗШЭЩЧЪ
      """
    ),
    (
      ["koi8u"],
      """
      ─│┌┐└┘├┤┬┴┼▀▄█▌▐\
      ░▒▓⌠■∙√≈≤≥\u{A0}⌡°²·÷\
      ═║╒ёє╔ії╗╘╙╚╛ґ╝╞\
      ╟╠╡ЁЄ╣ІЇ╦╧╨╩╪Ґ╬©\
      юабцдефгхийклмно\
      пярстужвьызшэщчъ\
      ЮАБЦДЕФГХИЙКЛМНО\
      ПЯРСТУЖВЬЫЗШЭЩЧЪ
      """
    ),
    (
      ["windows1250", "cp1250"],
      """
      €\u{81}‚\u{83}„…†‡\u{88}‰Š‹ŚŤŽŹ\
      \u{90}‘’“”•–—\u{98}™š›śťžź\
      \u{A0}\u{2C7}\u{2D8}Ł¤Ą¦§\u{A8}©Ş«¬\u{AD}®Ż\
      °±\u{2DB}ł\u{B4}µ¶·\u{B8}ąş»Ľ\u{2DD}ľż\
      ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎ\
      ĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß\
      ŕáâăäĺćçčéęëěíîď\
      đńňóôőö÷řůúűüýţ\u{2D9}
      """
    ),
    (
      ["windows1251", "cp1251"],
      """
      ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏ\
      ђ‘’“”•–—\u{98}™љ›њќћџ\
      \u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї\
      °±Ііґµ¶·ё№є»јЅѕї\
      АБВГДЕЖЗИЙКЛМНОП\
      РСТУФХЦЧШЩЪЫЬЭЮЯ\
      абвгдежзийклмноп\
      рстуфхцчшщъыьэюя
      """
    ),
    (
      ["windows1252", "cp1252"],
      """
      €\u{81}‚ƒ„…†‡\u{2C6}‰Š‹Œ\u{8D}Ž\u{8F}\
      \u{90}‘’“”•–—\u{2DC}™š›œ\u{9D}žŸ\
      \u{A0}¡¢£¤¥¦§\u{A8}©ª«¬\u{AD}®\u{AF}\
      °±²³\u{B4}µ¶·\u{B8}¹º»¼½¾¿\
      ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ\
      ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
      àáâãäåæçèéêëìíîï\
      ðñòóôõö÷øùúûüýþÿ
      """
    ),
    (
      ["windows1253", "cp1253"],
      """
      €\u{81}‚ƒ„…†‡\u{88}‰\u{8A}‹\u{8C}\u{8D}\u{8E}\u{8F}\
      \u{90}‘’“”•–—\u{98}™\u{9A}›\u{9C}\u{9D}\u{9E}\u{9F}\
      \u{A0}\u{385}Ά£¤¥¦§\u{A8}©ª«¬\u{AD}®―\
      °±²³\u{384}µ¶·ΈΉΊ»Ό½ΎΏ\
      ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟ\
      ΠΡÒΣΤΥΦΧΨΩΪΫάέήί\
      ΰαβγδεζηθικλμνξο\
      πρςστυφχψωϊϋόύώÿ
      """
    ),
    (
      ["windows1254", "cp1254"],
      """
      €\u{81}‚ƒ„…†‡\u{2C6}‰Š‹Œ\u{8D}\u{8E}\u{8F}\
      \u{90}‘’“”•–—\u{2DC}™š›œ\u{9D}\u{9E}Ÿ\
      \u{A0}¡¢£¤¥¦§\u{A8}©ª«¬\u{AD}®\u{AF}\
      °±²³\u{B4}µ¶·\u{B8}¹º»¼½¾¿\
      ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ\
      ĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß\
      àáâãäåæçèéêëìíîï\
      ğñòóôõö÷øùúûüışÿ
      """
    ),
    (
      ["windows1257", "cp1257"],
      """
      €\u{81}‚\u{83}„…†‡\u{88}‰\u{8A}‹\u{8C}\u{A8}\u{2C7}\u{B8}\
      \u{90}‘’“”•–—\u{98}™\u{9A}›\u{9C}\u{AF}\u{2DB}\u{9F}\
      \u{A0}¡¢£¤¥¦§Ø©Ŗ«¬\u{AD}®Æ\
      °±²³\u{B4}µ¶·ø¹ŗ»¼½¾æ\
      ĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻ\
      ŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽß\
      ąįāćäåęēčéźėģķīļ\
      šńņóōõö÷ųłśūüżž\u{2D9}
      """
    ),
  ]
}
