import ConcordCore
import ConcordEntities
import ConcordServer
import Foundation
import ShopContracts

/// A server of every entity in the contracts: it names none of them, so a new one needs no change here.
@main struct ShopServer {
  static func main() async throws {
    let store = MemoryStore()
    let entities = StoredEntities(store, entities: ShopPackage.entities)
    let server = ConcordServer([ShopPackage.self], store: store, entities: entities) { request, address in
      address?.isLoopback == true && request.isForLoopback ? .developer : nil
    }
    server.serveStored(ShopPackage.entities)
    let port = try await server.start()
    // Not `print`: into a pipe it keeps what it prints, and whoever starts a server waits for this line.
    try FileHandle.standardOutput.write(contentsOf: Data("listening on 127.0.0.1:\(port)\n".utf8))
    // Serves until it is stopped from outside; standard input ends with whoever started it.
    while readLine() != nil {}
    await server.drain()
  }
}
