/// The bytes cut into pieces of 1 to 256, the same way for the same seed: what arrives on a socket is cut anywhere.
public func pieces(of bytes: [UInt8], seed: UInt64) -> [[UInt8]] {
  var random = FuzzRandom(seed: seed)
  var pieces: [[UInt8]] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    let piece = rest.prefix(1 + random.below(1 << (1 + random.below(8))))
    rest = rest.dropFirst(piece.count)
    pieces.append(Array(piece))
  }
  return pieces
}
