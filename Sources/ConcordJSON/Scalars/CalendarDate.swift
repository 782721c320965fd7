/// `date`: a day of the Gregorian calendar without a time zone, in JSON `"2026-01-06"` (RFC 3339 §5.6, full-date).
public struct CalendarDate: Hashable, Sendable {
  /// The year, 0 to 9999.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int

  /// A day; `nil` unless the calendar has it.
  public init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month), day >= 1, day <= daysInMonth(month, of: year) else {
      return nil
    }
    self.init(checkedYear: year, month: month, day: day)
  }

  /// The day of a text; `nil` unless it is of the form yyyy-mm-dd and the calendar has the day.
  public init?(_ text: String) {
    guard let date = Self.parse(text.utf8Span.span) else { return nil }
    self = date
  }

  /// A day by its number; `nil` outside the years 0 to 9999.
  public init?(daysSince1970: Int) {
    guard (firstDay...lastDay).contains(daysSince1970) else { return nil }
    let (year, month, day) = civilDate(daysSince1970)
    self.init(checkedYear: year, month: month, day: day)
  }

  /// The number of days since 1970-01-01.
  public var daysSince1970: Int { ConcordJSON.daysSince1970(year, month, day) }

  private init(checkedYear: Int, month: Int, day: Int) {
    year = checkedYear
    self.month = month
    self.day = day
  }

  static func parse(_ text: Span<UInt8>) -> CalendarDate? {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let century = decimalPair(text, 0), let year = decimalPair(text, 2), let month = decimalPair(text, 5),
      let day = decimalPair(text, 8)
    else { return nil }
    return CalendarDate(year: century * 100 + year, month: month, day: day)
  }
}

extension CalendarDate: Comparable, CustomStringConvertible {
  /// Orders by time.
  public static func < (one: CalendarDate, other: CalendarDate) -> Bool {
    (one.year, one.month, one.day) < (other.year, other.month, other.day)
  }

  /// The form in JSON, without quotes.
  public var description: String {
    String(unsafeUninitializedCapacity: 10) { target in
      writeDate(year, month, day, target.baseAddress.unsafelyUnwrapped)
      return 10
    }
  }
}

extension CalendarDate: JSONCodable {
  /// 1970-01-01.
  public static var blank: CalendarDate { CalendarDate(checkedYear: 1970, month: 1, day: 1) }

  /// Reads a string of the form yyyy-mm-dd (`invalidDate`).
  public static func decode(from reader: inout JSONReader) -> CalendarDate {
    reader.text(blank, .invalidDate) { parse($0) }
  }

  /// Writes the date in quotes.
  public func encode(to writer: inout JSONWriter) {
    writer.reserve(12)
    let target = writer.base + writer.used
    target[0] = UInt8(ascii: "\"")
    writeDate(year, month, day, target + 1)
    target[11] = UInt8(ascii: "\"")
    writer.used &+= 12
  }
}
