/// Swift names for what contracts name, such that generated code always compiles.
///
/// One rule: a name that is a Swift keyword stands in backticks; a name that backticks cannot save, or that would hide one
/// that generated code uses, gets a suffix: `Entity` for entities, `Value` for everything else.
public enum SwiftNames {
  /// The property, case, method or parameter for a field, enumeration value, operation or event.
  ///
  /// Names of letters and digits stay as they are but begin with a small letter (`CPU` is `cpu`); others become camel case
  /// (`scale_up` is `scaleUp`). A name that begins with a digit gets a leading `_`.
  public static func member(_ name: String) -> String { escaped(memberStem(name), suffix: "Value") }

  /// The property for an entity or service in the event helper and the client.
  public static func group(_ name: String) -> String {
    let stem = memberStem(name)
    return escaped(reservedGroups.contains(stem) ? stem + "Entity" : stem, suffix: "Entity")
  }

  /// The stem of the names of what is generated for a socket namespace: `/admin/live` is `admin-live`, `/` is `root`. No
  /// type begins with a digit, so `/2024` is `ns-2024`.
  public static func namespaceStem(_ path: String) -> String {
    let words = Words(path)
    let stem = words.words.isEmpty ? "root" : words.kebab
    return stem.first?.isNumber == true ? "ns-" + stem : stem
  }

  /// The property by which servers reach a socket namespace.
  public static func namespace(_ path: String) -> String {
    let stem = memberStem(namespaceStem(path))
    return escaped(reservedNamespaces.contains(stem) ? stem + "Namespace" : stem, suffix: "Namespace")
  }

  /// The struct for an entity, and the stem of the names of what is generated for it.
  public static func entity(_ name: String, prefix: String) -> String {
    let stem = prefix + Words(name).upperCamel
    return isReserved(stem) ? stem + "Entity" : stem
  }

  /// The struct or enumeration for a type; its first letter becomes a capital, the others stay.
  public static func type(_ name: String, prefix: String) -> String {
    let stem = prefix + (isPlain(name) ? name.prefix(1).uppercased() + name.dropFirst() : Words(name).upperCamel)
    return isReserved(stem) ? stem + "Value" : stem
  }

  /// Whether a type of this name would hide one of Swift, Foundation or Concord's runtime.
  public static func isReserved(_ type: String) -> Bool {
    ReservedTypeNames.swift.contains(type) || ReservedTypeNames.concord.contains(type)
  }

  private static func memberStem(_ name: String) -> String {
    guard let first = name.utf8.first else { return "_" }
    let stem = first.isASCIISmall && isPlain(name) ? name : Words(name).lowerCamel
    return stem.first?.isNumber == true ? "_" + stem : stem
  }

  private static func escaped(_ stem: String, suffix: String) -> String {
    if beyondBackticks.contains(stem) { return stem + suffix }
    return keywords.contains(stem) ? "`\(stem)`" : stem
  }

  private static func isPlain(_ name: String) -> Bool {
    name.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit }
  }

  /// Members that mean something else to Swift even in backticks (or draw a warning, as `var` and `let` do in argument
  /// lists), or that generated types have already.
  static let beyondBackticks: Set<String> = [
    "init", "self", "Self", "Type", "Protocol", "deinit", "subscript", "var", "let", "blank", "none", "some",
    "unknown", "keyValues",
  ]

  /// Properties that the event helper and the client have themselves.
  static let reservedGroups: Set<String> = [
    "bus", "caller", "call", "channel", "client", "close", "connect", "connection", "events", "handle", "load",
    "publish", "registrar", "status", "store", "subscribe", "tree", "unsubscribe", "wire", "wiring",
  ]

  /// What a server has itself, beside what it may have as a caller.
  static let reservedNamespaces = reservedGroups.union([
    "broadcast", "drain", "hasHandler", "register", "send", "serve", "serveStored", "start", "stop",
  ])

  /// The reserved words of Swift 6 that cannot name a declaration without backticks.
  static let keywords: Set<String> = [
    "Any", "Self", "as", "associatedtype", "await", "break", "case", "catch", "class", "continue", "default", "defer",
    "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if",
    "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private",
    "protocol", "public", "repeat", "rethrows", "return", "self", "static", "struct", "subscript", "super", "switch",
    "throw", "throws", "true", "try", "typealias", "var", "where", "while", "_",
  ]
}
