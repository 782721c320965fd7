/// Type names that a module of generated code must not declare, because they would hide what the code itself uses.
enum ReservedTypeNames {
  /// Of Swift and its standard library, as far as generated code or the code beside it commonly says them.
  static let swift: Set<String> = [
    "Any", "AnyObject", "AnyHashable", "Actor", "Array", "ArraySlice", "AsyncSequence", "AsyncStream", "Bool",
    "CaseIterable",
    "Character", "Clock", "Codable", "Collection", "Comparable", "ContinuousClock", "CustomStringConvertible",
    "Decodable",
    "Dictionary", "Double", "Duration", "Encodable", "Equatable", "Error", "ExpressibleByStringLiteral", "Float",
    "Hashable", "Hasher", "Identifiable", "Instant", "Int", "Int16", "Int32", "Int64", "Int8", "Iterator", "Never",
    "Optional", "Protocol", "Range", "RawRepresentable", "RawSpan", "Result", "Self", "Sendable", "Sequence", "Set",
    "Span",
    "StaticString", "String", "Substring", "Swift", "Task", "TaskGroup", "TaskLocal", "Type", "UInt", "UInt16",
    "UInt32",
    "UInt64", "UInt8", "UnsafePointer", "Void", "Date", "Data", "Foundation", "URL", "UUID", "Decimal",
  ]

  /// Of Concord's runtime, which generated code imports whole.
  static let concord: Set<String> = [
    "Boxed", "Bytes", "CalendarDate", "Change", "ChangeLog", "CloseCode", "Commit", "Concord", "ConcordCore",
    "ConcordError", "ConcordJSON", "Connection", "DecimalText", "Delivery", "Draft", "EmailAddress", "Entity",
    "EntityDescriptor", "EntityStore", "EntityTree", "ErrorCode", "Event", "EventBus", "EventChannel", "EventGroup",
    "EventHelper", "EventName", "EventNames", "Failure", "Field", "FieldTable", "Fields", "JSON", "JSONCodable",
    "JSONEnum",
    "JSONError", "JSONPath", "JSONReader", "JSONRecord", "JSONValidator", "JSONValue", "JSONWriter", "Key", "KeyPath",
    "EntityKeyPath", "ListQuery", "Message", "Mutation", "NoInput", "NoOutput", "None", "Nothing", "Operation",
    "OperationCaller", "OperationError", "OperationGroup", "OperationRegistrar", "Page", "Patch", "Principal",
    "RequestContext", "RetryPolicy", "Timestamp", "TopicClient", "TopicClients", "Tree", "URLText", "UniqueID",
    "Wiring",
  ]
}
