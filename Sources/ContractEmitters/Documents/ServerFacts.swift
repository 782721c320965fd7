import ConcordJSON
import ContractModel

/// Where a package is served, and how one signs in there: from the run's `server:` files, else as the runtime has it.
struct ServerFacts {
  struct Server {
    let name: String
    let summary: String?
    /// The path of the message dialect.
    let path: String
    let signIn: [ServerModel.SignIn]
  }

  let servers: [Server]
  /// Paths of the other dialects that speak the package, with the dialect.
  let others: [(path: String, dialect: ServerModel.Dialect)]
  /// Where packets are accepted: what stands before a namespace's own path.
  let packetPath: String

  init(_ package: ContractPackage, among packages: [ContractPackage]) {
    let models = packages.flatMap { $0.contracts.compactMap(\.server) }
    var servers: [Server] = []
    var others: [(path: String, dialect: ServerModel.Dialect)] = []
    var packetPath: String?
    for model in models {
      for space in model.namespaces {
        if space.dialect == .packet { packetPath = packetPath ?? space.path }
        guard space.packages.isEmpty || space.packages.contains(where: { $0.value == package.name }) else { continue }
        guard space.dialect == .message else {
          others.append((space.path, space.dialect))
          continue
        }
        let count = servers.count(where: { $0.name.hasPrefix(model.name) })
        servers.append(
          Server(
            name: count == 0 ? model.name : "\(model.name)-\(count + 1)", summary: model.summary, path: space.path,
            signIn: space.signIn.isEmpty ? [.bearer] : space.signIn))
      }
    }
    if servers.isEmpty {
      servers.append(Server(name: "development", summary: nil, path: "/api/v1/ws", signIn: [.bearer]))
    }
    self.servers = servers
    self.others = others
    self.packetPath = packetPath ?? "/ws"
  }

  /// The path of the message dialect.
  var path: String { servers[0].path }

  /// Every way to sign in that some server has, in the table's order.
  var signIns: [ServerModel.SignIn] {
    ServerModel.SignIn.allCases.filter { way in way != .anonymous && servers.contains { $0.signIn.contains(way) } }
  }
}
