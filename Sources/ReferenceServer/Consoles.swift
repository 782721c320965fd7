import ConcordCore
import ReferenceContracts

/// Keeps what browsers write to their consoles in the audit log, where developers read it.
struct Consoles: ConsoleHandler {
  let audit: any AuditLog

  func capture(_ input: ConsoleCaptureInput, _ context: RequestContext) async throws -> ConsoleCaptureOutput {
    let record = AuditRecord(
      .console, context.topic, principal: context.principal.name, connection: context.connection,
      cause: context.messageID)
    audit.append(AuditEntry(record, bytes: input.messages.count * 64) { $0.payload = maskedJSON(of: input) })
    return ConsoleCaptureOutput(received: input.messages.count)
  }
}
