import Glibc
import Synchronization

/// The event loops of a process, usually one per core.
public final class EventLoopGroup: Sendable {
  public let loops: [EventLoop]
  private let turn = Atomic<Int>(0)

  /// Starts `count` loops: as many as there are processors for this process, unless given.
  /// - Throws: `TransportError` when the system has no file descriptors or memory left.
  public init(count: Int = EventLoopGroup.processors, pingInterval: Duration = .seconds(20)) throws(TransportError) {
    var loops: [EventLoop] = []
    for index in 0..<max(1, count) { loops.append(try EventLoop(index: index, pingInterval: pingInterval)) }
    self.loops = loops
  }

  /// The processors that this process may use.
  public static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// The loops in turn.
  public func next() -> EventLoop {
    loops[turn.wrappingAdd(1, ordering: .relaxed).oldValue % loops.count]
  }

  /// Ends every connection, runs every job that was given to a loop, ends the threads. Close servers first when their
  /// peers should be told.
  public func shutdown() async {
    for loop in loops { await loop.shutdown() }
  }
}
