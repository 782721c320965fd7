/// The name of an event on the bus, in kebab case: `tenant-created`.
///
/// A struct rather than an enum with raw values: a package of a thousand contracts has five thousand names, and an
/// enum of that size takes the compiler most of a minute.
public struct EventName: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  public let text: String
  public init(_ text: String) { self.text = text }
  public init(stringLiteral text: String) { self.text = text }
  public var description: String { text }
}

/// The names of all events, as static members that each contract's generated file adds: `EventNames.createTenant`.
public enum EventNames {}
