import ConcordClient
import ConcordCore
import ConcordTransport
import Foundation
import ReferenceContracts

/// Drives two clients through a scenario and prints what each of them sees.
///
/// One builds a branch of the tree and takes it down; the other only watches. Everything that is printed as received
/// came over a WebSocket, and the program fails when something that must come does not.
@main struct ReferenceClient {
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments == ["--help"] || arguments == ["-h"] {
      print(help)
      return
    }
    guard arguments.count == 2, arguments[0] == "--url", arguments[1].contains("://") else {
      fail("reference-client: give the server's address: reference-client --url http://127.0.0.1:8080", status: 2)
    }
    do {
      let group = try EventLoopGroup(count: 1)
      let scenario = Scenario(baseURL: arguments[1], transport: TransportClient(group: group))
      try await scenario.run()
      await group.shutdown()
    } catch {
      fail("reference-client: \(error)", status: 1)
    }
  }

  private static let help = """
    usage: reference-client --url http://ADDRESS:PORT

    Drives a reference server that runs with --dev: two clients connect, one creates, changes and deletes entities, the other
    watches. Prints a timeline of what each sees.

    Exit status: 0 everything came as it must, 1 something did not or the server cannot be reached, 2 the command line
    is wrong.
    """

  private static func fail(_ message: String, status: Int32) -> Never {
    try? FileHandle.standardError.write(contentsOf: Data((message + "\n").utf8))
    exit(status)
  }
}
