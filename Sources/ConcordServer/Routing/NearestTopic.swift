/// Finds the topic that somebody probably meant.
enum NearestTopic {
  /// Longer texts are not compared: the answer to nonsense must not cost more than nonsense is worth.
  private static let longest = 64

  /// The first topic with the fewest edits, if they are at most a quarter of its length.
  static func find(_ wanted: String, among topics: [String]) -> String? {
    let wanted = Array(wanted.utf8)
    guard wanted.count <= longest else { return nil }
    var best: (topic: String, edits: Int)?
    for topic in topics {
      let bound = min(max(2, topic.utf8.count / 4), (best?.edits ?? .max) - 1)
      guard abs(topic.utf8.count - wanted.count) <= bound else { continue }
      let edits = distance(wanted, Array(topic.utf8))
      if edits <= bound { best = (topic, edits) }
    }
    return best?.topic
  }

  /// Levenshtein distance, one row at a time.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, byte) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in 0..<b.count {
        let substituted = diagonal + (byte == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
