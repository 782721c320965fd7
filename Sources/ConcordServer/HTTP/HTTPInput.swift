import ConcordCore

/// Joins what a request says in its path, query and body to the JSON of the operation's input.
enum HTTPInput {
  /// - Parameters:
  ///   - parameters: of the path, decoded.
  ///   - query: decoded names and values, in order.
  ///   - body: JSON; nil or empty when there is none.
  /// - Throws: `INVALID_INPUT` with the field.
  static func assemble(
    _ route: Route, _ parameters: [String: String], query: [(String, String)], body: RawSpan?
  ) throws(ConcordError) -> [UInt8] {
    guard let http = route.http else { return Array("{}".utf8) }
    var input = InputObject(route)
    try input.add(path: parameters, in: http)
    if http.method.hasBody, http.parts.isEmpty {
      if let first = query.first {
        throw ConcordError(
          .invalidInput, "\(first.0): \(http) takes its input from the path and the body, not from the query",
          field: first.0)
      }
      guard let body, body.byteCount > 0 else { return input.json }
      // What is no object is the input as it is.
      if parameters.isEmpty { return body.withUnsafeBytes { Array($0) } }
      try input.add(body: body)
      return input.json
    }
    if let body, body.byteCount > 0 {
      throw ConcordError(.invalidInput, "\(http) takes its input from the path and the query, not from a body")
    }
    try input.add(query: query, in: http)
    return input.json
  }

  /// The input of a multipart request: `parts` are those that are JSON, by name.
  ///
  /// - Throws: `INVALID_INPUT` with the field.
  static func assemble(
    _ route: Route, _ parameters: [String: String], query: [(String, String)], parts: [(String, [UInt8])]
  ) throws(ConcordError) -> [UInt8] {
    guard let http = route.http else { return Array("{}".utf8) }
    var input = InputObject(route)
    try input.add(path: parameters, in: http)
    try input.add(query: query, in: http)
    for (name, json) in parts { input.add(part: name, json) }
    return input.json
  }
}

/// A JSON object that is put together.
private struct InputObject {
  private let topic: String
  private let members: InputMembers
  private var written: [(name: String, json: [UInt8])] = []
  private var filters: [(name: String, json: [UInt8])] = []

  init(_ route: Route) {
    topic = route.topic
    members = route.inputMembers
  }

  var json: [UInt8] {
    var writer = JSONWriter(capacity: 256)
    writer.beginObject()
    for (name, json) in written { Self.write(name, json, to: &writer) }
    if !filters.isEmpty {
      writer.name("filter")
      writer.beginObject()
      for (name, json) in filters { Self.write(name, json, to: &writer) }
      writer.endObject()
      writer.endValue()
    }
    writer.endObject()
    return writer.array()
  }

  private static func write(_ name: String, _ json: [UInt8], to writer: inout JSONWriter) {
    writer.name(name)
    writer.raw(json)
    writer.endValue()
  }

  mutating func add(path parameters: [String: String], in http: HTTPRoute) throws(ConcordError) {
    for name in http.parameters {
      guard let value = parameters[name] else { continue }
      let member = members[name] ?? InputMembers.Member(form: .text)
      add(name, try Self.json(value, member.form, name), member)
    }
  }

  mutating func add(query: [(String, String)], in http: HTTPRoute) throws(ConcordError) {
    var order: [String] = []
    var values: [String: [String]] = [:]
    for (name, value) in query {
      if values[name] == nil { order.append(name) }
      values[name, default: []].append(value)
    }
    let taken = Set(http.parameters).union(http.parts.map(\.name))
    for name in order {
      guard let member = members[name], !taken.contains(name) else { throw unknown(name, taken, http) }
      let texts = values[name] ?? []
      guard member.isList || texts.count == 1 else {
        throw ConcordError(.invalidInput, "\(name): is given \(texts.count) times", field: name)
      }
      var elements: [[UInt8]] = []
      for text in texts { elements.append(try Self.json(text, member.form, name)) }
      let list = Array("[".utf8) + elements.joined(separator: ",".utf8) + Array("]".utf8)
      add(name, member.isList ? list : elements[0], member)
    }
  }

  mutating func add(body: RawSpan) throws(ConcordError) {
    var reader = JSONReader(body)
    reader.beginObject()
    // By name, for a body may have many members.
    let said = Dictionary(written.map { ($0.name, $0.json) }, uniquingKeysWith: { first, _ in first })
    var names = Set<String>()
    while let name = reader.nextName() {
      let start = reader.valueOffset()
      reader.skipValue()
      guard reader.failure == nil else { break }
      let json = reader.copiedBytes(start..<reader.offset)
      // What the path says may be said again, but not otherwise.
      if let other = said[name], names.insert(name).inserted {
        guard other == json else {
          throw ConcordError(
            .invalidInput,
            "\(name): the path says \(String(decoding: other, as: UTF8.self)), and the body says something else",
            field: name)
        }
        continue
      }
      written.append((name, json))
    }
    reader.finish()
    if let failure = reader.failure { throw ConcordError(invalid: failure, in: body) }
  }

  mutating func add(part name: String, _ json: [UInt8]) { written.append((name, json)) }

  private mutating func add(_ name: String, _ json: [UInt8], _ member: InputMembers.Member) {
    if member.isFilter { filters.append((name, json)) } else { written.append((name, json)) }
  }

  /// A misspelt filter would be answered with everything, so it is refused.
  private func unknown(_ name: String, _ taken: Set<String>, _ http: HTTPRoute) -> ConcordError {
    let names = members.names.filter { !taken.contains($0) }
    let shown = name.utf8.count > 64 ? "\(name.prefix(64))…" : name
    let known =
      names.isEmpty ? "it takes no query" : "its query has \(names.joined(separator: ", "))"
    return ConcordError(.invalidInput, "\(shown): is no member of the query of \(http); \(known)", field: shown)
  }

  private static func json(_ text: String, _ form: InputMembers.Form, _ name: String) throws(ConcordError) -> [UInt8] {
    switch form {
    case .text:
      var writer = JSONWriter(capacity: text.utf8.count + 16)
      writer.string(text)
      return writer.array()
    case .number:
      guard JSONNumber(text) != nil else {
        throw ConcordError(.invalidInput, "\(name): '\(text.prefix(64))' is no number", field: name)
      }
    case .bool:
      guard text == "true" || text == "false" else {
        throw ConcordError(.invalidInput, "\(name): '\(text.prefix(64))' is neither true nor false", field: name)
      }
    }
    return Array(text.utf8)
  }
}
