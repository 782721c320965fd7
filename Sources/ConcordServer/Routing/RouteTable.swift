import ConcordCore

/// The routes of a running server by topic: made when the server starts, and never changed.
struct RouteTable: Sendable {
  private let routes: [String: Route]
  private let topics: [String]
  /// The topics, for dialects that find them by the bytes of a frame.
  let texts: TextTable
  private let byPlace: [Route]

  init(_ routes: [String: Route]) {
    self.routes = routes
    topics = routes.keys.sorted()
    // Concord's own topics are no operation's.
    let callable = topics.filter { !ReservedTopics.contains($0) }
    texts = TextTable(callable)
    byPlace = callable.compactMap { routes[$0] }
  }

  subscript(topic: String) -> Route? { routes[topic] }

  /// The route of the topic at a place of `texts`.
  subscript(place: Int) -> Route { byPlace[place] }

  /// The answer to a topic that has no route; it names the nearest that has.
  func unknown(_ topic: String) -> ConcordError {
    let hint = NearestTopic.find(topic, among: topics).map { "; did you mean '\($0)'?" } ?? ""
    let shown = topic.utf8.count > 128 ? "\(topic.prefix(128))…" : topic
    return ConcordError(.unknownTopic, "no operation has the topic '\(shown)'\(hint)")
  }
}
