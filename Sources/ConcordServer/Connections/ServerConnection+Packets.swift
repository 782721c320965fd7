import ConcordCore
import ConcordTransport

/// What a client sends in the packet dialect, through the packet chain.
extension ServerConnection {
  func take(_ packet: InboundPacket) {
    guard let packets else { return }
    if packets.isPlain {
      for link in packets.links where pass(packet, link) { return }
      return leaveUntaken(packet)
    }
    packets.append(packet)
    walk()
    adjustReading()
  }

  /// What keeps a connection from being served just now is told with the number of the action.
  func turnAway(_ packet: InboundPacket, _ error: ConcordError) {
    let number = packet.isAction ? PacketAction.number(in: packet.data.span.bytes) : nil
    refuse(error, number.map { .packet(PacketID(number: $0, message: .make())) }, nil)
  }

  // MARK: A chain with stages of the application's own

  private func walk() {
    guard let packets, let loop = hub?.loop, !packets.isWalking else { return }
    packets.isWalking = true
    Task.immediate(executorPreference: loop) {
      while let packet = packets.takeNext() { await self.walk(packet, packets, loop) }
      packets.isWalking = false
      self.adjustReading()
    }
  }

  /// The task prefers the loop, so it comes back to it from wherever a stage went.
  private func walk(_ packet: InboundPacket, _ packets: PacketSide, _ loop: EventLoop) async {
    var turn = PacketTurn(packet: packet)
    var isTaken = false
    links: for link in packets.links {
      // The connection ended meanwhile.
      guard socket != nil else { break }
      switch link {
      case .performAction where turn.packet.isAction:
        // It is left when the answer goes out, which may be at once.
        let number = packets.keep(turn)
        perform(turn.packet, turn: number)
        if socket == nil, let turn = packets.take(number) { leave(turn) }
        return
      case .event, .performAction: isTaken = pass(turn.packet, link)
      case .stage(let stage):
        do {
          let passed = try await stage.enter(turn.packet, packets.context)
          turn.entered.append(stage)
          if let passed { turn.packet = passed } else { isTaken = true }
        } catch {
          if socket != nil { turnAway(turn.packet, runtime.failures.declared(error, stage: stage.name)) }
          isTaken = true
        }
      }
      if isTaken { break links }
    }
    if !isTaken, socket != nil { leaveUntaken(turn.packet) }
    leave(turn)
  }

  /// Leaves the stages that a packet has entered.
  func leave(_ turn: PacketTurn) {
    guard !turn.entered.isEmpty, let packets, runtime.exits.enter() else { return }
    let loop = runtime.hubs.first { $0.loop.isCurrent }?.loop
    Task(executorPreference: loop) { [context = packets.context, failures = runtime.failures, exits = runtime.exits] in
      for stage in turn.entered {
        do {
          try await stage.exit(turn.packet, context)
        } catch {
          failures.note(error, stage: stage.name)
        }
      }
      exits.leave()
    }
  }

  /// The answer of an action went out.
  func answered(_ correlation: Correlation?) {
    guard case .packet(let id)? = correlation, let turn = id.turn, let kept = packets?.take(turn) else { return }
    leave(kept)
  }

  // MARK: The runtime's stages

  /// - Returns: whether the packet goes no further.
  private func pass(_ packet: InboundPacket, _ link: PacketLink) -> Bool {
    switch link {
    case .event: return receive(packet)
    case .performAction where packet.isAction:
      perform(packet, turn: nil)
      return true
    case .performAction, .stage: return false
    }
  }

  private func receive(_ packet: InboundPacket) -> Bool {
    guard let packets, let name = packet.name,
      let handler = packets.chains.receivers[packets.context.namespace, name]
    else { return false }
    do {
      try handler(
        NamespacePacket(namespace: packets.context.namespace, name: name, payload: packet.data), packets.context)
    } catch {
      refuse(runtime.failures.declared(error, stage: name), nil, nil)
    }
    return true
  }

  /// Nobody took it. Events that nobody waits for are nobody's business; an action has to be answered.
  private func leaveUntaken(_ packet: InboundPacket) {
    guard packet.isAction else { return }
    turnAway(packet, ConcordError(.unknownTopic, "no actions are performed in this namespace"))
  }

  // MARK: Actions

  /// Calls the operation that has the action's method and path.
  private func perform(_ packet: InboundPacket, turn: Int?) {
    let data = packet.data.span.bytes
    let action: PacketAction
    func correlation(_ number: Int) -> Correlation {
      .packet(PacketID(number: number, message: .make(), turn: turn))
    }
    do throws(PacketAction.Malformed) {
      action = try PacketAction(reading: data)
    } catch {
      refuse(error.error, error.number.map(correlation), nil)
      // An action without a number is not answered by its turn.
      if error.number == nil, let turn, let kept = packets?.take(turn) { leave(kept) }
      return
    }
    let id = correlation(action.number)
    do throws(ConcordError) {
      let (route, parameters) = try operation(action, id)
      let input =
        if let body = action.body {
          try HTTPInput.assemble(route, parameters, query: action.query, body: data.extracting(body))
        } else {
          try HTTPInput.assemble(route, parameters, query: action.query, body: nil)
        }
      route.start(id, input.span.bytes, for: self)
    } catch {
      refuse(error, id, nil)
    }
  }

  /// - Throws: why the action may not be performed, which is on record then.
  private func operation(
    _ action: PacketAction, _ correlation: Correlation
  ) throws(ConcordError) -> (Route, [String: String]) {
    guard let router = packets?.chains.router else { throw ConcordError(.unknownTopic, "there are no actions here") }
    let path = action.path.utf8.count > 128 ? "\(action.path.prefix(128))…" : action.path
    var failure = ConcordError(.unknownTopic, "no operation has the path '\(path)'")
    switch router.find(method: action.method, path: action.path) {
    case .found(let route, let parameters):
      guard let refusal = refusal(of: route) else { return (route, parameters) }
      runtime.audit?.refused(route.topic, correlation, self, refusal.code)
      throw refusal
    case .methodNotAllowed(let methods):
      failure = ConcordError(
        .methodNotAllowed,
        "'\(path)' has no operation with the method '\(action.method.prefix(16))'; it has \(methods.joined(separator: ", "))"
      )
    case .notFound: break
    }
    runtime.audit?.refused("\(action.method) \(action.path)", correlation, self, failure.code)
    // Strangers are not told which paths there are.
    throw principal.name == nil ? Self.stranger : failure
  }
}
