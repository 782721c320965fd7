extension Rule {
  static let serverClash = Rule("server-clash", "The servers of one run have different names.") { packages in
    var names = Claims()
    for package in packages {
      for contract in package.contracts {
        guard let server = contract.server else { continue }
        names.claim(
          SwiftNames.member(server.name), for: "the file '\(contract.path)'", at: server.position, kind: "name",
          suggestion: "rename one")
      }
    }
    return names.findings
  }

  static let serverPackage = Rule(
    "server-package", "The packages that a server names are loaded, where any other is.", severity: .warning
  ) { packages in
    packages.flatMap { own in
      // A server's file may be checked alone; then nothing is known of the packages that it names.
      let others = packages.filter { $0.name != own.name }
      guard !others.isEmpty else { return [Finding]() }
      let known = Set(packages.map(\.name))
      return own.contracts.compactMap(\.server).flatMap(\.namespaces).flatMap(\.packages)
        .filter { !known.contains($0.value) }.map {
          Finding(
            $0.position, "there is no package '\($0.value)' in this run",
            suggestion: NearestName.suggestion(for: $0.value, among: known.sorted()))
        }
    }
  }

  static let packetOnly = Rule(
    "packet-only", "Chains of stages and sign-in by passport belong to the packet dialect."
  ) { packages in
    sockets(packages).filter { $0.dialect != .packet }.flatMap { socket -> [Finding] in
      let chains = [("connection", socket.connection), ("packet", socket.packet)].compactMap { key, stages in
        stages.first.map {
          Finding(
            $0.position,
            "'\(key)' is a chain of the packet dialect, and '\(socket.path)' speaks \(socket.dialect.rawValue)",
            suggestion: "leave '\(key)' out")
        }
      }
      guard socket.signIn.contains(.passport) else { return chains }
      return chains + [
        Finding(
          socket.position,
          "only the packet dialect knows passports, and '\(socket.path)' speaks \(socket.dialect.rawValue)",
          suggestion: "sign in by bearer or cookie")
      ]
    }
  }

  static let listedTwice = Rule("listed-twice", "A server's lists have each entry once.") { packages in
    let servers = declared(packages)
    let lists =
      servers.map(\.origins) + servers.flatMap(\.namespaces).flatMap { [$0.packages, $0.connection, $0.packet] }
    let entries = lists.flatMap { list -> [Finding] in
      var seen: Set<String> = []
      return list.filter { !seen.insert($0.value).inserted }.map {
        Finding($0.position, "'\($0.value)' is listed already", suggestion: "leave it out here")
      }
    }
    let ways = servers.flatMap(\.namespaces).filter { Set($0.signIn).count < $0.signIn.count }.map {
      Finding($0.position, "'sign-in' of '\($0.path)' has an entry twice", suggestion: "leave one out")
    }
    return entries + ways
  }

  static let origin = Rule("origin", "An origin is scheme, host and, where it is not the scheme's own, port.") {
    packages in
    declared(packages).flatMap(\.origins).compactMap { origin in
      OriginText.fault(of: origin.value).map { Finding(origin.position, $0.message, suggestion: $0.suggestion) }
    }
  }

  private static func declared(_ packages: [ContractPackage]) -> [ServerModel] {
    packages.flatMap { $0.contracts.compactMap { $0.server } }
  }

  static func sockets(_ packages: [ContractPackage]) -> [ServerModel.Namespace] {
    declared(packages).flatMap(\.namespaces)
  }
}
