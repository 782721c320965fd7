// Fields whose values are masked: on the wire they stay what they are, in Swift they do not.
extension CompatibilityRule {
  static let sensitiveAdded = source("SOURCE_SENSITIVE_ADDED", "A member that was not masked is not.") {
    sensitivity($0, comes: true) {
      Finding(
        $0.new.field.position,
        "\($0.new.title) was not sensitive and is: its Swift type is Secret now, and prints '****'",
        "read its 'value' where code uses it")
    }
  }

  static let sensitiveRemoved = source("SOURCE_SENSITIVE_REMOVED", "A member that was masked still is.") {
    sensitivity($0, comes: false) {
      Finding(
        $0.new.field.position,
        "\($0.new.title) was sensitive and is not: its Swift type is Secret no more, and logs and messages show it",
        "keep 'sensitive: true'")
    }
  }

  private static func sensitivity(
    _ comparison: Comparison, comes: Bool, _ finding: (Pair<FieldSide>) -> Finding
  ) -> [Finding] {
    comparison.fields.both.filter {
      $0.old.field.isSensitive != comes && $0.new.field.isSensitive == comes
    }.map(finding)
  }
}
