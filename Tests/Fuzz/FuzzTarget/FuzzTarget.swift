/// Something that takes bytes from strangers, and what must hold for any of them.
public protocol FuzzTarget {
  /// What is wrong with what Concord does with an input; nil when nothing is.
  func breach(_ bytes: [UInt8]) -> String?

  /// Inputs to start from: well-formed ones, and such as are almost.
  func seeds() -> [[UInt8]]

  /// Words that a fuzzer of bytes would be long to find.
  var words: [String] { get }

  /// An input changed as one does who knows the format; nil leaves it to the fuzzer, which knows bytes.
  func mutate(_ bytes: [UInt8], seed: UInt64) -> [UInt8]?
}

extension FuzzTarget {
  public var words: [String] { [] }
  public func mutate(_ bytes: [UInt8], seed: UInt64) -> [UInt8]? { nil }
}

/// What must hold did not.
public struct Breach: Error {
  public var what: String
  public init(_ what: String) { self.what = what }
}

/// Throws unless something holds.
public func hold(_ condition: Bool, _ what: @autoclosure () -> String) throws(Breach) {
  if !condition { throw Breach(what()) }
}
