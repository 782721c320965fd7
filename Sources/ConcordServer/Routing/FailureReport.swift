import ConcordCore

/// What of a handler's error travels: what the contract or the table of errors knows. Anything else is the server's own
/// affair: it goes to the log, and the caller gets the number of the entry.
struct FailureReport: Sendable {
  let log: any ServerLog

  func declared(_ error: any Error, _ call: Call) -> ConcordError {
    let route = call.route
    if let error = error as? ConcordError, error.code != .internalError,
      ErrorCode.table.contains(error.code) || route.errors.contains(error.code)
    {
      return error
    }
    if let error = error as? any DeclaredError, route.errors.contains(error.code) {
      return ConcordError(error.code, "\(route.topic) was refused: \(error.code)")
    }
    return incident("a handler failed: \(String(reflecting: error))") { entry in
      entry.topic = route.topic
      entry.messageID = call.messageID
      entry.connection = call.connection
    }
  }

  /// What of a stage's error, or of an event handler's, travels.
  func declared(_ error: any Error, stage: String) -> ConcordError {
    if let error = error as? ConcordError, error.code != .internalError { return error }
    return incident("the stage '\(stage)' failed: \(String(reflecting: error))") { _ in }
  }

  /// What nobody waits for.
  func note(_ error: any Error, stage: String) {
    log.write(LogEntry(.error, "the stage '\(stage)' failed on exit: \(String(reflecting: error))"))
  }

  private func incident(_ message: String, _ describe: (inout LogEntry) -> Void) -> ConcordError {
    let incident = UUIDv7.next().description
    var entry = LogEntry(.error, message)
    entry.incident = incident
    describe(&entry)
    log.write(entry)
    return ConcordError(
      .internalError, "the server failed; its log knows why under incident \(incident)", content: incident)
  }
}
