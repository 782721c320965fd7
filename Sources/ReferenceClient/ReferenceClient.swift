import ConcordClient
import ConcordCore
import ConcordTransport
import Foundation
import ReferenceContracts

/// Drives three clients through a scenario and prints what each of them sees.
///
/// One builds a branch of the tree and takes it down, one only watches, one looks at other systems. What is printed as received
/// came over a WebSocket, and the program fails when something that must come does not.
@main struct ReferenceClient {
  static func main() async {
    let options: Options
    do {
      options = try Options(Array(CommandLine.arguments.dropFirst()))
    } catch {
      fail(error.message, status: 2)
    }
    if options.wantsHelp {
      print(Options.help)
      return
    }
    do {
      let group = try EventLoopGroup(count: 1)
      let transport = TransportClient(group: group, authorities: options.authorities)
      if let request = options.request {
        print(try await request.answer(from: options.url, transport: transport))
      } else {
        let scenario = Scenario(baseURL: options.url, transport: transport)
        try await scenario.run()
        if let user = options.user {
          try await OtherWires(baseURL: options.url, transport: transport, timeline: scenario.timeline, user: user)
            .run()
        }
        scenario.timeline.section("Everything came as it must.")
      }
      await group.shutdown()
    } catch let error as ConcordError where error.code == .unauthenticated {
      fail("reference-client: \(error)\nstart the server with --dev", status: 1)
    } catch {
      fail("reference-client: \(error)", status: 1)
    }
  }

  private static func fail(_ message: String, status: Int32) -> Never {
    try? FileHandle.standardError.write(contentsOf: Data((message + "\n").utf8))
    exit(status)
  }
}
