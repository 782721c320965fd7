import ConcordCore

/// A request on a socket whose input comes as a form over HTTP, under the same id: it has no handler of its own, and is
/// answered as the upload is. Whichever of the two comes first.
final class AnnouncedUpload: Call, @unchecked Sendable {
  private let key: RequestKey
  private let context: RequestContext

  init(
    _ key: RequestKey, _ context: RequestContext, _ route: Route, _ correlation: Correlation, for caller: any Caller,
    _ hub: LoopHub
  ) {
    self.key = key
    self.context = context
    super.init(route, correlation, bytes: 0, for: caller, hub)
  }

  override var messageID: MessageID { context.messageID }
  override var connection: ConcordCore.ConnectionID? { context.connection }
  override var principal: String? { context.principal.name }

  /// Waits for the upload, as long as the operation may take.
  func expect() {
    waitForFirst()
    if let answer = hub.ledger.expect(key, self) { take(answer) }
  }

  override func leave() { hub.ledger.withdraw(key, self) }
}
