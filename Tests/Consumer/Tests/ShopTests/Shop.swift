import ConcordClient
import ConcordCore
import ConcordTransport
import Foundation
import ShopContracts
import Testing

/// Starts the built server as a process, connects two clients, and stops it again.
func withShop(_ body: (_ buyer: ConcordClient, _ watcher: ConcordClient) async throws -> Void) async throws {
  let server = Process()
  server.executableURL = Bundle.main.executableURL?.deletingLastPathComponent().appending(path: "ShopServer")
  let output = Pipe()
  let input = Pipe()
  server.standardOutput = output
  server.standardInput = input
  try server.run()
  defer {
    server.terminate()
    server.waitUntilExit()
  }
  var line = ""
  while !line.hasSuffix("\n"), let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
    line += String(decoding: byte, as: UTF8.self)
  }
  let port = try #require(Int(line.split(separator: ":").last?.dropLast() ?? ""), "the server said '\(line)'")

  let group = try EventLoopGroup(count: 1)
  let clients = (0..<2).map { _ in
    ConcordClient(
      baseURL: "http://127.0.0.1:\(port)", packages: [ShopPackage.self], transport: TransportClient(group: group))
  }
  for client in clients { try await client.connect() }
  try await body(clients[0], clients[1])
  for client in clients { client.close() }
  await group.shutdown()
}
