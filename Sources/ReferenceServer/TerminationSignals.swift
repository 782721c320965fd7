import Foundation

/// SIGTERM and SIGINT as something to wait for.
final class TerminationSignals {
  private let signals: AsyncStream<String>
  private let sources: [any DispatchSourceSignal]

  /// From now on the signals end the program only by what waits for them.
  init() {
    let (signals, continuation) = AsyncStream.makeStream(of: String.self)
    self.signals = signals
    sources = [("SIGTERM", SIGTERM), ("SIGINT", SIGINT)].map { name, number in
      signal(number, SIG_IGN)  // a dispatch source sees a signal also when it is ignored
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield(name) }
      source.resume()
      return source
    }
  }

  /// Waits for one of the signals and gives its name.
  func next() async -> String { await signals.first { _ in true } ?? "" }
}
