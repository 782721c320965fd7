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
  /// Everything in the same place that this version alone has, this one included.
  var siblings: [Element]
  /// What the other version alone has in the same place: what it may have been renamed to.
  var others: [Element]
  /// For something of the old version: where it would stand in the new one, as far as that can be told.
  var home: SourcePosition?
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
  ///
  /// - Parameter home: What all of them stand in, in the new version.
  init(
    _ old: [Element], _ new: [Element], _ types: TypeRelation, home: SourcePosition? = nil,
    by keys: ((Element) -> String?)...
  ) {
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
    part(restOld.map { old[$0] }, restNew.map { new[$0] }, home: home)
  }

  /// Sets what one version alone has.
  mutating func part(_ gone: [Element], _ come: [Element], home: SourcePosition?) {
    removed = gone.map { Lone(element: $0, siblings: gone, others: come, home: home) }
    added = come.map { Lone(element: $0, siblings: come, others: gone) }
  }

  mutating func add(_ other: Matched) {
    both += other.both
    removed += other.removed
    added += other.added
  }
}

extension Lone {
  /// `was it renamed to 'size'?`, when another thing may be what this one has become: one with a name that is near, or
  /// the only one that fits when it fits nothing else.
  ///
  /// - Parameter fits: Whether two things are alike but for their names.
  func renamed(_ name: (Element) -> String, fits: (Element, Element) -> Bool) -> String? {
    let candidates = others.filter { fits(element, $0) }
    var found = NearestName.of(name(element), among: candidates.map(name))
    if found == nil, candidates.count == 1, siblings.count(where: { fits($0, candidates[0]) }) == 1 {
      found = name(candidates[0])
    }
    return found.map { "was it renamed to '\($0)'?" }
  }
}
