/// What one list may cost, whoever asks: each condition is looked at for each entity, each field of the order for each
/// comparison.
public struct ListLimits: Sendable, Equatable {
  /// Items of a page; a query that asks for more gets so many.
  public var pageItems = 1000
  /// Conditions of a query: those of `filter`, those of `criteria`, and the alternatives of `$or`. More are refused.
  public var conditions = 100
  /// Values of one `$in`. More are refused.
  public var values = 1000
  /// Fields of an order. More are refused.
  public var sortFields = 8

  public init() {}
}
