internal import Glibc

/// Runs another program and keeps what it writes. Foundation's `Process` would do, but loading all of Foundation costs
/// every build that runs this program more than these lines cost to read.
enum ChildProcess {
  struct Outcome {
    /// The program's exit status; 128 and more when a signal ended it.
    var status: Int32
    var output: [UInt8]
    var error: [UInt8]
  }

  /// Runs a program found on `PATH` and waits for its end; nil when it cannot be started.
  static func run(_ arguments: [String]) -> Outcome? {
    var (output, error): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard pipe(&output) == 0 else { return nil }
    guard pipe(&error) == 0 else {
      output.forEach { close($0) }
      return nil
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, error[1], STDERR_FILENO)
    for end in output + error where end > STDERR_FILENO { posix_spawn_file_actions_addclose(&actions, end) }
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var child: pid_t = 0
    let started = posix_spawnp(&child, arguments[0], &actions, nil, &words, environ) == 0
    close(output[1])
    close(error[1])
    defer {
      close(output[0])
      close(error[0])
    }
    guard started else { return nil }
    let texts = readAll(output[0], error[0])
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return Outcome(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: texts.0, error: texts.1)
  }

  /// Reads both to their ends, whichever has something: a program that waits for room in one of them never ends.
  private static func readAll(_ output: Int32, _ error: Int32) -> ([UInt8], [UInt8]) {
    var texts: [[UInt8]] = [[], []]
    var open = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: error, events: Int16(POLLIN), revents: 0),
    ]
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while open.contains(where: { $0.fd >= 0 }) {
      guard poll(&open, nfds_t(open.count), -1) >= 0 || errno == EINTR else { break }
      for index in open.indices where open[index].fd >= 0 && open[index].revents != 0 {
        let count = read(open[index].fd, &buffer, buffer.count)
        if count > 0 { texts[index] += buffer[..<count] } else if count == 0 || errno != EINTR { open[index].fd = -1 }
      }
    }
    return (texts[0], texts[1])
  }
}
