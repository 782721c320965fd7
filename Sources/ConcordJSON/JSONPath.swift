/// Where in a value a byte of its text lies: `flavors[2].name`.
///
/// Found by reading the text again up to that byte, so only errors pay for it. The text may be invalid from there on.
public struct JSONPath: Hashable, Sendable {
  /// One step from a value to a part of it.
  public enum Component: Hashable, Sendable {
    /// Into an object, by name.
    case name(String)
    /// Into an array, by index.
    case index(Int)
  }

  /// The steps from the whole value; empty for the whole value itself.
  public var components: [Component]

  /// A path of steps.
  public init(_ components: [Component]) { self.components = components }

  /// The path of the innermost value that a byte belongs to.
  public init(offset: Int, in bytes: RawSpan) {
    var steps: [Component?] = []
    var reader = JSONReader(bytes)
    _ = reader.locate(offset, &steps)
    components = steps.compactMap { $0 }
  }

  /// The path of what an error is about: the place of its offset, and the field that is missing or not known there.
  public init(_ error: JSONError, in bytes: RawSpan) {
    self.init(offset: error.offset, in: bytes)
    if let field = error.field, components.last != .name(field) { components.append(.name(field)) }
  }
}

extension JSONPath: CustomStringConvertible {
  /// Names joined by dots, indices in brackets; names that could be misread stand quoted in brackets.
  public var description: String {
    var text = ""
    for component in components {
      switch component {
      case .index(let index): text += "[\(index)]"
      case .name(let name):
        let isPlain = !name.isEmpty && !name.utf8.contains { $0 <= 0x20 || ".[]\"\\".utf8.contains($0) }
        text += isPlain ? (text.isEmpty ? name : ".\(name)") : "[\(JSON.text(name))]"
      }
    }
    return text
  }
}

extension JSONReader {
  /// Reads one value until the byte is reached and leaves the steps to it; `nil` stands for an object between members.
  /// True when the reading is over: the byte was reached, or the text is invalid.
  fileprivate mutating func locate(_ offset: Int, _ steps: inout [JSONPath.Component?]) -> Bool {
    // Recursive, and bounded by the depth limit.
    let kind = nextKind()
    if position >= offset { return true }
    switch kind {
    case .object:
      beginObject()
      if failure != nil { return true }
      steps.append(nil)
      while let name = nextName(), position <= offset {
        steps[steps.count - 1] = .name(name)
        if locate(offset, &steps) { return true }
        if position > offset { return true }
        steps[steps.count - 1] = nil
      }
    case .array:
      var first = true
      var index = 0
      beginArray()
      if failure != nil { return true }
      steps.append(nil)
      while nextElement(&first), position <= offset {
        steps[steps.count - 1] = .index(index)
        if locate(offset, &steps) { return true }
        index += 1
        steps[steps.count - 1] = nil
      }
    default: skipValue()
    }
    if failure != nil || position > offset { return true }
    steps.removeLast(kind == .object || kind == .array ? 1 : 0)
    return false
  }
}

extension JSONError {
  /// The path of what the error is about, in the text that was read.
  public func path(in bytes: RawSpan) -> JSONPath { JSONPath(self, in: bytes) }
}
