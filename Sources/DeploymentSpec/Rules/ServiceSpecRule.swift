/// A rule about service specs: data, with a pure function that finds what breaks it. Contracts are checked against the same
/// rules as forms.
public struct ServiceSpecRule: Sendable {
  /// One place where the rule is broken.
  public struct Finding: Sendable, Hashable {
    public var part: ServiceSpecPart
    /// What is wrong, without a full stop.
    public var message: String
    /// The way out, where there is one.
    public var suggestion: String?
    /// Whether something else is missing, rather than the part wrong: void for whoever could not read that something.
    public var isAbsence: Bool

    init(_ part: ServiceSpecPart, _ message: String, suggestion: String? = nil, isAbsence: Bool = false) {
      self.part = part
      self.message = message
      self.suggestion = suggestion
      self.isAbsence = isAbsence
    }
  }

  /// Lower-case words joined by `-`; stable and never reused.
  public let id: String
  /// One sentence: what holds in specs that keep the rule.
  public let purpose: String
  /// Whether the spec can be used all the same.
  public let isWarning: Bool
  public let check: @Sendable (ServiceSpec) -> [Finding]

  init(
    _ id: String, _ purpose: String, isWarning: Bool = false, check: @escaping @Sendable (ServiceSpec) -> [Finding]
  ) {
    self.id = id
    self.purpose = purpose
    self.isWarning = isWarning
    self.check = check
  }

  /// All of them, in the order in which they are applied.
  public static let all: [ServiceSpecRule] = [
    .service, .portName, .port, .portClash, .config, .quantity, .percent, .replicas, .instances, .thresholds, .image,
    .request,
  ]
}

/// A rule that a service spec breaks, and where.
public struct ServiceSpecProblem: Sendable, Hashable, CustomStringConvertible {
  /// The id of the rule.
  public let rule: String
  public let isWarning: Bool
  public let part: ServiceSpecPart
  public let message: String
  public let suggestion: String?

  /// `scaling.instances.min: 'min' is 5 and 'max' is 2; give the smaller one as 'min' [scaling-instances]`
  public var description: String {
    "\(part): \(message)\(suggestion.map { "; " + $0 } ?? "") [\(rule)]"
  }
}

/// Why a service spec cannot be used: every problem that is an error, at least one.
public struct ServiceSpecError: Error, Sendable, Hashable, CustomStringConvertible {
  public let problems: [ServiceSpecProblem]

  /// One line per problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension ServiceSpec {
  /// Everything that is wrong, by rule; empty when all is well.
  public func problems() -> [ServiceSpecProblem] {
    ServiceSpecRule.all.flatMap { rule in
      rule.check(self).map {
        ServiceSpecProblem(
          rule: rule.id, isWarning: rule.isWarning, part: $0.part, message: $0.message, suggestion: $0.suggestion)
      }
    }
  }

  /// The spec itself, if no rule calls it wrong. Warnings pass.
  ///
  /// - Throws: `ServiceSpecError` with every problem that is an error.
  public func checked() throws(ServiceSpecError) -> ServiceSpec {
    let errors = problems().filter { !$0.isWarning }
    guard errors.isEmpty else { throw ServiceSpecError(problems: errors) }
    return self
  }
}
