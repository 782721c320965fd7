/// A rule about two versions of contracts: data, with a pure function that finds the changes it is about.
///
/// Everything is judged for the order in which versions are rolled out: the server is new first, while callers,
/// listeners and stored data are still old.
public struct CompatibilityRule: Sendable {
  /// Where a change shows; the first word of an id.
  public enum Category: String, Sendable, CaseIterable {
    /// In messages between clients and servers.
    case wire = "WIRE"
    /// In the generated Swift, whatever the messages look like.
    case source = "SOURCE"
    /// In entities written before.
    case stored = "STORED"
  }

  /// Whom a change concerns.
  public enum Audience: String, Sendable, CaseIterable {
    /// Who sends requests.
    case callers
    /// Who reads answers and events.
    case listeners
    /// Entities written before.
    case stored
    /// Swift written against the generated names.
    case code

    /// To stand behind `for`.
    public var title: String { self == .stored ? "stored data" : rawValue }
  }

  /// How much a change matters to whom it concerns.
  public enum Severity: String, Sendable, CaseIterable {
    /// What worked does not work any more.
    case breaking
    /// It works, and perhaps not as expected.
    case warning
    /// Worth knowing.
    case info
  }

  /// The version in which something stands.
  public enum Side: String, Sendable {
    case old, new
  }

  /// One change that the rule is about.
  struct Finding: Sendable {
    var side: Side
    var position: SourcePosition
    /// For what stands in the old version alone: where it would stand in the new one, as far as that can be told.
    var home: SourcePosition?
    /// What changed, with both sides, without a full stop.
    var message: String
    /// The way out.
    var suggestion: String?

    /// Something that stands in the new version.
    init(_ position: SourcePosition, _ message: String, _ suggestion: String? = nil) {
      side = .new
      self.position = position
      self.message = message
      self.suggestion = suggestion
    }

    /// Something that the old version alone has, with its place there.
    static func gone<Element>(
      _ lone: Lone<Element>, _ position: SourcePosition, _ message: String, _ suggestion: String? = nil
    ) -> Finding {
      var finding = gone(position, message, suggestion)
      finding.home = lone.home
      return finding
    }

    /// Something that stands in the old version alone, and would stand nowhere in the new one.
    static func gone(_ position: SourcePosition, _ message: String, _ suggestion: String? = nil) -> Finding {
      var finding = Finding(position, message, suggestion)
      finding.side = .old
      return finding
    }
  }

  /// `WIRE_TOPIC_CHANGED`: stable and never reused, its category in front.
  public var id: String
  /// One sentence: what holds between versions that keep the rule.
  public var purpose: String
  public var category: Category
  /// Whom a finding concerns.
  public var breaks: [Audience]
  public var severity: Severity
  /// All findings between two versions.
  let evaluate: @Sendable (Comparison) -> [Finding]

  init(
    _ id: String, _ purpose: String, _ category: Category, _ severity: Severity, for breaks: [Audience],
    evaluate: @escaping @Sendable (Comparison) -> [Finding]
  ) {
    self.id = id
    self.purpose = purpose
    self.category = category
    self.breaks = breaks
    self.severity = severity
    self.evaluate = evaluate
  }

  /// A rule in the category `WIRE`.
  static func wire(
    _ id: String, _ purpose: String, _ severity: Severity = .breaking, for breaks: Audience...,
    evaluate: @escaping @Sendable (Comparison) -> [Finding]
  ) -> CompatibilityRule {
    CompatibilityRule(id, purpose, .wire, severity, for: breaks, evaluate: evaluate)
  }

  /// A rule in the category `SOURCE`, which concerns code.
  static func source(
    _ id: String, _ purpose: String, _ severity: Severity = .breaking,
    evaluate: @escaping @Sendable (Comparison) -> [Finding]
  ) -> CompatibilityRule {
    CompatibilityRule(id, purpose, .source, severity, for: [.code], evaluate: evaluate)
  }

  /// A rule in the category `STORED`, which concerns stored data.
  static func stored(
    _ id: String, _ purpose: String, _ severity: Severity = .breaking,
    evaluate: @escaping @Sendable (Comparison) -> [Finding]
  ) -> CompatibilityRule {
    CompatibilityRule(id, purpose, .stored, severity, for: [.stored], evaluate: evaluate)
  }
}
