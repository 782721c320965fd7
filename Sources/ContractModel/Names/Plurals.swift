/// The one plural table, used where a contract has no `plural:`. Documented in `docs/contract-language/names.md`.
public enum Plurals {
  /// Nouns whose plural follows no rule below. Those that have none stand for themselves, and then need `plural:`,
  /// because `get_<name>` and `get_<plural>` would be one topic.
  public static let irregular: [String: String] = [
    "person": "people", "child": "children", "man": "men", "woman": "women", "foot": "feet", "tooth": "teeth",
    "goose": "geese", "mouse": "mice", "ox": "oxen", "quiz": "quizzes", "leaf": "leaves", "half": "halves",
    "shelf": "shelves", "knife": "knives", "life": "lives", "wife": "wives", "wolf": "wolves", "thief": "thieves",
    "criterion": "criteria", "phenomenon": "phenomena", "datum": "data", "medium": "media", "matrix": "matrices",
    "vertex": "vertices", "data": "data", "metadata": "metadata", "information": "information", "series": "series",
    "species": "species", "news": "news", "equipment": "equipment", "software": "software", "hardware": "hardware",
  ]

  /// Endings and what takes their place, the first that fits.
  public static let endings: [(ending: String, plural: String)] = [
    ("sis", "ses"), ("s", "ses"), ("x", "xes"), ("z", "zes"), ("ch", "ches"), ("sh", "shes"), ("ay", "ays"),
    ("ey", "eys"), ("iy", "iys"), ("oy", "oys"), ("uy", "uys"), ("y", "ies"),
  ]

  /// The plural of a name: of its last word, the others kept (`cloudPolicy` gives `cloudPolicies`).
  public static func plural(of name: String) -> String {
    var words = Words(name)
    guard let last = words.words.last else { return name }
    words.words[words.words.count - 1] = plural(ofWord: last)
    return words.lowerCamel
  }

  private static func plural(ofWord word: String) -> String {
    if let plural = irregular[word] { return plural }
    for (ending, plural) in endings where word.hasSuffix(ending) { return word.dropLast(ending.count) + plural }
    return word + "s"
  }
}
