import ConcordCore
import Foundation
import Synchronization

/// What happened, in the order in which it happened, printed as it happens.
final class Timeline: Sendable {
  private struct State: Sendable {
    var lines: [String] = []
    var waiting: [(line: String, resume: CheckedContinuation<Void, any Error>)] = []
  }

  private let start = ContinuousClock.now
  private let state = Mutex(State())

  /// Something that did not come.
  struct Missing: Error, CustomStringConvertible {
    let line: String
    var description: String { "this did not come within 5 seconds: \(line)" }
  }

  /// Notes and prints one thing that `who` did or saw.
  func note(_ who: String, _ what: String) {
    let line = "\(who) \(what)"
    let waiters = state.withLock { state in
      state.lines.append(line)
      let elapsed = ContinuousClock.now - start
      let milliseconds = Int(elapsed / .milliseconds(1))
      print(
        "\(String(repeating: " ", count: max(0, 5 - String(milliseconds).count)))\(milliseconds) ms  \(pad(who))  \(what)"
      )
      let ready = state.waiting.filter { $0.line == line }
      state.waiting.removeAll { $0.line == line }
      return ready
    }
    for waiter in waiters { waiter.resume.resume() }
  }

  /// A heading.
  func section(_ title: String) {
    state.withLock { _ in print("\n\(title)") }
  }

  /// Waits until `who` has noted `what`.
  ///
  /// - Throws: `Missing` after 5 seconds.
  func expect(_ who: String, _ what: String) async throws {
    let line = "\(who) \(what)"
    let deadline = Task {
      try await Task.sleep(for: .seconds(5))
      let waiter = state.withLock { state -> CheckedContinuation<Void, any Error>? in
        guard let at = state.waiting.firstIndex(where: { $0.line == line }) else { return nil }
        return state.waiting.remove(at: at).resume
      }
      waiter?.resume(throwing: Missing(line: line))
    }
    defer { deadline.cancel() }
    try await withCheckedThrowingContinuation { continuation in
      let isThere = state.withLock { state in
        if state.lines.contains(line) { return true }
        state.waiting.append((line, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  /// True when `who` has noted something that starts so.
  func has(_ who: String, startingWith prefix: String) -> Bool {
    state.withLock { state in state.lines.contains { $0.hasPrefix("\(who) \(prefix)") } }
  }

  private func pad(_ who: String) -> String { who + String(repeating: " ", count: max(0, 7 - who.count)) }
}
