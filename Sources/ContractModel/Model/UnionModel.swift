/// A union: one of several records, which a string member of the object tells apart. Readers keep cases that are not
/// among them.
public struct UnionModel: Sendable {
  /// One case.
  public struct Case: Sendable {
    /// The name in the contract, which is the discriminator's value on the wire.
    public var name: String
    public var swiftName: String
    /// The record.
    public var type: TypeID
    public var position: SourcePosition

    public init(name: String, swiftName: String, type: TypeID, position: SourcePosition) {
      self.name = name
      self.swiftName = swiftName
      self.type = type
      self.position = position
    }
  }

  /// The name of the member that tells the cases apart.
  public var discriminator: String
  public var cases: [Case]
  /// The union leads back to itself, so its cases need a box to have a size.
  public var isIndirect: Bool

  public init(discriminator: String, cases: [Case], isIndirect: Bool = false) {
    self.discriminator = discriminator
    self.cases = cases
    self.isIndirect = isIndirect
  }
}
