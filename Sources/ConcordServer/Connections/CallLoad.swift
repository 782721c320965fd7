/// The calls of a connection that are under way.
struct CallLoad {
  /// Those whose handlers wait for something.
  private var waiting: [Call] = []
  /// Those that start when the peer has read more of what was sent to it.
  private(set) var held: [Call] = []
  private(set) var count = 0
  /// Of their inputs.
  private(set) var bytes = 0
  /// True while the socket is not read.
  var isPaused = false

  mutating func add(_ call: Call) {
    count += 1
    bytes += call.bytes
  }

  mutating func hold(_ call: Call) { held.append(call) }

  mutating func takeHeld() -> [Call] {
    let calls = held
    held = []
    return calls
  }

  mutating func keep(_ call: Call) { waiting.append(call) }

  mutating func release(_ call: Call) {
    count -= 1
    bytes -= call.bytes
    if call.hasWaited, let index = waiting.firstIndex(where: { $0 === call }) {
      waiting.swapAt(index, waiting.count - 1)
      waiting.removeLast()
    }
  }

  /// Forgets all; gives those that somebody has to tell.
  mutating func abandon() -> [Call] {
    let calls = waiting
    waiting = []
    held = []
    return calls
  }

  /// Ends what still runs.
  func cancel() { for call in waiting { call.cancel() } }
}
