import ConcordCore
import ConcordServer
import ReferenceContracts

/// What browsers write to their consoles goes to the server's own log, where developers read.
struct Consoles: ConsoleHandler {
  let log: any ServerLog

  /// More of one message is not kept.
  private static let longest = 2000

  func capture(_ input: ConsoleCaptureInput, _ context: RequestContext) async throws -> ConsoleCaptureOutput {
    for message in input.messages {
      var entry = LogEntry(.info, "console of \(input.source.prefix(200)): \(message.description.prefix(Self.longest))")
      entry.topic = context.topic
      entry.messageID = context.messageID
      entry.connection = context.connection
      log.write(entry)
    }
    return ConsoleCaptureOutput(received: input.messages.count)
  }
}
