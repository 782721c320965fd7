/// The tags of a template, to compare its names with a plan.
struct TemplateNames {
  /// A tag: what it names and what stands inside it.
  private indirect enum Tag {
    case name(String, line: Int)
    case section(String, line: Int, [Tag])
  }

  let file: String
  private let tags: [Tag]

  /// - Throws: `TemplateError` for a tag that does not end, a section that is not closed or closed by another name,
  ///   and the tags that Concord's templates do not use (partials, other delimiters).
  init(_ text: String, file: String) throws(TemplateError) {
    self.file = file
    var open: [(name: String, line: Int, tags: [Tag])] = [("", 0, [])]
    var line = 1
    var rest = text[...]
    while let start = rest.firstRange(of: "{{") {
      line += rest[..<start.lowerBound].count(where: { $0.isNewline })
      rest = rest[start.upperBound...]
      let isTriple = rest.first == "{"
      guard let end = rest.firstRange(of: isTriple ? "}}}" : "}}") else {
        throw TemplateError(file: file, line: line, message: "a tag '{{' is not closed by '}}'")
      }
      let content = rest[..<end.lowerBound].drop { $0 == "{" || $0 == "&" || $0 == " " }
      rest = rest[end.upperBound...]
      let sigil = content.first
      let name = content.drop { "#^/!>= ".contains($0) }.split(separator: " ").first.map(String.init) ?? ""
      switch sigil {
      case "#", "^": open.append((name, line, []))
      case "/":
        let closed = open.removeLast()
        guard !open.isEmpty, closed.name == name else {
          throw TemplateError(file: file, line: line, message: "'{{/\(name)}}' closes no section of that name")
        }
        open[open.count - 1].tags.append(.section(closed.name, line: closed.line, closed.tags))
      case "!": break
      case ">", "=":
        throw TemplateError(
          file: file, line: line, message: "partials and other delimiters are not used in Concord's templates")
      default: open[open.count - 1].tags.append(.name(name, line: line))
      }
      line += content.count(where: { $0.isNewline })
    }
    guard open.count == 1 else {
      let section = open[open.count - 1]
      throw TemplateError(file: file, line: section.line, message: "the section '\(section.name)' is not closed")
    }
    tags = open[0].tags
  }

  /// - Throws: `TemplateError` for the first name that is not in the plan where the template uses it.
  func check(_ plan: TemplateValue) throws(TemplateError) { try check(tags, [plan]) }

  private func check(_ tags: [Tag], _ context: [TemplateValue]) throws(TemplateError) {
    for tag in tags {
      switch tag {
      case .name(let name, let line): _ = try find(name, line, context)
      case .section(let name, let line, let inner):
        switch try find(name, line, context) {
        case .list(let items): for item in items { try check(inner, context + [item]) }
        case .object(let members): try check(inner, context + [.object(members)])
        case .flag, .text: try check(inner, context)
        }
      }
    }
  }

  private func find(_ name: String, _ line: Int, _ context: [TemplateValue]) throws(TemplateError) -> TemplateValue {
    if name == "." { return context[context.count - 1] }
    for level in context.reversed() {
      if case .object(let members) = level, let member = members.first(where: { $0.name == name }) {
        return member.value
      }
    }
    var known: Set<String> = []
    for case .object(let members) in context { known.formUnion(members.map(\.name)) }
    throw TemplateError(
      file: file, line: line,
      message: "the plan has no '\(name)' here; it has \(known.sorted().joined(separator: ", "))")
  }
}
