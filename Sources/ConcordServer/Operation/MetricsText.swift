import ConcordCore

/// Counters in Prometheus' text format, version 0.0.4.
struct MetricsText {
  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  private(set) var text = ""

  /// - Parameters:
  ///   - operations: topics by number.
  ///   - running: calls whose handlers run.
  ///   - recordsLeftOut: records of strangers that the audit log was not given; nil without one.
  init(
    _ counts: MetricCounts, operations: [Int: String], running: Int, isDraining: Bool, recordsLeftOut: Int? = nil
  ) {
    metric("concord_connections", "gauge", "Open sockets.", counts.connections)
    metric("concord_requests_in_flight", "gauge", "Requests whose handlers run.", running)
    metric("concord_draining", "gauge", "1 while the server is going away.", isDraining ? 1 : 0)
    metric("concord_pushes_total", "counter", "Frames of events that were sent.", counts.pushes)
    metric(
      "concord_dropped_events_total", "counter", "Events of class drop that were left out for slow readers.",
      counts.droppedEvents)
    metric("concord_dropped_bytes_total", "counter", "The bytes of these events.", counts.droppedBytes)
    if let recordsLeftOut {
      metric(
        "concord_audit_left_out_total", "counter",
        "Records about those who did not sign in, beyond anonymousRecords in a second.", recordsLeftOut)
    }
    let known = operations.sorted { $0.value < $1.value }
    head("concord_requests_total", "counter", "Requests by operation and how they ended.")
    for (number, topic) in known {
      for outcome in CallOutcome.allCases where counts.calls(number, outcome) > 0 {
        line(
          "concord_requests_total", #"operation="\#(Self.label(topic))",outcome="\#(outcome.name)""#,
          "\(counts.calls(number, outcome))")
      }
    }
    head("concord_request_seconds", "histogram", "Time from a request to its answer.")
    for (number, topic) in known { histogram(counts, number, Self.label(topic)) }
  }

  private mutating func histogram(_ counts: MetricCounts, _ number: Int, _ topic: String) {
    let latencies = counts.latencies(number)
    let total = latencies.reduce(0, +)
    guard total > 0 else { return }
    var sum = 0
    for (place, count) in latencies.enumerated() {
      sum += count
      let bound =
        place < MetricCounts.bounds.count ? Self.seconds(MetricCounts.bounds[place]) : "+Inf"
      line("concord_request_seconds_bucket", #"operation="\#(topic)",le="\#(bound)""#, "\(sum)")
    }
    line("concord_request_seconds_sum", #"operation="\#(topic)""#, Self.seconds(counts.microseconds(number)))
    line("concord_request_seconds_count", #"operation="\#(topic)""#, "\(total)")
  }

  private mutating func metric(_ name: String, _ type: String, _ help: String, _ value: Int) {
    head(name, type, help)
    text += "\(name) \(value)\n"
  }

  private mutating func head(_ name: String, _ type: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  private mutating func line(_ name: String, _ labels: String, _ value: String) {
    text += "\(name){\(labels)} \(value)\n"
  }

  /// Microseconds as a decimal number of seconds.
  private static func seconds(_ microseconds: Int) -> String {
    let fraction = String(1_000_000 + microseconds % 1_000_000).dropFirst()
    let digits = fraction.reversed().drop { $0 == "0" }.reversed()
    return digits.isEmpty ? "\(microseconds / 1_000_000)" : "\(microseconds / 1_000_000).\(String(digits))"
  }

  /// A label's value: backslash, quote and line break are escaped.
  private static func label(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.append(character)
      }
    }
  }
}
