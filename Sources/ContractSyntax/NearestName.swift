/// Finds what a misspelt name was probably meant to be.
public enum NearestName {
  /// The candidate with the fewest slips (wrong, missing, extra or swapped letters) to `name`; nil when none is near.
  /// Ties go to the earlier candidate. A third of the letters may differ, and at least one.
  public static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
    let written = Array(name.lowercased().unicodeScalars)
    var best: (candidate: String, distance: Int)?
    for candidate in candidates where candidate != name {
      let letters = Array(candidate.lowercased().unicodeScalars)
      let allowed = max(1, max(written.count, letters.count) / 3)
      guard abs(written.count - letters.count) <= allowed else { continue }
      let distance = slips(written, letters)
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// The sentence for a diagnostic: `did you mean 'string'?`.
  public static func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
    of(name, among: candidates).map { "did you mean '\($0)'?" }
  }

  /// Optimal string alignment distance.
  private static func slips(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforePrevious = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1]
      for j in b.indices {
        var least = min(previous[j] + (a[i] == b[j] ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, beforePrevious[j - 1] + 1) }
        current.append(least)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[b.count]
  }
}
