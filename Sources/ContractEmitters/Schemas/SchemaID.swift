import ConcordJSON
import ContractModel

/// Names one schema among those of a package.
enum SchemaID: Hashable {
  case type(TypeID, PayloadForm)
  /// An entity by value.
  case entity(String, PayloadForm)
  /// What `create` takes.
  case draft(String)
  /// What `update` takes.
  case patch(String)
  /// The ancestors' keys and the own key.
  case key(String)
  /// The key, or its path under `key`: both are read where a key is asked for.
  case keyOrPath(String)
  /// The text `/tenant/acme/account/prod`.
  case path(String)
  /// What tells of a deletion: the path under `key`.
  case deletion(String)
  /// What `list` takes.
  case query(String)
  /// What `list` answers.
  case page(String)

  /// What stands behind the entity's name. A dot is in no name of a contract.
  var suffix: String {
    switch self {
    case .type(_, let form), .entity(_, let form): form == .input ? ".input" : ""
    case .draft: ".draft"
    case .patch: ".patch"
    case .key: ".key"
    case .keyOrPath: ".keyOrPath"
    case .path: ".path"
    case .deletion: ".deletion"
    case .query: ".query"
    case .page: ".page"
    }
  }
}

/// A schema with its name.
struct NamedSchema {
  let name: String
  let schema: JSONValue
}
