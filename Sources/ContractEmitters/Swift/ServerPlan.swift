import ContractModel

/// The plan of `server.mustache`: a server's definition as a Swift value. What is as by default is not said.
struct ServerPlan {
  let server: ServerModel

  var value: TemplateValue {
    [
      "documentation": DocComment.lines(server.summary ?? "The server `\(server.name)`, as its contract has it."),
      "member": .text(server.swiftName),
      "name": .text(SwiftTypes.quoted(server.name)),
      "namespaces": .list(server.namespaces.map { ["namespace": .text(expression($0))] }),
      "rest": .text(rest),
    ]
  }

  private func expression(_ namespace: ServerModel.Namespace) -> String {
    var arguments = [SwiftTypes.quoted(namespace.path), "." + Words(namespace.dialect.rawValue).lowerCamel]
    if !namespace.packages.isEmpty { arguments.append("packages: \(list(namespace.packages))") }
    if !namespace.signIn.isEmpty {
      arguments.append("signIn: [\(namespace.signIn.map { ".\($0.rawValue)" }.joined(separator: ", "))]")
    }
    if !namespace.connection.isEmpty { arguments.append("connection: \(list(namespace.connection))") }
    if !namespace.packet.isEmpty { arguments.append("packet: \(list(namespace.packet))") }
    return ".init(\(arguments.joined(separator: ", ")))"
  }

  /// Origins and limits.
  private var rest: String {
    let limits = server.limits
    let numbers = [
      ("message", limits.message), ("connections", limits.connections), ("inFlight", limits.inFlight),
      ("queue", limits.queue),
    ].compactMap { name, value in value.map { "\(name): \($0)" } }
    let times = [("handshake", limits.handshake), ("ping", limits.ping)].compactMap { name, value in
      value.map { "\(name): .milliseconds(\($0))" }
    }
    let arguments = numbers + times + (limits.rate.map { ["rate: \($0)"] } ?? [])
    return (server.origins.isEmpty ? "" : ",\n    origins: \(list(server.origins))")
      + (arguments.isEmpty ? "" : ",\n    limits: .init(\(arguments.joined(separator: ", ")))")
  }

  private func list(_ texts: [ServerModel.Placed<String>]) -> String {
    "[" + texts.map { SwiftTypes.quoted($0.value) }.joined(separator: ", ") + "]"
  }
}
