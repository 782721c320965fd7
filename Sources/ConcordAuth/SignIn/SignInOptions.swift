/// What sign-in costs and allows. Every bound has a default.
public struct SignInOptions: Sendable {
  /// argon2id's costs for new hashes.
  public var passwordCost = PasswordCost.interactive
  /// Passwords that are looked at at once, each with the memory of its cost.
  public var hashing = 2
  /// Passwords that wait to be looked at; one more is answered with `OVERLOADED`.
  public var waiting = 64
  /// Those of one peer, waiting and being looked at; one more is answered with `OVERLOADED`.
  public var hashingPerPeer = 8
  /// How long the code of a letter is good, and how many wrong answers it stands.
  public var codeLifetime = Duration.seconds(3600), codeAttempts = 5
  /// How long an account waits to be verified, however often its letter is sent.
  public var unverifiedLifetime = Duration.seconds(2 * 3600)
  /// Letters that are being sent; what comes beyond is not sent.
  public var sending = 64
  public var attempts = AttemptRules()

  public init() {}
}
