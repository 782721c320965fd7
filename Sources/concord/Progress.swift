internal import Glibc
internal import Synchronization

/// Tells on a terminal that long work goes on, and how long it took; silent in pipes and for short work.
enum Progress {
  /// Runs `work`. After a second, if standard error is a terminal, a line there counts the seconds until it is done; it
  /// has no colours.
  static func show<Result>(_ what: String, _ work: () -> Result) -> Result {
    guard isatty(STDERR_FILENO) == 1 else { return work() }
    let line = Line(what)
    let counting = Task.detached { await line.count() }
    let result = work()
    counting.cancel()
    line.finish()
    return result
  }

  /// The line on the terminal; two threads write it.
  private final class Line: Sendable {
    private let what: String
    private let start = ContinuousClock.now
    /// Whether the line has been written, and whether it may still be.
    private let state = Mutex((isShown: false, isOver: false))

    init(_ what: String) { self.what = what }

    func count() async {
      while (try? await Task.sleep(for: .seconds(1))) != nil {
        state.withLock { state in
          guard !state.isOver else { return }
          state.isShown = true
          write("\r\(what): \((ContinuousClock.now - start).components.seconds) s")
        }
      }
    }

    /// Replaces the count by what it came to.
    func finish() {
      state.withLock { state in
        state.isOver = true
        guard state.isShown else { return }
        let tenths = (ContinuousClock.now - start) / .milliseconds(100)
        write("\r\(what) took \((tenths.rounded() / 10)) s\n")
      }
    }

    private func write(_ text: String) { _ = text.withCString { Glibc.write(STDERR_FILENO, $0, strlen($0)) } }
  }
}
