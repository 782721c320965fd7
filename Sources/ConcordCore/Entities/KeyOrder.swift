extension EntityDescriptor {
  /// The order of entities by key, ancestors first: numbers by value, texts by their characters.
  public func precedes(_ a: EntityPath, _ b: EntityPath) -> Bool {
    for (index, (one, other)) in zip(a.segments, b.segments).enumerated() where one.key != other.key {
      if index < keyShapes.count, case .number = keyShapes[index], let one = Int(one.key), let other = Int(other.key) {
        return one < other
      }
      return one.key < other.key
    }
    return a.segments.count < b.segments.count
  }
}
