import ConcordCore
import ConcordTransport
import Synchronization

/// One connection's way through its chain: in before the upgrade, out when it is over. Whoever holds it last, leaving happens
/// once: also a handshake whose peer went away meanwhile ends with it.
final class ConnectionPassage: Sendable {
  let context: ConnectionContext
  private let stages: [any ConnectionStage]
  private let failures: FailureReport
  private let exits: Gate
  private let loop: EventLoop?
  /// Those that were entered and not yet left.
  private let entered = Mutex<[any ConnectionStage]>([])

  /// - Parameters:
  ///   - exits: counts those that are leaving.
  ///   - loop: where the stages run, unless they go elsewhere.
  init(
    _ context: ConnectionContext, _ stages: [any ConnectionStage], _ failures: FailureReport, exits: Gate,
    on loop: EventLoop?
  ) {
    self.context = context
    self.stages = stages
    self.failures = failures
    self.exits = exits
    self.loop = loop
  }

  deinit { leave() }

  /// Enters one stage after the other.
  ///
  /// - Throws: why the connection is refused. The stages that were entered are left then.
  func enter() async throws(ConcordError) {
    for stage in stages {
      do {
        try await stage.enter(context)
      } catch {
        leave()
        throw failures.declared(error, stage: stage.name)
      }
      entered.withLock { $0.append(stage) }
    }
    context.forgetRequest()
  }

  /// Leaves what was entered, in the same order.
  func leave() {
    let stages = entered.withLock { entered in
      let stages = entered
      entered = []
      return stages
    }
    guard !stages.isEmpty, exits.enter() else { return }
    Task(executorPreference: loop) { [context, failures, exits] in
      for stage in stages {
        do {
          try await stage.exit(context)
        } catch {
          failures.note(error, stage: stage.name)
        }
      }
      exits.leave()
    }
  }
}
