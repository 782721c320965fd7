import ContractModel

/// How generated code says since when something is there, and that it should not be used any more.
///
/// The compiler warns wherever a deprecated declaration is used, also beside it. So generated code keeps such a thing under
/// a storage name, and its own name is a computed property that nothing generated uses.
struct Availability {
  /// The attribute in front of a declaration, with the space behind it; empty where nothing is deprecated.
  let attribute: String

  init(_ lifecycle: Lifecycle) {
    attribute =
      lifecycle.deprecated.map { "@available(*, deprecated, message: \(SwiftTypes.quoted($0))) " } ?? ""
  }

  var isDeprecated: Bool { !attribute.isEmpty }

  /// The documentation of something: its summary, and since when it is there.
  static func documentation(_ summary: String?, _ lifecycle: Lifecycle) -> TemplateValue {
    if lifecycle.since == nil { return DocComment.lines(summary) }
    let since = lifecycle.since.map { "Since version \($0)." }
    return DocComment.lines([summary, since].compactMap { $0 }.joined(separator: "\n\n"))
  }

  /// The name under which generated code keeps a member.
  func storage(_ swiftName: String) -> String {
    isDeprecated ? "_" + swiftName.filter { $0 != "`" } : swiftName
  }
}

extension FieldModel {
  /// The property that generated code reads and writes.
  var storageName: String { Availability(lifecycle).storage(swiftName) }
}

extension OperationModel {
  /// The property of the table that generated code uses.
  var storageName: String { Availability(lifecycle).storage(swiftName) }
}

extension EventModel {
  /// The property of the table that generated code uses.
  var storageName: String { Availability(lifecycle).storage(helperName) }
}
