public import ConcordCore

/// An open set of values, as the generator writes it.
public enum Provider: JSONEnum {
  case aws
  case azure
  case unknown(String)

  public static var blank: Provider { .aws }

  public init(wireValue: String) {
    switch wireValue {
    case "AWS": self = .aws
    case "AZURE": self = .azure
    default: self = .unknown(wireValue)
    }
  }

  public var wireValue: String {
    switch self {
    case .aws: "AWS"
    case .azure: "AZURE"
    case .unknown(let value): value
    }
  }
}
