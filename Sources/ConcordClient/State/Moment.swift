/// What the state cannot know by itself: the time, and luck.
struct Moment: Sendable {
  let now: ContinuousClock.Instant
  /// 0 up to 1.
  let random: Double

  static var current: Moment { Moment(now: .now, random: .random(in: 0..<1)) }
}
