import CMustache

/// One parsed Mustache template (mustache(5)), printed without HTML escaping.
///
/// The library prints nothing for a name that it does not know, so every name is checked against the plan first.
final class Template {
  private let parsed: OpaquePointer
  private let names: TemplateNames
  /// Whether all names have been compared with a plan.
  private var isChecked = false
  /// Kept between plans for its memory.
  private let bytes = TemplateBytes()

  /// - Parameters:
  ///   - text: the template.
  ///   - file: its path, for messages.
  /// - Throws: `TemplateError` when the text does not parse.
  init(_ text: String, file: String) throws(TemplateError) {
    names = try TemplateNames(text, file: file)
    var text = Self.withoutTraces(text)
    var message: UnsafeMutablePointer<CChar>?
    let made = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cm_template_parse($0.baseAddress, $0.count, &message) }
    }
    guard let made else {
      throw TemplateError(file: file, line: 1, message: Self.take(message) ?? "the template does not parse")
    }
    parsed = made
  }

  deinit { cm_template_free(parsed) }

  /// The text for a plan.
  ///
  /// The first plan is compared with every name in the template. After that the names that are asked for in printing are
  /// enough: a name that the plan lacks is never passed over in what is printed.
  ///
  /// - Throws: `TemplateError` with the line of a name that the plan lacks.
  func render(_ plan: TemplateValue) throws(TemplateError) -> String {
    if !isChecked {
      try names.check(plan)
      isChecked = true
    }
    var count = 0
    var isMissing = false
    var message: UnsafeMutablePointer<CChar>?
    bytes.replace(with: plan)
    guard let text = cm_render(parsed, bytes.start, &count, &isMissing, &message) else {
      throw TemplateError(file: names.file, line: 1, message: Self.take(message) ?? "the template cannot be printed")
    }
    if isMissing {
      try names.check(plan)
      throw TemplateError(file: names.file, line: 1, message: "a name of the template is not in the plan")
    }
    return text.withMemoryRebound(to: UInt8.self, capacity: count) {
      String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self)
    }
  }

  /// The template such that a section that stands on lines of its own leaves nothing where it is empty. The library then
  /// prints the rest of its last line, an empty line, unless it meets a section there that it does print.
  private static func withoutTraces(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let tag = line.trimmingPrefix { $0 == " " }
      guard tag.hasPrefix("{{/"), tag.firstRange(of: "}}")?.upperBound == tag.endIndex else { return String(line) }
      let name = tag.dropFirst(3).dropLast(2)
      return "\(line){{^\(name)}}{{/\(name)}}"
    }.joined(separator: "\n")
  }

  private static func take(_ message: UnsafeMutablePointer<CChar>?) -> String? {
    guard let message else { return nil }
    defer { cm_text_free(message) }
    return String(cString: message)
  }
}

/// What is wrong with a template, and where.
public struct TemplateError: Error, Sendable, Equatable, CustomStringConvertible {
  public let file: String
  public let line: Int
  public let message: String

  /// The form that compilers print.
  public var description: String { "\(file):\(line):1: error: \(message) [template]" }
}
