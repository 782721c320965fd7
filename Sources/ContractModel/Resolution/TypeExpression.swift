/// A type as written, its names not yet looked up; offsets count Unicode scalars from the beginning of the text.
indirect enum TypeExpression {
  case name(String, offset: Int)
  case optional(TypeExpression)
  case list(TypeExpression)
  case map(TypeExpression)
  /// `ref<entity>`: the entity's name and its place.
  case reference(String, offset: Int)

  /// Whether it is a scalar, or an optional, a list or a map of one.
  var isScalar: Bool {
    switch self {
    case .name(let name, _): Scalar(rawValue: name) != nil
    case .optional(let inner), .list(let inner), .map(let inner): inner.isScalar
    case .reference: false
    }
  }

  /// Why a text is not a type.
  struct Failure: Error {
    var message: String
    var offset: Int
  }

  /// Reads `name`, `T?`, `list<T>`, `map<T>`, `ref<entity>`; all of `text` is the type.
  static func parse(_ text: String) throws(Failure) -> TypeExpression {
    var parser = TypeParser(text)
    return try parser.whole()
  }
}

private struct TypeParser {
  /// Lists in lists and maps in maps that are read; what people write has two.
  private static let depth = 16

  private let letters: [Unicode.Scalar]
  private var offset = 0

  init(_ text: String) { letters = Array(text.unicodeScalars) }

  mutating func whole() throws(TypeExpression.Failure) -> TypeExpression {
    let type = try type(depth: 0)
    guard offset == letters.count else {
      let rest = String(String.UnicodeScalarView(letters[offset...]))
      if rest.hasPrefix("[]"), case .name(let name, _) = type {
        throw failure("'[]' does not belong in a type; write list<\(ForeignWords.type(for: name) ?? name)>")
      }
      throw failure("'\(letters[offset])' does not belong in a type")
    }
    return type
  }

  private mutating func type(depth: Int) throws(TypeExpression.Failure) -> TypeExpression {
    guard depth <= TypeParser.depth else { throw failure("the type is too deep") }
    let start = offset
    while offset < letters.count, isNameLetter(letters[offset]) { offset += 1 }
    var name = ""
    name.unicodeScalars.append(contentsOf: letters[start..<offset])
    guard !name.isEmpty else { throw failure("a type's name was expected") }
    let type = try named(name, at: start, depth: depth)
    guard consume("?") else { return type }
    if consume("?") { throw failure("one '?' is enough", back: 1) }
    return .optional(type)
  }

  private mutating func named(
    _ name: String, at start: Int, depth: Int
  ) throws(TypeExpression.Failure) -> TypeExpression {
    let takesType = name == "list" || name == "map"
    guard consume("<") else {
      if takesType { throw failure("'\(name)' needs the type of its values, as in \(name)<string>", back: name.count) }
      return .name(name, offset: start)
    }
    guard takesType || name == "ref" else {
      let meant = ForeignWords.type(for: name) ?? ""
      let hint = ["list", "map", "ref"].contains(meant) ? "; did you mean '\(meant)<…>'?" : ""
      throw failure("only list, map and ref take a type in '<>'" + hint, back: 1)
    }
    let inner = try type(depth: depth + 1)
    guard consume(">") else { throw failure("a '>' is missing") }
    if name == "list" { return .list(inner) }
    if name == "map" { return .map(inner) }
    if case .name(let entity, let offset) = inner { return .reference(entity, offset: offset) }
    throw TypeExpression.Failure(message: "'ref' takes the name of an entity, as in ref<user>", offset: start)
  }

  private func isNameLetter(_ letter: Unicode.Scalar) -> Bool {
    if let byte = UInt8(exactly: letter.value), byte < 0x80 {
      return byte.isASCIILetter || byte.isASCIIDigit || letter == "_" || letter == "-" || letter == "."
    }
    return letter.properties.isAlphabetic
  }

  private mutating func consume(_ letter: Unicode.Scalar) -> Bool {
    guard offset < letters.count, letters[offset] == letter else { return false }
    offset += 1
    return true
  }

  private func failure(_ message: String, back: Int = 0) -> TypeExpression.Failure {
    TypeExpression.Failure(message: message, offset: offset - back)
  }
}
