import ConcordCore
import Foundation

/// A socket as a program without Concord would use it: texts out, texts in, each on the timeline.
final class TextSocket: Sendable {
  private let who: String
  private let timeline: Timeline
  private let socket: any ClientSocket
  private let frames: AsyncStream<[UInt8]>

  private init(_ who: String, _ timeline: Timeline, _ socket: any ClientSocket, _ frames: AsyncStream<[UInt8]>) {
    self.who = who
    self.timeline = timeline
    self.socket = socket
    self.frames = frames
  }

  static func open(
    _ url: String, token: String? = nil, as who: String, _ timeline: Timeline, _ transport: any ClientTransport
  ) async throws -> TextSocket {
    let (frames, received) = AsyncStream<[UInt8]>.makeStream()
    let headers = token.map { [(name: "Authorization", value: "Bearer \($0)")] } ?? []
    let socket = try await transport.openWebSocket(url, headers: headers) { event in
      switch event {
      case .text(let text): received.yield(text)
      case .closed: received.finish()
      }
    }
    timeline.note(who, "connected to \(url)")
    return TextSocket(who, timeline, socket, frames)
  }

  func send(_ text: String) {
    timeline.note(who, "→ \(text)")
    socket.send(Array(text.utf8))
  }

  /// The next frame that has this text in it; those before it are noted and passed by.
  ///
  /// - Throws: when none has come after five seconds, or the socket was closed.
  @discardableResult
  func expect(_ part: String) async throws -> String {
    try await withThrowingTaskGroup(of: String?.self) { group in
      group.addTask {
        for await frame in self.frames {
          let text = String(decoding: frame, as: UTF8.self)
          self.timeline.note(self.who, "← \(text.count > 200 ? "\(text.prefix(200))…" : text)")
          if text.contains(part) { return text }
        }
        return nil
      }
      group.addTask {
        try await Task.sleep(for: .seconds(5))
        return nil
      }
      let found = try await group.next() ?? nil
      group.cancelAll()
      guard let found else { throw Scenario.Wrong(description: "\(who) was not told: \(part)") }
      return found
    }
  }

  func close() { socket.close(code: 1000, reason: "") }
}
