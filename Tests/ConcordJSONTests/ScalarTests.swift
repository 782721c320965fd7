import ConcordJSON
import Testing

@Suite("Scalars")
struct ScalarTests {
  @Test(
    "timestamps are read from any RFC 3339 text and written in one form",
    arguments: [
      ("2026-01-06T10:10:00.000Z", "2026-01-06T10:10:00.000Z"), ("2026-01-06T10:10:00Z", "2026-01-06T10:10:00.000Z"),
      ("2026-01-06t10:10:00.5z", "2026-01-06T10:10:00.500Z"),
      ("2026-01-06T10:10:00.123999999Z", "2026-01-06T10:10:00.123Z"),
      ("2026-01-06T10:10:00.100+02:00", "2026-01-06T08:10:00.100Z"),
      ("2026-01-06T23:30:00-01:15", "2026-01-07T00:45:00.000Z"),
      ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"), ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
      ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"), ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
      ("2024-02-29T00:00:00.000Z", "2024-02-29T00:00:00.000Z"),
      ("2000-02-29T12:00:00-00:00", "2000-02-29T12:00:00.000Z"),
      ("1990-12-31T23:59:60Z", "1991-01-01T00:00:00.000Z"), ("1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00.000Z"),
    ])
  func timestamps(_ text: String, _ written: String) throws {
    let moment = try JSON.decode(Timestamp.self, from: "\"\(text)\"")
    #expect(JSON.text(moment) == "\"\(written)\"")
    #expect(moment.description == written)
    #expect(Timestamp(written) == moment)
  }

  @Test(
    "texts that are no timestamps",
    arguments: [
      "", "2026-01-06", "2026-01-06T10:10:00", "2026-01-06 10:10:00Z", "2026-13-06T10:10:00Z", "2026-00-06T10:10:00Z",
      "2026-02-29T10:10:00.000Z", "2026-02-29T10:10:00Z", "2026-01-32T10:10:00Z", "2026-01-00T10:10:00.000Z",
      "2026-01-06T24:00:00Z", "2026-01-06T10:60:00Z", "2026-01-06T10:10:61Z", "2026-01-06T10:10:60Z",
      "2026-01-06T10:10:60.000Z",
      "2026-01-06T10:10:00.Z", "2026-01-06T10:10:00+2:00", "2026-01-06T10:10:00+24:00", "2026-01-06T10:10:00+0200",
      "2026-01-06T10:10:00ZZ", "20a6-01-06T10:10:00Z", "20:6-01-06T10:10:00.000Z", "0000-01-01T00:00:00+01:00",
      "1900-02-29T00:00:00Z", "2026/01/06T10:10:00.000Z", "2026-01-06T10:10:00,000Z", "2026-01-06T10:10:00.000X",
    ])
  func notTimestamps(_ text: String) {
    #expect(failure(Timestamp.self, "\"\(text)\"") == JSONError(.invalidTimestamp, at: 0))
    #expect(Timestamp(text) == nil)
  }

  @Test("timestamps count milliseconds and may be escaped")
  func moments() throws {
    #expect(Timestamp("2026-01-06T10:10:00.000Z")?.milliseconds == 1_767_694_200_000)
    #expect(
      try JSON.decode(Timestamp.self, from: #""2026-01-06T10:10:00.000\u005A""#).milliseconds == 1_767_694_200_000)
    #expect(throws: JSONError(.notRepresentable, at: 0)) { try JSON.encode(Timestamp(milliseconds: .max)) }
    #expect(throws: JSONError(.notRepresentable, at: 0)) {
      try JSON.encode(Timestamp(milliseconds: 253_402_300_800_000))
    }
    #expect(failure(Timestamp.self, "5")?.code == .wrongType)
    #expect(Timestamp(milliseconds: 1) < Timestamp(milliseconds: 2))
    #expect(Timestamp(milliseconds: 1) + 2 - Timestamp(milliseconds: 1) == 2)
  }

  @Test("every day of 800 years is a day after the one before")
  func calendar() throws {
    var expected = (year: 1600, month: 1, day: 1)
    for number in -135_140..<157_060 {
      let date = try #require(CalendarDate(daysSince1970: number))
      #expect((date.year, date.month, date.day) == expected)
      #expect(date.daysSince1970 == number)
      if CalendarDate(year: expected.year, month: expected.month, day: expected.day + 1) != nil {
        expected.day += 1
      } else {
        expected = expected.month == 12 ? (expected.year + 1, 1, 1) : (expected.year, expected.month + 1, 1)
      }
    }
    #expect(CalendarDate(daysSince1970: -719_528)?.description == "0000-01-01")
    #expect(CalendarDate(daysSince1970: 2_932_896)?.description == "9999-12-31")
    #expect(CalendarDate(daysSince1970: -719_529) == nil)
    #expect(CalendarDate(daysSince1970: 2_932_897) == nil)
  }

  @Test("dates")
  func dates() throws {
    let date = try JSON.decode(CalendarDate.self, from: #""2026-01-06""#)
    #expect((date.year, date.month, date.day) == (2026, 1, 6))
    #expect(JSON.text(date) == #""2026-01-06""#)
    for text in ["2026-1-06", "2026-02-29", "2026-01-06Z", "", "2026-13-01", "2026_01-06", "x026-01-06"] {
      #expect(failure(CalendarDate.self, "\"\(text)\"") == JSONError(.invalidDate, at: 0))
    }
  }

  @Test("uuids")
  func uuids() throws {
    let text = "01990f5a-3c1e-7a01-9d0c-2b7e11aa44f3"
    let id = try JSON.decode(UniqueID.self, from: "\"\(text)\"")
    #expect(id == UniqueID(high: 0x0199_0f5a_3c1e_7a01, low: 0x9d0c_2b7e_11aa_44f3))
    #expect(JSON.text(id) == "\"\(text)\"")
    #expect(id.version == 7)
    #expect(id.bytes.first == 0x01 && id.bytes.last == 0xf3 && id.bytes.count == 16)
    #expect(UniqueID(text.uppercased()) == id)
    #expect(try JSON.decode(UniqueID.self, from: "\"\\u0030\(text.dropFirst())\"") == id)
    #expect(UniqueID.blank < id)
    // Every byte at every place is refused unless it is a digit there.
    for place in 0..<36 {
      for byte in UInt8.min ... .max {
        var bytes = Array(text.utf8)
        bytes[place] = byte
        let isDash = [8, 13, 18, 23].contains(place)
        let isHex = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
        let isGood = isDash ? byte == 0x2d : isHex
        let decoded = try? JSON.decode(UniqueID.self, from: [0x22] + bytes + [0x22])
        #expect((decoded != nil) == isGood)
        if isGood { #expect(decoded?.description == String(decoding: bytes, as: UTF8.self).lowercased()) }
      }
    }
    for text in ["", "01990f5a3c1e7a019d0c2b7e11aa44f3", text + "0", "{\(text)}"] {
      #expect(failure(UniqueID.self, "\"\(text)\"") == JSONError(.invalidUUID, at: 0))
    }
  }

  @Test("64-bit integers travel as strings", arguments: [0, 1, -1, .min, .max, 1 << 53] as [Int64])
  func longIntegers(_ value: Int64) throws {
    #expect(JSON.text(value) == "\"\(value)\"")
    #expect(try roundTrip(value) == value)
  }

  @Test(
    "texts that are no 64-bit integers",
    arguments: ["", "-", "01", "+1", "1.0", "1e3", " 1", "9223372036854775808", "-9223372036854775809", "x", "é"])
  func notLongIntegers(_ text: String) {
    #expect(failure(Int64.self, "\"\(text)\"") == JSONError(.invalidInt64, at: 0))
    #expect(failure(Int64.self, "1")?.code == .wrongType)
  }

  @Test("decimals keep their digits")
  func decimals() throws {
    for text in ["0", "-12.50", "123456789012345678901234567890.000000000000000001", "0.10"] {
      #expect(try JSON.decode(DecimalText.self, from: "\"\(text)\"").text == text)
      #expect(try roundTrip(DecimalText(text))?.description == text)
    }
    for text in ["", ".5", "1.", "01", "1e5", "+1", "--1", "1,5", "1.5.5"] {
      #expect(failure(DecimalText.self, "\"\(text)\"") == JSONError(.invalidDecimal, at: 0))
    }
    #expect(("2.50" as DecimalText).double == 2.5)
  }

  @Test("bytes are padded base64")
  func bytes() throws {
    for (text, bytes) in [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYmFy", "foobar")] {
      #expect(JSON.text(Bytes(Array(bytes.utf8))) == "\"\(text)\"")
      #expect(try JSON.decode(Bytes.self, from: "\"\(text)\"").array == Array(bytes.utf8))
      #expect(Bytes(base64: text)?.base64 == text)
    }
    let all = Bytes(Array(0...255))
    #expect(try roundTrip(all) == all)
    for text in ["Zg", "Zg=", "Zg===", "Z===", "Zh==", "Zm9=", "Zm9v\\n", "Zm-_", "=Zm9", "Zg==Zg==", "é"] {
      #expect(failure(Bytes.self, "\"\(text)\"") == JSONError(.invalidBase64, at: 0))
    }
  }

  @Test(
    "durations",
    arguments: [
      ("PT1.5S", "PT1.5S"), ("PT90S", "PT90S"), ("PT1M30S", "PT90S"), ("P1DT12H", "PT129600S"), ("P2W", "PT1209600S"),
      ("-PT0.25S", "-PT0.25S"), ("PT0S", "PT0S"), ("PT0.000000000000000001S", "PT0.000000000000000001S"),
      ("PT2H", "PT7200S"),
    ])
  func durations(_ text: String, _ written: String) throws {
    let duration = try JSON.decode(Duration.self, from: "\"\(text)\"")
    #expect(duration.iso8601 == written)
    #expect(try roundTrip(duration) == duration)
    #expect(Duration(iso8601: text) == duration)
  }

  @Test(
    "texts that are no durations",
    arguments: [
      "", "P", "PT", "1S", "P1Y", "P1M", "PT1", "PT1.5M", "PT1.S", "PT.5S", "P1S", "PT1D", "P1DT", "PT1S1M", "PT1S1S",
      "+PT1S",
      "PT99999999999999999999S", "PT9223372036854775807M", "PT1.0000000000000000001S", "PT1S ", "--PT1S", "PTT1S",
    ])
  func notDurations(_ text: String) {
    #expect(failure(Duration.self, "\"\(text)\"") == JSONError(.invalidDuration, at: 0))
  }

  @Test("absolute URLs")
  func urls() throws {
    for text in [
      "https://example.com", "http://10.0.0.1:8080/a?b=c#d", "mailto:a@b.c", "file:///tmp/x", "urn:isbn:123",
      "x+y.z-1://h/%C3%A9",
      "http://[::1]/",
    ] {
      #expect(try JSON.decode(URLText.self, from: "\"\(text)\"").rawValue == text)
    }
    for text in [
      "", "example.com", "/a", "http://", "http:", "1http://a", "http://a b", "http://é", "http://a/%2", "http://a/%zz",
      "://a", "http:///a", "a<b:c",
    ] {
      #expect(failure(URLText.self, "\"\(text)\"") == JSONError(.invalidURL, at: 0))
    }
    #expect(("https://a.b" as URLText) < ("https://a.c" as URLText))
  }

  @Test("email addresses")
  func emails() throws {
    for text in ["a@b", "first.last+tag@example.co.uk", "o'hara@x.y", "zoë@exämple.org"] {
      #expect(try roundTrip(EmailAddress(rawValue: text))?.rawValue == text)
    }
    let long = String(repeating: "a", count: 65)
    for text in [
      "", "a", "@b", "a@", "a@b@c", ".a@b", "a.@b", "a..b@c", "a b@c", "a@b c", "a@b.", "a@.b", "a@b_c", "\(long)@b",
      "a@\(long)",
    ] {
      #expect(failure(EmailAddress.self, "\"\(text)\"") == JSONError(.invalidEmail, at: 0))
    }
  }

  @Test("blank values can be written and read")
  func blanks() throws {
    func check<T: JSONCodable & Equatable>(_ type: T.Type) throws { #expect(try roundTrip(T.blank) == T.blank) }
    try check(Int.self)
    try check(Int64.self)
    try check(Double.self)
    try check(Bool.self)
    try check(String.self)
    try check(Timestamp.self)
    try check(UniqueID.self)
    try check(DecimalText.self)
    try check(Bytes.self)
    try check(CalendarDate.self)
    try check(Duration.self)
    try check(JSONValue.self)
    try check([Int].self)
    try check([String: Int].self)
    try check(Int?.self)
    try check(Boxed<Int>.self)
  }
}
