import Foundation

/// The templates of one output: from a folder, or those that are compiled in.
public struct TemplateSet {
  private let output: String
  private let templates: [String: Template]

  /// Loads every `*.mustache` of the built-in set, each replaced by the file of the same name in `folder` if there is one.
  ///
  /// - Parameters:
  ///   - folder: the folder given with `--templates`, or nil.
  ///   - output: the name of the output, and of its folder in `Templates/`.
  /// - Throws: `TemplateError` when a template does not parse or the folder holds one with an unknown name.
  public init(folder: String?, output: String = "swift") throws(TemplateError) {
    var texts = (builtInTemplates[output] ?? [:]).mapValues { (file: "", text: $0) }
    for name in texts.keys { texts[name]?.file = "<built-in>/\(output)/\(name).mustache" }
    if let folder {
      guard FileManager.default.fileExists(atPath: folder) else {
        throw TemplateError(file: folder, line: 1, message: "there is no such folder of templates")
      }
      // A folder may override one output and leave the others alone.
      let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(output)")) ?? []
      for file in files.sorted() where file.hasSuffix(".mustache") {
        let name = String(file.dropLast(".mustache".count))
        let path = "\(folder)/\(output)/\(file)"
        guard texts[name] != nil else {
          let known = texts.keys.sorted().joined(separator: ", ")
          throw TemplateError(file: path, line: 1, message: "no output uses a template '\(name)'; there are \(known)")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
          throw TemplateError(file: path, line: 1, message: "the template cannot be read")
        }
        texts[name] = (path, String(decoding: data, as: UTF8.self))
      }
    }
    var templates: [String: Template] = [:]
    for (name, entry) in texts { templates[name] = try Template(entry.text, file: entry.file) }
    self.templates = templates
    self.output = output
  }

  /// Prints a plan with the template of this name.
  func render(_ name: String, _ plan: TemplateValue) throws(TemplateError) -> String {
    guard let template = templates[name] else {
      throw TemplateError(file: "\(output)/\(name).mustache", line: 1, message: "there is no such template")
    }
    PlanRecorder.record?(output, name, plan)
    return try template.render(plan)
  }
}
