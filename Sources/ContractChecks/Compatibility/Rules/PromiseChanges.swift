// What an operation promises besides its answer: errors, access, time, and that it may be sent twice.
extension CompatibilityRule {
  static let errorRemoved = wire(
    "WIRE_ERROR_REMOVED", "An error that callers wait for can still come.", .warning, for: .callers
  ) { comparison in
    comparison.errors.removed.map { lone in
      .gone(
        lone, lone.element.position, "the error \(lone.element.wireCode) is gone; callers wait for it in vain",
        lone.renamed({ $0.name }, fits: { $0.httpStatus == $1.httpStatus }))
    }
  }

  static let errorAdded = wire("WIRE_ERROR_ADDED", "Callers know every error.", .warning, for: .callers) {
    comparison in
    comparison.errors.added.map {
      Finding(
        $0.element.position, "the error \($0.element.wireCode) is new; callers cannot tell it from an unknown one")
    }
  }

  static let errorStatusChanged = wire(
    "WIRE_ERROR_STATUS_CHANGED", "An error keeps its HTTP status.", for: .callers
  ) { comparison in
    comparison.errors.both.filter { $0.old.httpStatus != $0.new.httpStatus }.map {
      Finding(
        $0.new.position, "the HTTP status of \($0.new.wireCode) was \($0.old.httpStatus) and is \($0.new.httpStatus)",
        "keep \($0.old.httpStatus), or give the new status to an error of another name")
    }
  }

  static let accessTightened = wire(
    "WIRE_ACCESS_TIGHTENED", "Who could use an operation still can.", for: .callers
  ) { comparison in
    comparison.operations.both.filter { !($0.new.access ?? AccessRule()).admits($0.old.access ?? AccessRule()) }.map {
      Finding(
        $0.new.position, "'\($0.new.name)' was for \($0.old.access.text) and is for \($0.new.access.text)",
        "keep whom it let in")
    }
  }

  static let accessLoosened = wire(
    "WIRE_ACCESS_LOOSENED", "Who could not use an operation still cannot.", .warning, for: .callers
  ) { comparison in
    comparison.operations.both.filter { !($0.old.access ?? AccessRule()).admits($0.new.access ?? AccessRule()) }.map {
      Finding(
        $0.new.position, "'\($0.new.name)' was for \($0.old.access.text) and is for \($0.new.access.text)",
        "make sure that the others may see and do this")
    }
  }

  static let timeoutShortened = wire(
    "WIRE_TIMEOUT_SHORTENED", "An operation has the time that it had.", .warning, for: .callers
  ) { comparison in
    comparison.operations.both.filter { ($0.new.timeout ?? .max) < ($0.old.timeout ?? .max) }.map {
      Finding($0.new.position, "the timeout of '\($0.new.name)' was \($0.old.timeoutText) and is \($0.new.timeoutText)")
    }
  }

  static let timeoutLengthened = wire(
    "WIRE_TIMEOUT_LENGTHENED", "Callers wait as long as they did.", .info, for: .callers
  ) { comparison in
    comparison.operations.both.filter { ($0.new.timeout ?? .max) > ($0.old.timeout ?? .max) }.map {
      Finding($0.new.position, "the timeout of '\($0.new.name)' was \($0.old.timeoutText) and is \($0.new.timeoutText)")
    }
  }

  static let idempotentRemoved = wire(
    "WIRE_IDEMPOTENT_REMOVED", "What callers send twice may be sent twice.", for: .callers
  ) { comparison in
    comparison.operations.both.filter { $0.old.isIdempotent && !$0.new.isIdempotent }.map {
      Finding(
        $0.new.position,
        "'\($0.new.name)' was idempotent and is not; old callers go on sending it again after a failure",
        "keep 'idempotent: true'")
    }
  }

  static let idempotentAdded = wire(
    "WIRE_IDEMPOTENT_ADDED", "That an operation may now be sent twice is worth knowing.", .info, for: .callers
  ) { comparison in
    comparison.operations.both.filter { !$0.old.isIdempotent && $0.new.isIdempotent }.map {
      Finding($0.new.position, "'\($0.new.name)' was not idempotent and is")
    }
  }

  static let retryChanged = wire(
    "WIRE_RETRY_CHANGED", "An operation is tried again as often as it was.", .info, for: .callers
  ) { comparison in
    comparison.operations.both.filter { $0.old.retry != $0.new.retry }.map {
      Finding($0.new.position, "'\($0.new.name)' had \($0.old.retryText) and has \($0.new.retryText)")
    }
  }
}

extension AccessRule {
  /// Whether everybody whom `other` lets in is let in, to all that it lets them see.
  func admits(_ other: AccessRule) -> Bool {
    if isForAnyone || other.isForAnyone { return isForAnyone }
    guard roles.isEmpty || (!other.roles.isEmpty && Set(other.roles).isSubset(of: roles)) else { return false }
    guard let owner else { return true }
    return owner.field == other.owner?.field && owner.principal == other.owner?.principal
  }
}

extension AccessRule? {
  /// `the roles admin, owner`; `everybody signed in, where 'customer' is their 'name'`
  var text: String {
    if self?.isForAnyone == true { return "anyone" }
    let roles = self?.roles ?? []
    let who =
      roles.isEmpty
      ? "everybody signed in" : "the role\(roles.count == 1 ? "" : "s") \(roles.joined(separator: ", "))"
    return who + (self?.owner.map { ", where '\($0.field)' is their '\($0.principal)'" } ?? "")
  }
}

extension OperationModel {
  fileprivate var timeoutText: String { timeout.map { "\($0) ms" } ?? "the client's own" }

  fileprivate var retryText: String {
    guard let retry, retry.retries > 0 else { return "no retries" }
    return "\(retry.retries) retr\(retry.retries == 1 ? "y" : "ies") after \(retry.firstBackoff) to "
      + "\(retry.maximumBackoff) ms"
  }
}
