public import ConcordCore

/// The codes of what sign-in refuses. An operation that may answer one declares it: `errors: { wrongCredentials: 401 }`.
extension ErrorCode {
  /// No such account, or another password: it is not told which.
  public static let wrongCredentials = ErrorCode("WRONG_CREDENTIALS", httpStatus: 401)
  /// The password is right, and the address not yet known to be the user's.
  public static let notVerified = ErrorCode("NOT_VERIFIED", httpStatus: 403)
  /// The address has an account.
  public static let addressTaken = ErrorCode("ADDRESS_TAKEN", httpStatus: 409)
  /// Another code, an old one, or one that was tried too often: it is not told which.
  public static let wrongCode = ErrorCode("WRONG_CODE", httpStatus: 400)
  /// Wait a while.
  public static let tooManyAttempts = ErrorCode("TOO_MANY_ATTEMPTS", httpStatus: 429)
}
