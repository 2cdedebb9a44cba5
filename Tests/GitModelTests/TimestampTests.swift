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
    "A fraction is left out, and an offset taken away",
    arguments: [
      ("2026-06-13T00:33:44.350+02:00", "2026-06-12T22:33:44Z"),
      ("2026-06-13T00:33:44+02:00", "2026-06-12T22:33:44Z"),
      ("2026-06-12T22:33:44.999999999Z", "2026-06-12T22:33:44Z"),
      ("2025-12-31T20:00:00-05:30", "2026-01-01T01:30:00Z"),
      ("2026-01-01T00:00:00-00:00", "2026-01-01T00:00:00Z"),
      ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59Z"),
    ])
  func offsets(text: String, same: String) {
    #expect(Timestamp.seconds(text) == Timestamp.seconds(same))
    #expect(Timestamp.seconds(text).map(Timestamp.text) == same)
  }

  @Test(
    "What is no moment is none",
    arguments: [
      "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z",
      "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01 00:00:00Z", "2026-1-1T0:0:0Z",
      "2026-00-10T00:00:00Z", "2026-01-00T00:00:00Z", "２026-01-01T00:00:00Z", "",
      "2026-01-01T00:00:00", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.5",
      "2026-01-01T00:00:00+0200", "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+02:60",
      "2026-01-01T00:00:00 02:00", "2026-01-01T00:00:00+02:00Z", "2026-01-01T00:00:00+2:00",
      "2026-01-01T00:00:00Z\n", "2026-01-01T00:00:00.+02:00", "2026-01-01t00:00:00z",
    ])
  func noMoments(text: String) { #expect(Timestamp.seconds(text) == nil) }

  @Test("No number of seconds is too far away to be written")
  func extremes() {
    #expect(Timestamp.text(.min) == "0000-01-01T00:00:00Z")
    #expect(Timestamp.text(.max) == "9999-12-31T23:59:59Z")
  }
}
