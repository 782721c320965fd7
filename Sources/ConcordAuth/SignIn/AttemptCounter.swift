import ConcordCore

/// Counts attempts within a window in a fixed amount of memory (a count-min sketch): two rows of counters, in each of which an
/// attempt has one by its hash; the lesser of the two counts. So nobody can make it forget by trying many other things, as a
/// table that drops its oldest would. Two things that share both counters count together, which is rare until the window has
/// seen as many attempts as there are counters.
///
/// A value that is told the time. Hashes are seeded anew in each process, so nobody can choose what collides.
struct AttemptCounter: Sendable {
  private let window: Int64
  private let width: Int
  private var number: Int64 = 0
  private var counters: [UInt16]

  init(window: Duration, width: Int = 16_384) {
    self.window = max(1, window.milliseconds)
    self.width = width
    counters = Array(repeating: 0, count: 2 * width)
  }

  /// Counts an attempt unless `most` were made in this window; false then.
  mutating func take(_ attempt: Attempt, most: Int, at now: Timestamp) -> Bool {
    turn(to: now)
    let places = places(of: attempt)
    guard min(counters[places.0], counters[places.1]) < min(most, Int(UInt16.max)) else { return false }
    // Never over the top: a shared counter may be at its end.
    counters[places.0] = max(counters[places.0], counters[places.0] &+ 1)
    counters[places.1] = max(counters[places.1], counters[places.1] &+ 1)
    return true
  }

  /// Takes back an attempt that was counted: it was a good one.
  mutating func giveBack(_ attempt: Attempt, at now: Timestamp) {
    turn(to: now)
    let places = places(of: attempt)
    for place in [places.0, places.1] where counters[place] > 0 { counters[place] -= 1 }
  }

  private mutating func turn(to now: Timestamp) {
    let current = now.milliseconds / window
    guard current != number else { return }
    number = current
    for index in counters.indices { counters[index] = 0 }
  }

  private func places(of attempt: Attempt) -> (Int, Int) {
    func place(_ row: Int) -> Int {
      var hasher = Hasher()
      hasher.combine(row)
      hasher.combine(attempt)
      return row * width + Int(UInt(bitPattern: hasher.finalize()) % UInt(width))
    }
    return (place(0), place(1))
  }
}
