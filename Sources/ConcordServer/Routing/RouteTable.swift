import ConcordCore

/// The routes of a running server by topic: made when the server starts, and never changed.
struct RouteTable: Sendable {
  private let routes: [String: any Route]
  private let topics: [String]

  init(_ routes: [String: any Route]) {
    self.routes = routes
    topics = routes.keys.sorted()
  }

  subscript(topic: String) -> (any Route)? { routes[topic] }

  /// The answer to a topic that has no route; it names the nearest that has.
  func unknown(_ topic: String) -> ConcordError {
    let hint = NearestTopic.find(topic, among: topics).map { "; did you mean '\($0)'?" } ?? ""
    let shown = topic.utf8.count > 128 ? "\(topic.prefix(128))…" : topic
    return ConcordError(.unknownTopic, "no operation has the topic '\(shown)'\(hint)")
  }
}
