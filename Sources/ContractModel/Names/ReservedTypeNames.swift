/// Type names that a module of generated code must not declare, because they would hide what the code itself uses.
enum ReservedTypeNames {
  /// Of Swift and its libraries, as far as generated code or the code beside it commonly says them.
  static let swift: Set<String> = [
    "Actor", "Any", "AnyHashable", "AnyObject", "Array", "ArraySlice", "AsyncSequence", "AsyncStream", "Bool",
    "CaseIterable", "Character", "Clock", "Codable", "Collection", "Comparable", "ContinuousClock",
    "CustomStringConvertible", "Data", "Date", "Decimal", "Decodable", "Dictionary", "Double", "Duration", "Encodable",
    "Equatable", "Error", "ExpressibleByStringLiteral", "Float", "Foundation", "Hashable", "Hasher", "Identifiable",
    "Instant", "Int", "Int16", "Int32", "Int64", "Int8", "Iterator", "Never", "Optional", "Protocol", "Range",
    "RawRepresentable", "RawSpan", "Result", "Self", "Sendable", "Sequence", "Set", "Span", "StaticString", "String",
    "Substring", "Swift", "Task", "TaskGroup", "TaskLocal", "Type", "UInt", "UInt16", "UInt32", "UInt64", "UInt8",
    "URL", "UUID", "UnsafePointer", "Void",
  ]

  /// Of Concord's runtime, which generated code imports whole: every public type of ConcordCore and ConcordJSON. A test
  /// compares the table with their sources. Of DeploymentSpec, what generated code says.
  static let concord: Set<String> = [
    "AuditEntry", "AuditKind", "AuditLog", "AuditPage", "AuditPlayer", "AuditQuery", "AuditRecord", "AuditReplay",
    "AuditStatus", "Authenticator", "Boxed", "Bytes", "CalendarDate", "Cause", "Change", "ChangeActor", "ChangeReactor",
    "ChangeRecord", "CheckedText", "ClientBindings", "ClientHTTPRequest", "ClientHTTPResponse", "ClientSocket",
    "ClientSocketEvent", "ClientTransport", "Commit", "Concord", "ConcordCore", "ConcordError", "ConcordJSON",
    "ConnectionID", "ContractPackage", "Cookie", "CountRule", "CreateHandler", "Credential", "DecimalText",
    "DeclaredError", "DeleteHandler", "DeliveryClass", "EmailAddress", "Empty", "Entity", "EntityBranch",
    "EntityDescriptor", "EntityPath", "EntityRules", "EntityService", "EntityStore", "EntityTree", "EntityTrigger",
    "ErrorCode", "Event", "EventBus", "EventChannel", "EventGroup", "EventHelper", "EventName", "EventNames",
    "EventPublisher", "EventPublishing", "EventSubscribing", "Failure", "Field", "FieldComparison", "FieldCondition",
    "FieldGroup", "FieldRule",
    "FieldTable", "Fields", "GeneratedField", "GetHandler", "HTTPRoute", "InProcessEventBus", "JSON", "JSONCodable",
    "JSONEnum", "JSONError", "JSONKind", "JSONNumber", "JSONPath", "JSONReader", "JSONRecord", "JSONValue",
    "JSONWriter", "Key", "KeyShape", "ListCriteria", "ListDescriptor", "ListHandler", "ListQuery", "MessageDialect",
    "MessageHead",
    "MessageID", "MessageKind", "Mutation", "NamespaceChannel", "NamespaceEvent", "NamespacePacket",
    "NamespaceReceiver", "NamespaceSender", "Notification", "NotificationEvents", "NotificationRules", "Operation",
    "OperationCall", "OperationCaller", "OperationEvents", "OperationGroup", "OperationKind", "OperationRegistrar",
    "OwnerRule", "Ownership", "PacketDialect", "Page", "ParentDeletion", "Patch", "PatternError", "Precondition",
    "Principal", "PushedEvent", "ReactionDepth", "ReactionEnvironment", "ReactionFailure", "ReactionMode",
    "ReactionOccasion", "ReactionRegistrar", "ReactionSource", "ReactiveDescriptor", "ReactiveEntity", "ReaderRule",
    "ReceivedEvent", "Ref", "ReferenceDeletion", "ReferenceRule", "RequestContext", "ReservedTopics", "RetryPolicy",
    "RuleBreach", "RuleCounted", "RuleOrdered", "Secret", "SecretRule", "ServerDefinition", "ServerHello",
    "ServiceSpec", "ServiceSpecs", "Session", "SessionChange", "Snapshot", "SocketNamespace", "StateChange",
    "StateDiff", "StateTransition", "StoreMark", "StoredEntity", "SubscriptionDescriptor", "SubscriptionToken",
    "TextPattern", "TextRule", "Timestamp", "TopicClient", "URLText", "UUIDv7", "UniqueID", "UpdateHandler",
    "UploadedFile", "ValueRule",
  ]
}
