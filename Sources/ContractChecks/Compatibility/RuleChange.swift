/// One of `min`, `max` and `match` that is not what it was.
struct RuleChange: Sendable {
  /// The rule in the new version, or the field that has it no more.
  var position: SourcePosition
  /// `'min' of 'size' of the entity 'item' was 1 and is 3`
  var text: String
  /// Whether some value that kept the old rule breaks the new one.
  var tightens: Bool
  /// Whether some value that broke the old rule keeps the new one.
  var loosens: Bool
}

extension Pair<FieldSide> {
  /// What changed in the rules that values have to keep. Bounds of different kinds are not compared: the type changed.
  var ruleChanges: [RuleChange] {
    let (before, after) = (old.field.rules, new.field.rules)
    let changes = [
      change("min", before.min?.effective, after.min?.effective) { $0.isLess(than: $1) },
      change("max", before.max, after.max) { $1.isLess(than: $0) },
      change(before.match, after.match),
    ]
    return changes.compactMap { $0 }
  }

  /// - Parameter isTighter: Whether the second bound lets less through than the first.
  private func change(
    _ key: String, _ before: FieldRules.Bound?, _ after: FieldRules.Bound?,
    _ isTighter: (FieldRules.Bound.Value, FieldRules.Bound.Value) -> Bool
  ) -> RuleChange? {
    var (tightens, loosens) = (before == nil && after != nil, before != nil && after == nil)
    if let before, let after {
      tightens = isTighter(before.value, after.value)
      loosens = isTighter(after.value, before.value)
    }
    guard tightens || loosens else { return nil }
    return change(
      key, before?.value.text, after?.value.text, at: after?.position, tightens: tightens, loosens: loosens)
  }

  /// What a pattern lets through is compared, not how it is written.
  private func change(_ before: FieldRules.Match?, _ after: FieldRules.Match?) -> RuleChange? {
    guard before?.pattern.text != after?.pattern.text else { return nil }
    func isCovered(_ inner: FieldRules.Match?, by outer: FieldRules.Match?) -> Bool {
      guard let outer else { return true }
      return inner.map { outer.pattern.covers($0.pattern) == true } ?? false
    }
    let (tightens, loosens) = (!isCovered(before, by: after), !isCovered(after, by: before))
    guard tightens || loosens else { return nil }
    return change(
      "match", before?.pattern.text, after?.pattern.text, at: after?.position, tightens: tightens, loosens: loosens)
  }

  private func change(
    _ key: String, _ before: String?, _ after: String?, at position: SourcePosition?, tightens: Bool, loosens: Bool
  ) -> RuleChange {
    let words =
      switch (before, after) {
      case (nil, let after): "is \(after ?? ""), where there was none"
      case (let before, nil): "was \(before ?? "") and is gone"
      case (let before, let after): "was \(before ?? "") and is \(after ?? "")"
      }
    return RuleChange(
      position: position ?? new.field.position, text: "'\(key)' of \(new.title) \(words)", tightens: tightens,
      loosens: loosens)
  }
}

extension FieldRules.Bound {
  /// No length is less than 0, so that bound says nothing.
  fileprivate var effective: FieldRules.Bound? { value == .count(0) ? nil : self }
}
