import Synchronization

/// The reply that a connection gets to a request that changes entities: it stands for the pushes of what it shows, so
/// whoever pushes the changes asks here.
package final class OwnReply: Sendable {
  package enum State: Sendable, Equatable {
    /// There was none yet.
    case pending
    /// It showed an entity as the request left it.
    case showed(EntityPath)
    /// It told that an entity and what lies below it are gone.
    case deleted(EntityPath)
    /// It showed nothing of what was changed: an error, or too late.
    case nothing
  }

  package let connection: ConnectionID
  private let current = Mutex<State>(.pending)

  package init(_ connection: ConnectionID) { self.connection = connection }

  package var state: State { current.withLock { $0 } }

  /// The request was answered; the first answer counts.
  package func settle(_ state: State) { current.withLock { if $0 == .pending { $0 = state } } }

  /// Whether the reply tells of a change; nil while there is none.
  package func tells(of change: Change) -> Bool? {
    switch state {
    case .pending: nil
    case .nothing: false
    case .showed(let path): change.path == path && change.action != .deleted
    case .deleted(let path): change.action == .deleted && change.path.isWithin(path)
    }
  }
}
