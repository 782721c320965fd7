import ConcordCore

/// The chains of a namespace of the packet dialect, in order, and what its actions and events reach; fixed when the server starts.
/// Which stages are for a path below it is found out when somebody connects there: paths are without number.
struct Chains: Sendable {
  let connection: [any ConnectionStage]
  let packet: [PacketLink]
  let router: HTTPRouter
  let receivers: PacketReceivers

  func connection(of namespace: String) -> [any ConnectionStage] { connection.filter { $0.isFor(namespace) } }

  func packet(of namespace: String) -> [PacketLink] {
    packet.filter { link in
      if case .stage(let stage) = link { stage.isFor(namespace) } else { true }
    }
  }
}

/// A place in the packet chain.
enum PacketLink: Sendable {
  /// Named events reach the handlers that the application registered.
  case event
  /// Actions reach the operations.
  case performAction
  case stage(any PacketStage)
}

/// The stages that an application registered, in their order.
struct RegisteredStages: Sendable {
  var connection: [any ConnectionStage] = []
  var packet: [any PacketStage] = []
  var receivers = PacketReceivers()

  /// - Parameter isFirst: whether it is the server's first of the packet dialect.
  /// - Throws: why a server's file, or the stages themselves, give no chain; a clause for each.
  func chains(
    of namespace: ServerDefinition.Namespace, isFirst: Bool, _ parts: RuntimeStageParts, routes: [Route]
  ) throws(StageOrderError) -> Chains {
    var faults: [String] = []
    var connection: [any ConnectionStage] = []
    var packet: [PacketLink] = []
    var router: HTTPRouter?
    do throws(StageOrderError) {
      connection = try order(
        "connection", namespace.connection, RuntimeStages.connection, self.connection, by: { $0 }, { parts.stage($0) })
      faults += Self.doubts(namespace, connection.map(\.name))
    } catch {
      faults += error.faults
    }
    do throws(StageOrderError) {
      packet = try order("packet", namespace.packet, RuntimeStages.packet, self.packet, by: { .stage($0) }) { name in
        name == "event" ? .event : name == "performAction" ? .performAction : nil
      }
    } catch {
      faults += error.faults
    }
    do throws(HTTPRouteClash) {
      router = try HTTPRouter(routes: routes)
    } catch {
      faults.append(error.description)
    }
    guard faults.isEmpty, let router else { throw StageOrderError(faults: faults) }
    return Chains(
      connection: connection, packet: packet, router: router, receivers: receivers.at(namespace.path, isFirst: isFirst))
  }

  /// - Parameters:
  ///   - listed: what the server's file names; empty: all there are.
  ///   - names: the runtime's, each after those before it.
  private func order<Stage, Link>(
    _ chain: String, _ listed: [String], _ names: [String], _ own: [Stage], by link: (Stage) -> Link,
    _ runtime: (String) -> Link?
  ) throws(StageOrderError) -> [Link] {
    var faults: [String] = []
    var nodes: [StageOrder.Node] = []
    var links: [Link] = []
    let stages = own.compactMap { $0 as? any ChainStage }
    for stage in stages where names.contains(stage.name) {
      faults.append("'\(stage.name)' is a stage of the runtime; give yours another name")
    }
    for name in listed.isEmpty ? names + stages.map(\.name) : listed {
      if let place = names.firstIndex(of: name), let stage = runtime(name) {
        nodes.append(StageOrder.Node(name: name, after: Array(names[..<place])))
        links.append(stage)
      } else if let place = stages.firstIndex(where: { $0.name == name }) {
        let stage = stages[place]
        nodes.append(StageOrder.Node(name: name, dependencies: stage.dependencies, dependents: stage.dependents))
        links.append(link(own[place]))
      } else {
        faults.append("'\(chain)' names the stage '\(name)', which was not registered with server.use")
      }
    }
    guard faults.isEmpty else { throw StageOrderError(faults: faults) }
    return try StageOrder.sort(nodes).map { links[$0] }
  }

  /// A chain that would let in whom the file does not.
  private static func doubts(_ namespace: ServerDefinition.Namespace, _ names: [String]) -> [String] {
    var faults: [String] = []
    if !names.contains("passport"), namespace.signIn != [.anonymous] {
      faults.append("'connection' leaves out 'passport', which signs in: add it, or say sign-in: [anonymous]")
    }
    if !names.contains("cors"), namespace.signIn.contains(.cookie) {
      faults.append("'connection' leaves out 'cors', which cookies need: browsers send them from any page")
    }
    return faults
  }
}
