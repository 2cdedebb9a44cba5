import GitModel
import Testing

@Suite struct TimestampTests {
  @Test(
    "Moments are those of the calendar",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("2026-01-05T12:00:00Z", 1_767_614_400),
      ("2000-02-29T23:59:59Z", 951_868_799), ("1969-12-31T23:59:59Z", -1),
      ("0000-03-01T00:00:00Z", -62_162_035_200), ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
  func moments(text: String, seconds: Int64) {
    #expect(Timestamp.seconds(text) == seconds)
    #expect(Timestamp.text(seconds) == text)
    #expect(Timestamp.day(seconds) == String(text.prefix(10)))
  }

  @Test(
    "What is no moment is none",
    arguments: [
      "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z",
      "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01 00:00:00Z", "2026-1-1T0:0:0Z",
      "2026-00-10T00:00:00Z", "2026-01-00T00:00:00Z", "２026-01-01T00:00:00Z", "",
    ])
  func noMoments(text: String) { #expect(Timestamp.seconds(text) == nil) }

  @Test("No number of seconds is too far away to be written")
  func extremes() {
    #expect(Timestamp.text(.min) == "0000-01-01T00:00:00Z")
    #expect(Timestamp.text(.max) == "9999-12-31T23:59:59Z")
  }
}
