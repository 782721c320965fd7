// Events: names, ways and payloads.
extension CompatibilityRule {
  static let eventRemoved = wire("WIRE_EVENT_REMOVED", "An event still comes.", for: .listeners) { comparison in
    comparison.events.removed.map { lone in
      .gone(
        lone, lone.element.position, "the event \(lone.element.wireName) is gone",
        lone.renamed({ $0.wireName }, fits: { $0.direction == $1.direction && $0.payload == $1.payload })
          ?? "keep it until nobody listens")
    }
  }

  static let eventAdded = wire(
    "WIRE_EVENT_ADDED", "A new event hurts nobody and is worth knowing.", .info, for: .listeners
  ) { comparison in
    comparison.events.added.map { Finding($0.element.position, "the event \($0.element.wireName) is new") }
  }

  static let eventRenamed = wire("WIRE_EVENT_RENAMED", "An event keeps its name.", for: .listeners) { comparison in
    comparison.events.both.filter { $0.old.wireName != $0.new.wireName }.map {
      Finding(
        $0.new.position,
        "the \($0.new.direction.rawValue) event of '\($0.new.operation ?? "")' was \($0.old.wireName) and is "
          + $0.new.wireName, "keep the old names in 'events:'")
    }
  }

  static let eventNotPushed = wire(
    "WIRE_EVENT_NOT_PUSHED", "An event that the server pushes is pushed.", for: .listeners
  ) { comparison in
    comparison.events.both.compactMap { pair in
      guard let topic = pair.old.topic, pair.new.topic == nil else { return nil }
      return Finding(
        pair.new.position, "\(pair.new.wireName) was pushed as \(topic) and stays on the client", "keep it pushed")
    }
  }

  static let eventPushed = wire(
    "WIRE_EVENT_PUSHED", "That the server now pushes an event is worth knowing.", .info, for: .listeners
  ) { comparison in
    comparison.events.both.compactMap { pair in
      guard let topic = pair.new.topic, pair.old.topic == nil else { return nil }
      return Finding(pair.new.position, "\(pair.new.wireName) stayed on the client and is pushed as \(topic)")
    }
  }

  static let deliveryWeakened = wire(
    "WIRE_EVENT_DELIVERY_WEAKENED", "Events that arrived still arrive.", for: .listeners
  ) {
    deliveries($0) { $1.rank > $0.rank }.map {
      Finding(
        $0.new.position,
        "the delivery of \($0.new.wireName) was \($0.old.delivery.rawValue) and is "
          + "\($0.new.delivery.rawValue): some do not arrive any more", "keep 'delivery: \($0.old.delivery.rawValue)'")
    }
  }

  static let deliveryStrengthened = wire(
    "WIRE_EVENT_DELIVERY_STRENGTHENED", "Slow listeners are treated as they were.", .warning, for: .listeners
  ) {
    deliveries($0) { $1.rank < $0.rank }.map {
      Finding(
        $0.new.position,
        "the delivery of \($0.new.wireName) was \($0.old.delivery.rawValue) and is "
          + "\($0.new.delivery.rawValue): slow listeners get more, or lose their connection")
    }
  }

  static let eventPayloadChanged = wire(
    "WIRE_EVENT_PAYLOAD_CHANGED", "A pushed event carries what it carried.", for: .listeners
  ) { comparison in
    payloads(comparison).filter { $0.old.topic != nil && $0.new.topic != nil && !$0.types.isHeard($0.old, $0.new) }.map
    {
      Finding($0.new.position, payloadChange($0), "keep it, or add an event of another name")
    }
  }

  static let localPayloadChanged = source(
    "SOURCE_EVENT_PAYLOAD_CHANGED", "An event on the client's bus carries the type that it carried."
  ) { comparison in
    payloads(comparison).filter { $0.old.topic == nil || $0.new.topic == nil }.map {
      Finding($0.new.position, payloadChange($0), "keep it, or add an event of another name")
    }
  }

  private static func deliveries(
    _ comparison: Comparison, where changed: (EventModel.Delivery, EventModel.Delivery) -> Bool
  ) -> [Pair<EventModel>] {
    comparison.events.both.filter {
      $0.old.topic != nil && $0.new.topic != nil && changed($0.old.delivery, $0.new.delivery)
    }
  }

  /// The events whose payload has another form. What an operation's events carry because it takes or answers it is told
  /// there.
  private static func payloads(_ comparison: Comparison) -> [Pair<EventModel>] {
    comparison.events.both.filter { pair in
      if pair.old.operation != nil, pair.new.operation != nil {
        switch (pair.old.payload, pair.new.payload) {
        case (.input, .input), (.output, .output), (.failure, .failure): return false
        default: break
        }
      }
      return !pair.types.isSame(pair.old.payload, pair.new.payload)
    }
  }

  private static func payloadChange(_ pair: Pair<EventModel>) -> String {
    let (old, new) = (pair.types.old.text(pair.old.payload), pair.types.new.text(pair.new.payload))
    return "the payload of \(pair.new.wireName) was \(old) and is \(new)"
  }
}

extension EventModel.Delivery {
  /// How much may be lost.
  fileprivate var rank: Int {
    switch self {
    case .every: 0
    case .latest: 1
    case .drop: 2
    }
  }
}
