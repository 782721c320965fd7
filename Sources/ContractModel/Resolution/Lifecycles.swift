extension NodeReader {
  /// `since` and `deprecated` of a section.
  mutating func lifecycle(_ section: Section) -> Lifecycle {
    Lifecycle(since: section["since"].flatMap { since($0) }, deprecated: section["deprecated"].flatMap { reason($0) })
  }

  private mutating func since(_ node: YAMLNode) -> String? {
    guard let version = text(node, "since") else { return nil }
    let parts = version.split(separator: ".", omittingEmptySubsequences: false)
    let isVersion = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } }
    if isVersion, parts.count <= 4 { return version }
    diagnostics.report(
      ModelRules.since, at: node.position, "'\(version)' is not a version", suggestion: "write numbers, as in 1.4")
    return nil
  }

  private mutating func reason(_ node: YAMLNode) -> String? {
    let reason = node.scalar?.resolved == .string ? node.scalar?.text.split(whereSeparator: \.isWhitespace) : nil
    if let reason, !reason.isEmpty { return reason.joined(separator: " ") }
    diagnostics.report(
      ModelRules.deprecated, at: node.position, "'deprecated' is a reason",
      suggestion: "write what to use instead, as in 'deprecated: use size'")
    return nil
  }
}
