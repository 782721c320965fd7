internal import Glibc

/// The program's two streams.
enum Terminal {
  /// Writes a line to standard output.
  static func output(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Writes a line to standard error; nothing for an empty text.
  static func error(_ text: String) { if !text.isEmpty { write(text, to: STDERR_FILENO) } }

  /// Writes all of it, going on after a signal; what a closed pipe does not take is lost.
  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array((text + "\n").utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno != EINTR { return }
      rest = rest.dropFirst(max(0, written))
    }
  }
}
