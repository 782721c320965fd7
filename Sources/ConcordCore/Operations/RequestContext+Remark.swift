extension RequestContext {
  /// What records of a request tell beside its input; made only where something keeps records.
  public struct Remark: Sendable, Equatable {
    /// About how much memory the input holds.
    public var bytes: Int
    /// Where the request came from, in the sender's words: believed in nothing.
    public var source: String?, sessionID: String?

    public init(bytes: Int, source: String? = nil, sessionID: String? = nil) {
      self.bytes = bytes
      self.source = source
      self.sessionID = sessionID
    }
  }
}
