/// Why a text is not a pattern, and where.
public struct PatternError: Error, Sendable, Equatable {
  /// What is wrong, without a full stop.
  public let message: String
  /// The way out, where there is one.
  public let suggestion: String?
  /// The place in the pattern, counted in Unicode scalars.
  public let offset: Int
  /// How many scalars are meant; 0 at the end of the text.
  public let count: Int

  init(_ message: String, at offset: Int, count: Int = 1, suggestion: String? = nil) {
    self.message = message
    self.suggestion = suggestion
    self.offset = offset
    self.count = count
  }
}
