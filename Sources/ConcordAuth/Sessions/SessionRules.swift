/// How long sessions last, and how many there are.
public struct SessionRules: Sendable, Equatable {
  /// A session that nobody used for so long is over.
  public var idle = Duration.seconds(2 * 3600)
  /// How long a token is good; a refresh gives another.
  public var lifetime = Duration.seconds(12 * 3600)
  /// Refreshed or not, somebody who logged in so long ago has to log in again.
  public var longest = Duration.seconds(30 * 24 * 3600)
  /// How long the old token is good beside the one that replaced it: requests with it are on their way.
  public var grace = Duration.seconds(30)
  /// How long a passport code is good.
  public var passport = Duration.seconds(60)
  /// Sessions of one account; the one that was unused for longest ends for another.
  public var perAccount = 20
  /// Sessions of all; one more is answered with `OVERLOADED`.
  public var most = 100_000
  /// Passport codes that wait to be used; one more is answered with `OVERLOADED`.
  public var mostPassports = 10_000
  /// Those of one account, likewise, so that nobody takes all.
  public var passportsPerAccount = 50

  public init() {}
}

extension Duration {
  /// Whole milliseconds.
  var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
