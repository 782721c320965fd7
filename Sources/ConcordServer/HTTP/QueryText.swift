import ConcordCore

/// The query of a request's target: names and values, percent-decoded; `+` is a space, as browsers and forms write it (URL
/// standard §5.1, application/x-www-form-urlencoded). A name without `=` has an empty value.
struct QueryText: Sendable {
  /// In their order; a name may come more than once.
  let fields: [(name: String, value: String)]

  /// - Parameter text: what follows the first `?`. What is not percent-encoded UTF-8 is kept as it is written.
  init(_ text: String) {
    fields = Self.pairs(of: text).map { (Self.decoded($0) ?? String($0), Self.decoded($1) ?? String($1)) }
  }

  /// - Returns: nil when a name or value is not percent-encoded UTF-8.
  init?(strictly text: String) {
    var fields: [(name: String, value: String)] = []
    for (name, value) in Self.pairs(of: text) {
      guard let name = Self.decoded(name), let value = Self.decoded(value) else { return nil }
      fields.append((name, value))
    }
    self.fields = fields
  }

  /// The first value of a name.
  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  private static func pairs(of text: String) -> [(Substring, Substring)] {
    text.split(separator: "&").map { pair in
      let name = pair.prefix { $0 != "=" }
      return (name, pair.dropFirst(name.count + 1))
    }
  }

  private static func decoded(_ text: Substring) -> String? {
    PercentEncoding.decode(String(text.map { $0 == "+" ? " " : $0 }))
  }
}
