/// Where requests come from, and what they may reach: what all requests of one connection have in common, kept once.
package final class RequestOrigin: Sendable {
  package let connection: ConnectionID?
  package let principal: Principal
  package let session: Session?
  /// The network address without a port, as text.
  package let peer: String?
  let entities: any EntityService
  let publisher: any EventPublisher

  /// - Parameters:
  ///   - connection: nil for calls inside the process and over HTTP.
  ///   - entities: what handlers find as the stored entities.
  ///   - publisher: what sends the events that handlers publish.
  package init(
    connection: ConnectionID? = nil, principal: Principal, session: Session? = nil, peer: String? = nil,
    entities: any EntityService, publisher: any EventPublisher
  ) {
    self.connection = connection
    self.principal = principal
    self.session = session
    self.peer = peer
    self.entities = entities
    self.publisher = publisher
  }
}
