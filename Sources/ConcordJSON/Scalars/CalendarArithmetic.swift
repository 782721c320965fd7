// The proleptic Gregorian calendar as arithmetic. Years are counted from March, so that the leap day is the last of
// its year, and 400 years always have 146,097 days.

/// The number of days from 1970-01-01 to a day that the calendar has.
@inline(__always)
func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
  let fromMarch = month > 2 ? month &- 3 : month &+ 9
  // A year earlier for January and February; 400 years added keep the year positive.
  let shifted = (month > 2 ? year : year &- 1) &+ 400
  let leapDays = shifted / 4 &- shifted / 100 &+ shifted / 400
  // (153 m + 2) / 5 is the number of days before month m, counted from March.
  return shifted &* 365 &+ leapDays &+ (153 &* fromMarch &+ 2) / 5 &+ day &- 1 &- 719_468 &- 146_097
}

/// The year, month and day of a day number between `firstDay` and `lastDay`.
@inline(__always)
func civilDate(_ daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
  let days = daysSince1970 &+ 719_468 &+ 146_097
  let period = days / 146_097
  let dayOfPeriod = days &- period &* 146_097
  // Takes the leap days out, so that every year of the period has 365 days.
  let leapDays = dayOfPeriod / 1_460 &- dayOfPeriod / 36_524 &+ dayOfPeriod / 146_096
  let yearOfPeriod = (dayOfPeriod &- leapDays) / 365
  let dayOfYear = dayOfPeriod &- (365 &* yearOfPeriod &+ yearOfPeriod / 4 &- yearOfPeriod / 100)
  let fromMarch = (5 &* dayOfYear &+ 2) / 153
  let day = dayOfYear &- (153 &* fromMarch &+ 2) / 5 &+ 1
  let month = fromMarch < 10 ? fromMarch &+ 3 : fromMarch &- 9
  let year = yearOfPeriod &+ period &* 400 &- 400 &+ (month <= 2 ? 1 : 0)
  return (year, month, day)
}

/// 0000-01-01 and 9999-12-31: what four digits of a year can hold.
let firstDay = -719_528
let lastDay = 2_932_896

/// The length of a month, 1 to 12.
@inline(__always)
func daysInMonth(_ month: Int, of year: Int) -> Int {
  switch month {
  case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  case 4, 6, 9, 11: 30
  default: 31
  }
}

/// The number of two decimal digits at an index, or `nil`.
@inline(__always)
func decimalPair(_ text: Span<UInt8>, _ index: Int) -> Int? {
  let tens = text[index] &- 0x30
  let ones = text[index &+ 1] &- 0x30
  return tens <= 9 && ones <= 9 ? Int(tens) &* 10 &+ Int(ones) : nil
}

/// Writes yyyy-mm-dd. The caller proves that ten bytes may be written.
@inline(__always)
func writeDate(_ year: Int, _ month: Int, _ day: Int, _ target: UnsafeMutablePointer<UInt8>) {
  twoDigits(year / 100, target)
  twoDigits(year % 100, target + 2)
  target[4] = UInt8(ascii: "-")
  twoDigits(month, target + 5)
  target[7] = UInt8(ascii: "-")
  twoDigits(day, target + 8)
}
