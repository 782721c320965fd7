/// The text behind `http:`, read: `GET /deployments/{id}`.
struct HTTPPathText {
  var method: HTTPBinding.Method
  var segments: [HTTPBinding.Segment]
  var places: [SourcePosition]
}

extension NodeReader {
  /// Method and path; nil after reporting what is wrong with them.
  mutating func httpPath(_ node: YAMLNode) -> HTTPPathText? {
    guard let text = text(node, "http") else { return nil }
    let letters = Array(text.unicodeScalars)
    let end = letters.firstIndex(of: " ") ?? letters.count
    let name = String(String.UnicodeScalarView(letters[..<end]))
    guard let method = HTTPBinding.Method(rawValue: name) else {
      let methods = HTTPBinding.Method.allCases.map(\.rawValue)
      diagnostics.report(
        ModelRules.httpMethod, at: node.place(ofOffset: 0, count: end),
        name.hasPrefix("/") ? "a route begins with its method" : "'\(name)' is no method of an operation",
        suggestion: NearestName.suggestion(for: name, among: methods)
          ?? "write one of \(methods.joined(separator: ", ")) and the path, as in GET /items/{id}")
      return nil
    }
    let start = letters[end...].firstIndex { $0 != " " } ?? letters.count
    guard start < letters.count, letters[start] == "/" else {
      diagnostics.report(
        ModelRules.httpPath, at: node.place(ofOffset: start, count: letters.count - start),
        "a path begins with '/'", suggestion: "write \(name) /items")
      return nil
    }
    if letters.count == start + 1 { return HTTPPathText(method: method, segments: [], places: []) }
    return path(letters, from: start, node).map { HTTPPathText(method: method, segments: $0, places: $1) }
  }

  private mutating func path(
    _ letters: [Unicode.Scalar], from start: Int, _ node: YAMLNode
  ) -> (segments: [HTTPBinding.Segment], places: [SourcePosition])? {
    var segments: [HTTPBinding.Segment] = []
    var places: [SourcePosition] = []
    var isRight = true
    var offset = start + 1
    for piece in letters[offset...].split(separator: "/", omittingEmptySubsequences: false) {
      let text = String(String.UnicodeScalarView(piece))
      let place = node.place(ofOffset: offset, count: piece.count)
      offset += piece.count + 1
      if let segment = segment(text, at: place) {
        segments.append(segment)
        places.append(place)
      } else {
        isRight = false
      }
    }
    return isRight ? (segments, places) : nil
  }

  private mutating func segment(_ text: String, at place: SourcePosition) -> HTTPBinding.Segment? {
    if text.hasPrefix("{"), text.hasSuffix("}"), PathText.isName(text.dropFirst().dropLast()) {
      return .parameter(String(text.dropFirst().dropLast()))
    }
    guard let (message, suggestion) = PathText.fault(of: text) else { return .literal(text) }
    diagnostics.report(ModelRules.httpPath, at: place, message, suggestion: suggestion)
    return nil
  }
}

/// What may stand between the slashes of a path (RFC 3986 §3.3), of the letters that need no encoding.
enum PathText {
  /// Why a text is no literal segment, and the way out; nil when it is one.
  static func fault(of text: String) -> (message: String, suggestion: String?)? {
    if text.isEmpty { return ("a path has no empty segment", "leave the second or last '/' out") }
    if text == "." || text == ".." { return ("'\(text)' is no segment: clients take it away before they send", nil) }
    if text.hasPrefix(":"), isName(text.dropFirst()) {
      return ("':' does not begin a parameter", "write {\(text.dropFirst())}")
    }
    if text.contains("?") {
      return ("a path has no query", "leave it out: what is not in the path travels there, or in the body")
    }
    if text.contains("{") || text.contains("}") {
      return ("'\(text)' is no segment: a parameter is a whole one", "write it as in /items/{id}")
    }
    let plain = text.unicodeScalars.allSatisfy {
      $0.isASCII && (isLetterOrDigit($0) || "-._~".unicodeScalars.contains($0))
    }
    return plain ? nil : ("'\(text)' is no segment: letters, digits, '-', '.', '_' and '~' can stand in one", nil)
  }

  static func isName(_ text: Substring) -> Bool {
    guard let first = text.unicodeScalars.first, first.isASCII, first.properties.isAlphabetic else { return false }
    return text.unicodeScalars.allSatisfy { $0.isASCII && (isLetterOrDigit($0) || $0 == "_" || $0 == "-") }
  }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }
}
