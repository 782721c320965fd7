/// One thing in both versions.
struct Pair<Element: Sendable>: Sendable {
  var old: Element
  var new: Element
  /// How the types of the two packages relate.
  var types: TypeRelation
}

/// Something that one version alone has.
struct Lone<Element: Sendable>: Sendable {
  var element: Element
  /// What the other version alone has in the same place: what it may have been renamed to.
  var others: [Element]
}

/// The things of one kind in two versions.
struct Matched<Element: Sendable>: Sendable {
  var both: [Pair<Element>] = []
  /// In the old version alone.
  var removed: [Lone<Element>] = []
  /// In the new version alone.
  var added: [Lone<Element>] = []

  init() {}

  /// Matches by the first key that agrees: all elements by the first one, what remains by the next. An element without
  /// a key has nil.
  init(_ old: [Element], _ new: [Element], _ types: TypeRelation, by keys: ((Element) -> String?)...) {
    var (restOld, restNew) = (Array(old.indices), Array(new.indices))
    var partner: [Int: Int] = [:]
    for key in keys {
      var places: [String: Int] = [:]
      for index in restNew { if let name = key(new[index]), places[name] == nil { places[name] = index } }
      for index in restOld {
        if let name = key(old[index]), let found = places.removeValue(forKey: name) { partner[index] = found }
      }
      let taken = Set(partner.values)
      restOld.removeAll { partner[$0] != nil }
      restNew.removeAll(where: taken.contains)
    }
    both = old.indices.compactMap { index in
      partner[index].map { Pair(old: old[index], new: new[$0], types: types) }
    }
    let (gone, come) = (restOld.map { old[$0] }, restNew.map { new[$0] })
    removed = gone.map { Lone(element: $0, others: come) }
    added = come.map { Lone(element: $0, others: gone) }
  }

  mutating func add(_ other: Matched) {
    both += other.both
    removed += other.removed
    added += other.added
  }
}

extension Lone {
  /// `was it renamed to 'size'?`, when another thing may be what this one has become: one with a name that is near, or
  /// the only one when `fits` says that it is of the same kind.
  func renamed(_ name: (Element) -> String, fits: (Element, Element) -> Bool) -> String? {
    let candidates = others.filter { fits(element, $0) }.map(name)
    let found = NearestName.of(name(element), among: candidates) ?? (candidates.count == 1 ? candidates.first : nil)
    return found.map { "was it renamed to '\($0)'?" }
  }
}
