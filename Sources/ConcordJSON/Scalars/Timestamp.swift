/// `timestamp`: a moment in whole milliseconds, in JSON `"2026-01-06T10:10:00.000Z"`.
public struct Timestamp: Hashable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public var milliseconds: Int64

  /// A moment by its number.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The moment of an RFC 3339 date-time (§5.6) with any offset; `nil` for any other text. Digits behind the
  /// milliseconds are cut off, and a leap second is the first of the next minute.
  public init?(_ text: String) {
    guard let moment = Self.parse(text.utf8Span.span) else { return nil }
    self = moment
  }
}

extension Timestamp: Comparable, CustomStringConvertible {
  /// Orders by time.
  public static func < (one: Timestamp, other: Timestamp) -> Bool { one.milliseconds < other.milliseconds }

  /// The form in JSON, without quotes; outside the years 0 to 9999 the number of milliseconds.
  public var description: String {
    guard isWritable else { return "\(milliseconds) ms" }
    return String(unsafeUninitializedCapacity: 24) { target in
      write(target.baseAddress.unsafelyUnwrapped)
      return 24
    }
  }

  /// The moment a number of milliseconds later.
  public static func + (moment: Timestamp, milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: moment.milliseconds + milliseconds)
  }

  /// The milliseconds from one moment to another.
  public static func - (one: Timestamp, other: Timestamp) -> Int64 { one.milliseconds - other.milliseconds }
}

extension Timestamp: JSONCodable {
  /// 1970-01-01T00:00:00.000Z.
  @inlinable public static var blank: Timestamp { Timestamp(milliseconds: 0) }

  /// Reads a string that holds an RFC 3339 date-time (`invalidTimestamp`).
  public static func decode(from reader: inout JSONReader) -> Timestamp {
    reader.skipSpace()
    let start = reader.position
    // Nearly always the form that `encode` writes: 24 bytes between quotes, none of which needs an escape.
    if reader.end &- start >= 26, reader.base[start] == UInt8(ascii: "\""),
      reader.base[start &+ 25] == UInt8(ascii: "\""),
      let moment = canonical(reader.base + (start &+ 1))
    {
      reader.position = start &+ 26
      return moment
    }
    return uncommon(&reader)
  }

  @inline(never)
  private static func uncommon(_ reader: inout JSONReader) -> Timestamp {
    reader.text(Timestamp(milliseconds: 0), .invalidTimestamp) { parse($0) }
  }

  /// Writes the moment in UTC with three digits of a second's fraction; outside the years 0 to 9999 it is
  /// `notRepresentable`.
  public func encode(to writer: inout JSONWriter) {
    guard isWritable else {
      writer.fail(.notRepresentable)
      return writer.null()
    }
    writer.reserve(26)
    let target = writer.base + writer.used
    target[0] = UInt8(ascii: "\"")
    write(target + 1)
    target[25] = UInt8(ascii: "\"")
    writer.used &+= 26
  }
}

extension Timestamp {
  private static let millisecondsPerDay: Int64 = 86_400_000

  /// Whether the year has four digits.
  @inline(__always)
  private var isWritable: Bool {
    milliseconds >= Int64(firstDay) * Self.millisecondsPerDay
      && milliseconds < Int64(lastDay + 1) * Self.millisecondsPerDay
  }

  /// Writes 24 bytes. The caller proves that they may be written, and that the year has four digits.
  @inline(__always)
  private func write(_ target: UnsafeMutablePointer<UInt8>) {
    // Days counted from the first writable one are not negative, so division rounds down.
    let total = Int(milliseconds) &- firstDay &* 86_400_000
    let days = total / 86_400_000
    let inDay = total &- days &* 86_400_000
    let date = civilDate(days &+ firstDay)
    writeDate(date.year, date.month, date.day, target)
    let seconds = inDay / 1000
    let fraction = inDay &- seconds &* 1000
    target[10] = UInt8(ascii: "T")
    twoDigits(seconds / 3600, target + 11)
    target[13] = UInt8(ascii: ":")
    twoDigits(seconds / 60 % 60, target + 14)
    target[16] = UInt8(ascii: ":")
    twoDigits(seconds % 60, target + 17)
    target[19] = UInt8(ascii: ".")
    target[20] = 0x30 &+ UInt8(truncatingIfNeeded: fraction / 100)
    twoDigits(fraction % 100, target + 21)
    target[23] = UInt8(ascii: "Z")
  }

  /// The moment of a text in the form that `write` gives, or `nil`. The caller proves that 24 bytes may be read.
  @inline(__always)
  private static func canonical(_ text: UnsafePointer<UInt8>) -> Timestamp? {
    guard let date = pairs(loadWord(text), like: "0000-00-"), let time = pairs(loadWord(text + 8), like: "00T00:00"),
      let rest = pairs(loadWord(text + 16), like: ":00.000Z")
    else { return nil }
    let year = lane(0, date) &* 100 &+ lane(2, date)
    let month = lane(5, date)
    let day = lane(0, time)
    let hour = lane(3, time)
    let minute = lane(6, time)
    let second = lane(1, rest)
    guard month >= 1, month <= 12, day >= 1, day <= 28 || day <= daysInMonth(month, of: year), hour <= 23,
      minute <= 59, second <= 59
    else { return nil }
    let minutes = daysSince1970(year, month, day) &* 1440 &+ hour &* 60 &+ minute
    // The third digit of the fraction stands before the `Z`, which counts as 0: its pair is ten times the digit.
    let fraction = lane(4, rest) &* 10 &+ lane(6, rest) / 10
    return Timestamp(milliseconds: Int64(minutes &* 60_000 &+ second &* 1000 &+ fraction))
  }

  /// Eight bytes that have digits where the pattern has `0` and are equal to it elsewhere, as numbers: each lane holds
  /// the two digits that start there, or ten times one digit. `nil` for other bytes.
  @inline(__always)
  private static func pairs(_ word: UInt64, like pattern: StaticString) -> UInt64? {
    var expected: UInt64 = 0
    var signs: UInt64 = 0
    for index in 0..<8 {
      let byte = pattern.utf8Start[index]
      expected |= UInt64(byte) << UInt64(index &* 8)
      if byte != UInt8(ascii: "0") { signs |= 0xff << UInt64(index &* 8) }
    }
    // What is left of a digit is its value, of an expected sign nothing. Adding 6 carries 10...15 out of the nibble.
    let values = word ^ expected
    guard (values &+ lanes(6)) & lanes(0xf0) | values & (signs | lanes(0xf0)) == 0 else { return nil }
    return values &* 10 &+ values >> 8
  }

  @inline(__always)
  private static func lane(_ index: Int, _ word: UInt64) -> Int { Int(word >> UInt64(index &* 8) & 0xff) }

  static func parse(_ text: Span<UInt8>) -> Timestamp? {
    guard text.count >= 20, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"), text[10] | 0x20 == 0x74,
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let century = decimalPair(text, 0), let yearOfCentury = decimalPair(text, 2), let month = decimalPair(text, 5),
      let day = decimalPair(text, 8), let hour = decimalPair(text, 11), let minute = decimalPair(text, 14),
      let second = decimalPair(text, 17)
    else { return nil }
    let year = century &* 100 &+ yearOfCentury
    guard month >= 1, month <= 12, day >= 1, day <= 28 || day <= daysInMonth(month, of: year), hour <= 23,
      minute <= 59, second <= 60
    else { return nil }
    var at = 19
    var fraction = 0
    if text[at] == UInt8(ascii: ".") {
      at &+= 1
      let start = at
      var unit = 100
      while at < text.count, isDigit(text[at]) {
        fraction &+= Int(text[at] &- 0x30) &* unit
        unit /= 10
        at &+= 1
      }
      if at == start { return nil }
    }
    guard let offset = offsetInMinutes(text, at) else { return nil }
    // A leap second is inserted at the end of a UTC day, or of a month's last day to be exact (RFC 3339 §5.7).
    if second == 60, (hour &* 60 &+ minute &- offset &+ 1) % 1440 != 0 { return nil }
    let minutes = daysSince1970(year, month, day) &* 1440 &+ hour &* 60 &+ minute &- offset
    let moment = Timestamp(milliseconds: Int64(minutes &* 60_000 &+ second &* 1000 &+ fraction))
    return moment.isWritable ? moment : nil
  }

  /// The offset from UTC that ends a date-time: `Z` or ±hh:mm.
  @inline(__always)
  private static func offsetInMinutes(_ text: Span<UInt8>, _ at: Int) -> Int? {
    guard at < text.count else { return nil }
    if text[at] | 0x20 == UInt8(ascii: "z") { return at &+ 1 == text.count ? 0 : nil }
    let isWest = text[at] == UInt8(ascii: "-")
    guard isWest || text[at] == UInt8(ascii: "+"), at &+ 6 == text.count, text[at &+ 3] == UInt8(ascii: ":"),
      let hours = decimalPair(text, at &+ 1), let minutes = decimalPair(text, at &+ 4), hours <= 23, minutes <= 59
    else { return nil }
    let offset = hours &* 60 &+ minutes
    return isWest ? 0 &- offset : offset
  }
}
