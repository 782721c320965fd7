extension Optional: JSONCodable where Wrapped: JSONCodable {
  /// `nil`.
  @inlinable public static var blank: Wrapped? { nil }

  /// Reads `null` as `nil`.
  @inlinable
  public static func decode(from reader: inout JSONReader) -> Wrapped? {
    reader.null() ? nil : Wrapped.decode(from: &reader)
  }

  /// Writes `nil` as `null`; to leave a member out there is `JSONWriter.writeIfPresent`.
  @inlinable
  public func encode(to writer: inout JSONWriter) {
    if let self { self.encode(to: &writer) } else { writer.null() }
  }
}

extension Array: JSONCodable where Element: JSONCodable {
  /// The empty array.
  @inlinable public static var blank: [Element] { [] }

  /// Reads an array.
  @inlinable
  public static func decode(from reader: inout JSONReader) -> [Element] {
    var elements: [Element] = []
    var first = true
    reader.beginArray()
    guard reader.nextElement(&first) else { return elements }
    elements.reserveCapacity(4)
    repeat { elements.append(Element.decode(from: &reader)) } while reader.nextElement(&first)
    return elements
  }

  /// Writes an array.
  @inlinable
  public func encode(to writer: inout JSONWriter) {
    writer.beginArray()
    // Through a span the elements are borrowed; a plain loop copies each, with a retain for every string in it.
    let elements = span
    for index in elements.indices { writer.element(elements[index]) }
    writer.endArray()
  }
}

extension Dictionary: JSONCodable where Key == String, Value: JSONCodable {
  /// The empty dictionary.
  @inlinable public static var blank: [String: Value] { [:] }

  /// Reads an object whose names are data; a name given twice is `duplicateField`.
  @inlinable
  public static func decode(from reader: inout JSONReader) -> [String: Value] {
    reader.beginObject()
    var next = reader.nextName()
    if next == nil { return [:] }
    var members = Dictionary(uniqueKeysWithValues: RoomForFew<Value>())
    while let name = next {
      if members.updateValue(Value.decode(from: &reader), forKey: name) != nil {
        reader.fail(.duplicateField, field: name)
      }
      next = reader.nextName()
    }
    return members
  }

  /// Writes an object with its names in order, so that equal dictionaries give equal texts.
  @inlinable
  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    withUnsafeTemporaryAllocation(of: Member.self, capacity: count) { members in
      var filled = 0
      for (name, value) in self {
        var place = filled
        // Few members are put in their place at once; many are sorted below.
        if count <= Self.fewMembers {
          while place > 0, name < members[place &- 1].name {
            members.initializeElement(at: place, to: members.moveElement(from: place &- 1))
            place &-= 1
          }
        }
        members.initializeElement(at: place, to: Member(name: name, value: value))
        filled &+= 1
      }
      if count > Self.fewMembers {
        var unsorted = members
        unsorted.sort { $0.name < $1.name }
      }
      for index in 0..<filled {
        let member = members.moveElement(from: index)
        writer.write(key: member.name, member.value)
      }
    }
    writer.endObject()
  }

  @usableFromInline static var fewMembers: Int { 16 }

  @usableFromInline
  struct Member {
    @usableFromInline let name: String
    @usableFromInline let value: Value

    @inlinable
    init(name: String, value: Value) {
      self.name = name
      self.value = value
    }
  }
}

/// No members, but room for four: a dictionary made from it has the capacity from the start. `init(minimumCapacity:)` is
/// not inlinable, and looks its storage's type up at run time on each call: 3% of the decode of a message with one map.
@usableFromInline
struct RoomForFew<Value>: Sequence, IteratorProtocol {
  @inlinable
  init() {}

  @inlinable var underestimatedCount: Int { 4 }

  @inlinable
  func next() -> (String, Value)? { nil }
}
