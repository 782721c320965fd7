import ConcordCore

/// What an operation's input has members for, as far as they can stand in a path or a query, and how their text becomes JSON.
struct InputMembers: Sendable {
  /// How a value is written in JSON.
  enum Form: Sendable, Equatable {
    case text, number, bool
  }

  struct Member: Sendable, Equatable {
    var form: Form
    /// The name is repeated, once for each value.
    var isList = false
    /// The value belongs into the query's `filter`.
    var isFilter = false
  }

  private(set) var members: [String: Member] = [:]

  /// The members of an input; none where it is no object.
  init<Input: JSONCodable>(of type: Input.Type) {
    if let type = type as? any MemberedInput.Type {
      members = type.inputMembers
    } else if let type = type as? any JSONRecord.Type {
      members = Self.all(of: type)
    }
  }

  subscript(name: String) -> Member? { members[name] }

  /// The names, for messages.
  var names: [String] { members.keys.sorted() }

  fileprivate static func all<Record: JSONRecord>(of type: Record.Type) -> [String: Member] {
    let table = type.fieldTable
    var members: [String: Member] = [:]
    for index in 0..<table.count { members[table.name(index)] = member(index, of: type) }
    return members
  }

  /// How a field of a record is written, found by trying: no type says it.
  fileprivate static func member<Record: JSONRecord>(_ index: Int, of type: Record.Type) -> Member? {
    for (json, form) in trials where takes(json, index, type) { return Member(form: form) }
    for (json, form) in trials where takes("[\(json)]", index, type) { return Member(form: form, isList: true) }
    return nil
  }

  private static let trials: [(String, Form)] = [(#""x""#, .text), ("0", .number), ("true", .bool)]

  /// Whether the JSON is of the field's type; what its rules say of the value is another matter.
  private static func takes<Record: JSONRecord>(_ json: String, _ index: Int, _ type: Record.Type) -> Bool {
    let bytes = Array(json.utf8)
    var reader = JSONReader(bytes.span.bytes)
    var record = type.blank
    record.read(field: index, from: &reader)
    return reader.failure?.code != .wrongType
  }
}

/// An input that is an object without being a record.
private protocol MemberedInput {
  static var inputMembers: [String: InputMembers.Member] { get }
}

extension EntityDescriptor {
  fileprivate func keyMembers(_ names: [String]) -> [String: InputMembers.Member] {
    Dictionary(
      zip(names, keyShapes).map { name, shape in
        switch shape {
        case .text: (name, InputMembers.Member(form: .text))
        case .number: (name, InputMembers.Member(form: .number))
        }
      }, uniquingKeysWith: { first, _ in first })
  }
}

extension Key: MemberedInput {
  fileprivate static var inputMembers: [String: InputMembers.Member] {
    E.descriptor.keyMembers(E.descriptor.keyNames)
  }
}

extension Patch: MemberedInput {
  fileprivate static var inputMembers: [String: InputMembers.Member] {
    InputMembers.all(of: E.self).merging(E.descriptor.keyMembers(E.descriptor.keyNames)) { _, key in key }
  }
}

extension ListQuery: MemberedInput {
  fileprivate static var inputMembers: [String: InputMembers.Member] {
    let descriptor = E.descriptor
    var members = descriptor.keyMembers(descriptor.ancestors)
    for name in descriptor.list?.filter ?? [] {
      guard members[name] == nil, let index = E.fieldTable.index(of: name),
        var member = InputMembers.member(index, of: E.self)
      else { continue }
      member.isFilter = true
      members[name] = member
    }
    members["page"] = InputMembers.Member(form: .number)
    members["pageSize"] = InputMembers.Member(form: .number)
    members["sort"] = InputMembers.Member(form: .text, isList: true)
    return members
  }
}
