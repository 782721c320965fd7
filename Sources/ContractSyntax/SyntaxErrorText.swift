/// Turns libyaml's words into a sentence for the author of a contract.
enum SyntaxErrorText {
  /// Pairs of what libyaml says (a part of it) and what a reader can act on. The first match counts.
  private static let sentences: [(problem: String, sentence: String)] = [
    (
      "mapping values are not allowed",
      "a ':' stands where no key can be; look at the indentation, or quote the text if it belongs to a value"
    ),
    ("block sequence entries are not allowed", "a '-' stands where no list can begin; put the list on its own lines"),
    ("mapping keys are not allowed", "a '?' stands where no key can be; quote the text if it belongs to a value"),
    ("could not find expected ':'", "a ':' is missing after this key, or its value is indented too little"),
    ("found a tab character", "a tab cannot indent; use spaces"),
    ("found character that cannot start any token", "a value cannot begin with this character; quote it"),
    ("did not find expected key", "a key was expected here; look at the indentation and the quotes"),
    ("did not find expected '-' indicator", "a '-' was expected here; look at the indentation of the list"),
    ("did not find expected ',' or ']'", "a ',' or ']' was expected here; the list OPENED is not closed"),
    ("did not find expected ',' or '}'", "a ',' or '}' was expected here; the mapping OPENED is not closed"),
    ("did not find expected node content", "a value was expected here"),
    ("did not find expected <document start>", "the document has ended before this; look at the indentation"),
    ("found unexpected document indicator", "a '---' or '...' stands inside a quoted text that is not closed"),
    ("found unknown escape character", "there is no such escape in a double-quoted text"),
    ("did not find expected hexdecimal number", "hexadecimal digits were expected after the escape"),
    ("found invalid Unicode character escape code", "the escape names no Unicode character"),
    ("found undefined tag handle", "tags are not part of contracts"),
    ("found incompatible YAML document", "only YAML 1.1 and 1.2 are read"),
    ("did not find expected alphabetic or numeric character", "a name of letters and digits was expected here"),
    ("found an indentation indicator equal to 0", "the indentation of a block text is 1 to 9"),
    ("did not find expected comment or line break", "nothing but a comment may follow here"),
    ("control characters are not allowed", "control characters are not allowed in a contract"),
    ("out of memory", "there was not enough memory to read the file"),
  ]

  static func sentence(for failure: YAMLFailure, isTab: Bool) -> String {
    if isTab, failure.problem.contains("cannot start any token") { return "a tab cannot indent; use spaces" }
    if isUnclosedQuote(failure) { return "this quoted text is not closed before the end of the file" }
    let known = sentences.first { failure.problem.contains($0.problem) }
    return known?.sentence.replacing("OPENED", with: "opened at \(failure.contextLine):\(failure.contextColumn)")
      ?? "this is not YAML: \(failure.problem)"
  }

  /// Whether the place to show is where a quote began, not the end of the file where its absence was noticed.
  static func isUnclosedQuote(_ failure: YAMLFailure) -> Bool {
    failure.problem.contains("found unexpected end of stream") && failure.context.contains("quoted")
  }
}

extension String {
  fileprivate func replacing(_ part: String, with other: String) -> String {
    split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
  }
}
