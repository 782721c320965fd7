import ConcordCore

/// The newest of each entity's events of class `latest` that wait for a slow reader, in the order of their coming.
struct CoalescedEvents {
  /// Events that replace each other.
  private struct Key: Hashable {
    let topic: String
    let path: EntityPath?
  }

  private var parts: [Key: PushPart] = [:]
  private var order: [Key] = []
  /// Of their payloads, and what keeping them costs beside, about.
  private(set) var bytes = 0

  private static var overhead: Int { 256 }

  var isEmpty: Bool { parts.isEmpty }

  private static func key(_ part: PushPart) -> Key { Key(topic: part.news.topic, path: part.path) }

  /// Whether one waits that this would replace.
  func has(_ part: PushPart) -> Bool { !parts.isEmpty && parts[Self.key(part)] != nil }

  /// Takes the place of an older one.
  mutating func put(_ part: PushPart) {
    let key = Self.key(part)
    bytes += part.news.bytes
    if let old = parts.updateValue(part, forKey: key) {
      bytes -= old.news.bytes
    } else {
      order.append(key)
      bytes += Self.overhead
    }
  }

  /// An entity is gone: nothing is told of it any more.
  mutating func forget(_ path: EntityPath) {
    for key in order where key.path == path {
      if let part = parts.removeValue(forKey: key) { bytes -= part.news.bytes + Self.overhead }
    }
    order.removeAll { $0.path == path }
  }

  mutating func takeAll() -> [PushPart] {
    guard !parts.isEmpty else { return [] }
    let all = order.compactMap { parts[$0] }
    self = CoalescedEvents()
    return all
  }
}
