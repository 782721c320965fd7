/// A request that a client may make, with its answer.
public struct OperationModel: Sendable {
  public enum Kind: String, Sendable {
    case create, update, delete, get, list
    /// Any other name, every operation of a service, and a conventional one with an input or output of its own.
    case custom
  }

  public enum Input: Sendable, Hashable {
    case none
    /// The ancestors' keys and the own key.
    case key
    /// The entity as `create` takes it: no readonly fields, defaults applied by the server.
    case draft
    /// The key and the fields to change, as `update` takes them.
    case patch
    /// Filter, sort and page, as `list` takes them.
    case listQuery
    /// Any other type. An inline map of an entity's operation has become a record whose first fields are the ancestors'
    /// keys and the own key.
    case type(TypeReference)
  }

  public enum Output: Sendable, Hashable {
    case none
    /// The ancestors' keys and the own key.
    case key
    /// The entity of the group.
    case entity
    /// `{items, page, pageSize, total}` of the entity of the group.
    case page
    case type(TypeReference)
  }

  /// Attempts after the first, and how long to wait between them.
  public struct Retry: Sendable, Hashable {
    /// How often to try again; 3 means four attempts.
    public var retries: Int
    /// Milliseconds before the first retry; doubled for each further one.
    public var firstBackoff: Int
    /// Milliseconds that no wait exceeds.
    public var maximumBackoff: Int

    public init(retries: Int, firstBackoff: Int, maximumBackoff: Int) {
      self.retries = retries
      self.firstBackoff = firstBackoff
      self.maximumBackoff = maximumBackoff
    }
  }

  /// The name in the contract.
  public var name: String
  /// The Swift name of the handler's method and the client's property; escaped where needed.
  public var swiftName: String
  public var kind: Kind
  /// Whose topic and events it has: its kind, and that of its name for a conventional one that is `custom`.
  public var convention: Kind
  public var summary: String?
  /// The whole topic, `account:create_account`.
  public var topic: String
  public var input: Input
  public var output: Output
  /// Published on the client to ask for the operation.
  public var intent: EventModel?
  /// What the caller publishes when the reply has come: with the output, or what `payload:` names. With a `topic` it is the
  /// commit's event, of which a custom operation's caller hears by the push alone.
  public var success: EventModel?
  public var failure: EventModel?
  /// What the handler may throw and callers can tell apart, in the file's order.
  public var errors: [OperationError]
  /// Milliseconds after which the caller gets `TIMEOUT`; nil: the client's default.
  public var timeout: Int?
  public var retry: Retry?
  /// Whether the same request may safely be sent twice.
  public var isIdempotent: Bool
  /// nil: signed-in.
  public var access: AccessRule?
  /// Set for `list`.
  public var list: ListOptions?
  /// Where it is reached over HTTP; nil: nowhere.
  public var http: HTTPBinding?
  /// Since when, and whether still.
  public var lifecycle = Lifecycle()
  public var position: SourcePosition

  public init(
    name: String, swiftName: String, kind: Kind, summary: String? = nil, topic: String, input: Input, output: Output,
    intent: EventModel? = nil, success: EventModel? = nil, failure: EventModel? = nil, errors: [OperationError] = [],
    timeout: Int? = nil, retry: Retry? = nil, isIdempotent: Bool = false, access: AccessRule? = nil,
    list: ListOptions? = nil, position: SourcePosition
  ) {
    self.name = name
    self.swiftName = swiftName
    self.kind = kind
    self.convention = kind
    self.summary = summary
    self.topic = topic
    self.input = input
    self.output = output
    self.intent = intent
    self.success = success
    self.failure = failure
    self.errors = errors
    self.timeout = timeout
    self.retry = retry
    self.isIdempotent = isIdempotent
    self.access = access
    self.list = list
    self.position = position
  }
}

/// An entry of an operation's `errors:`.
public struct OperationError: Sendable {
  /// The name in the contract (`notEmpty`).
  public var name: String
  public var swiftName: String
  /// The code on the wire (`NOT_EMPTY`).
  public var wireCode: String
  public var httpStatus: Int
  public var position: SourcePosition

  public init(name: String, swiftName: String, wireCode: String, httpStatus: Int, position: SourcePosition) {
    self.name = name
    self.swiftName = swiftName
    self.wireCode = wireCode
    self.httpStatus = httpStatus
    self.position = position
  }
}

/// What `list` can do.
public struct ListOptions: Sendable {
  /// Items on a page when the caller does not say.
  public var pageSize: Int
  /// Wire names of the fields that a query may filter by.
  public var filter: [String]
  /// Wire names of the fields that a query may sort by.
  public var sort: [String]

  public init(pageSize: Int = 50, filter: [String] = [], sort: [String] = []) {
    self.pageSize = pageSize
    self.filter = filter
    self.sort = sort
  }
}
