/// A reference from one entity to another: the place of an entity of kind `E` in the tree, in JSON its path with
/// percent-encoded keys (`"/tenant/acme/account/prod"`).
///
/// The type says what kind is meant; whether the entity exists is known to whoever asks for it.
public struct Ref<E: Entity>: Hashable, Sendable {
  /// The key of the entity that is meant.
  public let key: Key<E>

  /// A reference to the entity with a key.
  public init(_ key: Key<E>) { self.key = key }

  /// A reference to an entity.
  public init(_ entity: E) { key = entity.key }

  /// A reference to what a path names; nil when that is no entity of kind `E`, with every ancestor.
  public init?(_ path: EntityPath) {
    guard let key = Key<E>(path) else { return nil }
    self.key = key
  }

  /// The place in the tree.
  public var path: EntityPath { key.path }
}

extension Ref: CustomStringConvertible {
  /// The path.
  public var description: String { path.description }
}

extension Ref: JSONCodable {
  /// A reference to nothing, which stands where none has been read yet.
  public static var blank: Ref { Ref(Key([])) }

  /// Reads the path of an entity of kind `E` (`invalidValue`).
  public static func decode(from reader: inout JSONReader) -> Ref {
    let start = reader.valueOffset()
    let text = reader.string()
    if let ref = EntityPath(text).flatMap(Ref.init) { return ref }
    let form = (E.descriptor.ancestors + [E.descriptor.name]).map { "/\($0)/…" }.joined()
    reader.fail(RuleBreach(.invalidValue, "is no path of the form \(form)"), at: start)
    return blank
  }

  /// Writes the path.
  public func encode(to writer: inout JSONWriter) { writer.string(description) }
}
