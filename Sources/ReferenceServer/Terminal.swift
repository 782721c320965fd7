import Foundation

/// Where a line for people goes.
enum Terminal {
  case output, error
}

/// Writes a line at once, also into a pipe: whoever starts the server waits for it.
func print(_ line: String, to terminal: Terminal) {
  let file = terminal == .output ? FileHandle.standardOutput : FileHandle.standardError
  try? file.write(contentsOf: Data((line + "\n").utf8))
}
