extension NodeReader {
  /// The entries of a section's `allow:`. A section that is read again gives the same ones again; see
  /// `PackageBuilder.placeAllowances`.
  mutating func allow(_ node: YAMLNode, in lines: ClosedRange<Int>) {
    guard let entries = entries(node, "allow") else { return }
    for entry in entries {
      let reason = words(entry.value)
      if reason.isEmpty {
        diagnostics.report(
          ModelRules.allowReason, at: entry.keyPosition, "'\(entry.key)' is allowed without a reason",
          suggestion: "say why it is meant, as in '\(entry.key): no caller uses it'")
      }
      allowances.append(
        Allowance(
          rule: entry.key, reason: reason, file: entry.keyPosition.file, lines: lines, position: entry.keyPosition))
    }
  }

  /// A text on one line; nothing for what is no text.
  private func words(_ node: YAMLNode) -> String {
    guard let scalar = node.scalar, scalar.resolved == .string else { return "" }
    return scalar.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension PackageBuilder {
  /// Gives every contract the allowances of its file, and the package those of `package.yaml`.
  mutating func placeAllowances() {
    guard !read.allowances.isEmpty else { return }
    var known: Set<[Int]> = []
    var files: [String: [Allowance]] = [:]
    for allowance in read.allowances.sorted(by: { $0.position < $1.position }) {
      let place = allowance.position
      var rest = files[allowance.file] ?? []
      if rest.isEmpty { known = [] }
      // A section is read once for each alias to it, and each has lines of its own.
      guard known.insert([place.line, place.column, allowance.lines.lowerBound]).inserted else { continue }
      rest.append(allowance)
      files[allowance.file] = rest
    }
    for index in package.contracts.indices {
      package.contracts[index].allowances = files.removeValue(forKey: package.contracts[index].file) ?? []
    }
    package.allowances = layout.packageFile.flatMap { files[$0.file] } ?? []
  }
}
