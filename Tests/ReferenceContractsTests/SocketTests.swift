import ConcordCore
import ReferenceContracts
import Testing

/// Document 004: the namespace of `a-ssrhmr`, and the chains through which connections and packets go.
@Suite struct SocketTests {
  /// "Defining a socket namespace" and "Example: a-ssrhmr": the path, and the event without data [S].
  @Test func theNamespaceHasItsPathAndEvent() {
    #expect(SsrhmrNamespace.path == "/ssrhmr")
    let reload: NamespaceEvent<Empty> = SsrhmrNamespace.table.reload
    #expect(reload.name == "reload")
  }

  /// "Built-in connection onion chain" and "Packet processing flow": the order of the stages [S].
  @Test func theChainsHaveTheirStages() throws {
    let socket = try #require(ServerDefinition.allSystems.namespaces.first { $0.dialect == .packet })
    #expect(socket.connection == ["alive", "app", "instance", "cors", "event", "passport", "ready"])
    #expect(socket.packet == ["event", "performAction"])
    // "Namespace routing": the prefix. "passport": a token of the query, else anonymous [S].
    #expect(socket.path == "/ws")
    #expect(socket.signIn == [.passport, .anonymous])
  }

  /// "timeout.ping" of the module's configuration [S].
  @Test func socketsArePingedEveryTwentySeconds() {
    #expect(ServerDefinition.allSystems.limits.ping == .seconds(20))
  }
}

/// Where each system is spoken to. Paths and dialects are Concord's own design, but for those of documents 000 and 002.
@Suite struct ReferenceServerFileTests {
  static let namespaces: [(path: String, dialect: ServerDefinition.Dialect, packages: [String])] = [
    // Document 000 §5.3, step 6: `/api/<version>/ws` [S]
    ("/api/v1/ws", .message, ["aurora"]),
    ("/ws/store", .storeEvent, ["admin"]),
    // Document 002 has `/ws` alone; one server for all needs the suffix
    ("/ws/deployments", .subscription, ["deployments"]),
    ("/ws", .packet, []),
  ]

  @Test(arguments: namespaces)
  func hasItsNamespaces(_ path: String, _ dialect: ServerDefinition.Dialect, _ packages: [String]) throws {
    let found = try #require(ServerDefinition.allSystems.namespaces.first { $0.path == path })
    #expect(found.dialect == dialect)
    #expect(found.packages == packages)
  }

  /// Document 002, "Connection": the cookie is preferred, a bearer token will do [S].
  @Test func browsersSignInByCookie() {
    #expect(
      ServerDefinition.allSystems.namespaces.first { $0.path == "/ws/deployments" }?.signIn == [.cookie, .bearer])
  }
}
