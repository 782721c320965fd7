internal import ContractChecks

/// Contracts that break a rule, and what is then said: the rule's fixture.
struct RuleExample {
  struct File: Equatable {
    var path: String
    var lines: [Substring]
  }

  var files: [File]
  /// The diagnostics of this rule, of all that the contracts give.
  var findings: [Substring]

  /// Nil for a rule without a fixture.
  init?(of rule: String) {
    guard let archive = builtInExamples[rule] else { return nil }
    files = []
    for line in archive.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("--- ") {
        files.append(File(path: String(line.dropFirst(4)), lines: []))
      } else if !files.isEmpty {
        files[files.count - 1].lines.append(line)
      }
    }
    findings = files.first { $0.path == "expected.txt" }?.lines.filter { $0.hasSuffix("[\(rule)]") } ?? []
    files.removeAll { $0.path == "expected.txt" }
    // Of two versions the old one comes first.
    files = files.filter { $0.path.hasPrefix("old/") } + files.filter { !$0.path.hasPrefix("old/") }
  }

  /// What people read: the contracts with a mark where the rule is broken first, and what is said.
  var text: String {
    guard let first = findings.first else { return "" }
    let place = first.split(separator: ":", maxSplits: 3).map(String.init)
    let broken = files.filter { $0.path == place.first }
    // Small neighbours are worth showing; of a long file, the part that matters.
    let shown = files.map(\.lines.count).reduce(0, +) <= 24 ? files : broken
    var lines: [String] = []
    for file in shown {
      let mark = broken.first == file ? (line: Int(place[1]) ?? 1, column: Int(place[2]) ?? 1) : nil
      lines += ["  \(file.path)"] + excerpt(of: file, mark) + [""]
    }
    let said = findings.prefix(3).map { "  " + $0 }
    let more = findings.count > said.count ? ["  and \(findings.count - said.count) more"] : []
    return (lines + said + more).joined(separator: "\n")
  }

  private func excerpt(of file: File, _ mark: (line: Int, column: Int)?) -> [String] {
    let around = 4
    let centre = mark?.line ?? 1
    let isLong = file.lines.count > 20
    var lines: [String] = []
    for (index, line) in file.lines.enumerated() {
      let number = index + 1
      if isLong, abs(number - centre) > around { continue }
      let digits = String(number)
      let text = String(line.prefix(100)) + (line.count > 100 ? "…" : "")
      lines.append(trimmed("  " + String(repeating: " ", count: max(0, 3 - digits.count)) + digits + " | " + text))
      if let mark, mark.line == number, mark.column <= 100 {
        lines.append("      | " + String(repeating: " ", count: mark.column - 1) + "^")
      }
    }
    return lines
  }

  private func trimmed(_ line: String) -> String { line.hasSuffix(" ") ? String(line.dropLast()) : line }
}
