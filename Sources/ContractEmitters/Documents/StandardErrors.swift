import ContractModel

/// An error that an operation may answer with.
struct ErrorFact: Equatable {
  let code: String
  let status: Int
  /// Whether the contract declares it.
  var isDeclared = false
}

/// The runtime's own errors, as far as documents name them. The suite compares the table with the runtime's.
enum StandardErrors {
  static let statuses: [String: Int] = [
    "INVALID_INPUT": 400, "UNAUTHENTICATED": 401, "FORBIDDEN": 403, "NOT_FOUND": 404, "ALREADY_EXISTS": 409,
    "RESTRICTED": 409, "CONFLICT": 409, "TOO_LARGE": 413, "INTERNAL": 500, "OVERLOADED": 503, "DRAINING": 503,
    "TIMEOUT": 504,
  ]

  static func fact(_ code: String) -> ErrorFact { ErrorFact(code: code, status: statuses[code] ?? 500) }

  /// What every operation may answer, whatever its contract says.
  static let ofAll = ["INTERNAL", "OVERLOADED", "DRAINING", "TIMEOUT"].map(fact)
}
