/// A piece of a contract file that knows its place.
public struct YAMLNode: Sendable {
  public enum Value: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  public var value: Value
  /// Where it begins. What an alias stands for keeps the place where it was written.
  public var position: SourcePosition
  /// From the line of its key, or of its beginning where it has none, to the line on which its last part begins. What an
  /// alias stands for has the alias's line alone.
  public var lines: ClosedRange<Int>

  public init(_ value: Value, at position: SourcePosition) {
    self.value = value
    self.position = position
    lines = position.line...position.line
  }

  public var scalar: YAMLScalar? { if case .scalar(let scalar) = value { scalar } else { nil } }
  public var sequence: [YAMLNode]? { if case .sequence(let items) = value { items } else { nil } }
  public var mapping: [YAMLEntry]? { if case .mapping(let entries) = value { entries } else { nil } }

  /// Whether it is null: `null`, `~` or nothing at all after a key.
  public var isNull: Bool { scalar?.resolved == .null }

  /// What to call it in a message: `a text`, `a list`, `a mapping`, …
  public var kind: String {
    switch value {
    case .scalar(let scalar): scalar.resolved.kind
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// A key with its value.
public struct YAMLEntry: Sendable {
  public var key: String
  public var keyPosition: SourcePosition
  public var value: YAMLNode

  public init(key: String, keyPosition: SourcePosition, value: YAMLNode) {
    self.key = key
    self.keyPosition = keyPosition
    self.value = value
  }
}

/// A text as it stands in the file and what it means in YAML's core schema.
public struct YAMLScalar: Sendable, Hashable {
  /// The text after unquoting and unfolding.
  public var text: String
  /// Neither quoted nor a block; only plain text can be anything but a string.
  public var isPlain: Bool

  public init(text: String, isPlain: Bool) {
    self.text = text
    self.isPlain = isPlain
  }

  public var resolved: CoreValue { isPlain ? CoreValue(plain: text) : .string }
}
