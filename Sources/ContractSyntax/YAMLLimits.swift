/// How large a contract file may be. Each limit is far beyond what people write and well within what a build can bear.
public struct YAMLLimits: Sendable {
  /// Bytes of one file.
  public var bytes = 1 << 20
  /// Lists and mappings inside one another, after aliases are expanded.
  public var depth = 64
  /// Nodes of one file, after aliases are expanded.
  public var nodes = 100_000

  public init() {}
}
