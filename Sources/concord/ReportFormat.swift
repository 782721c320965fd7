/// How findings are told: the values of `--format` of check and diff.
enum ReportFormat: String, CaseIterable {
  /// A line for each, for people.
  case text
  /// One JSON document of Concord's own.
  case json
  /// One JSON document in the form that code scanners and editors read (SARIF 2.1.0).
  case sarif

  /// - Throws: `Arguments.Failure` for a format that there is not.
  init(_ options: Arguments) throws(Arguments.Failure) {
    guard let format = ReportFormat(rawValue: options["--format"] ?? "text") else {
      throw Arguments.Failure(message: "--format is text, json or sarif")
    }
    self = format
  }
}
