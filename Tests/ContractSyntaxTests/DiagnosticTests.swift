import ContractSyntax
import Testing

/// What people and tools read of a finding.
@Suite struct DiagnosticTests {
  private static let rule = DiagnosticRule("some-rule", "Something holds.")

  private func text(_ message: String, suggestion: String? = nil) -> String {
    var diagnostics = Diagnostics()
    diagnostics.report(Self.rule, at: SourcePosition(file: "a.yaml"), message, suggestion: suggestion)
    return diagnostics.sorted[0].description
  }

  @Test func isTheFormThatCompilersPrint() {
    #expect(text("no 'ü–z'", suggestion: "say 'x'") == "a.yaml:1:1: error: no 'ü–z'; say 'x' [some-rule]")
  }

  @Test(arguments: [
    ("\n", #"\n"#), ("\r\n", #"\r\n"#), ("\u{0}", #"\0"#), ("\u{7F}", #"\u{7F}"#), ("\u{85}", #"\u{0085}"#),
    ("\u{2028}", #"\u{2028}"#), ("\u{2029}", #"\u{2029}"#),
  ])
  func staysOnOneLine(quoted: String, shown: String) {
    #expect(
      text("no 'a\(quoted)b'", suggestion: "not '\(quoted)'")
        == "a.yaml:1:1: error: no 'a\(shown)b'; not '\(shown)' [some-rule]")
  }
}
