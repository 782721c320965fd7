/// The rules of the contract language itself: what has to hold for a model to be made of the files.
public enum ModelRules {
  public static let file = DiagnosticRule("file", "Every path given exists and is readable.")
  public static let version = DiagnosticRule("language-version", "A contract says `concord: 1` first.")
  public static let fileKind = DiagnosticRule(
    "file-kind", "A file declares one entity, service, namespace or server, or types alone.")
  public static let fileName = DiagnosticRule(
    "file-name", "A file is named after the entity, service, namespace or server that it declares.")
  public static let unknownKey = DiagnosticRule("unknown-key", "Every key is one of the language.")
  public static let missingKey = DiagnosticRule("missing-key", "What a section needs is there.")
  public static let shape = DiagnosticRule("wrong-shape", "A value is the text, number, list or mapping asked for.")
  public static let name = DiagnosticRule("invalid-name", "A name begins with a letter and has letters and digits.")
  public static let entityClash = DiagnosticRule("entity-clash", "Entities and services have different names.")
  public static let typeClash = DiagnosticRule("type-clash", "Types of a package have different names.")
  public static let caseClash = DiagnosticRule("case-clash", "An enumeration has each name and wire value once.")
  public static let packageClash = DiagnosticRule("package-clash", "Packages of one run have different names.")
  public static let importMissing = DiagnosticRule("import-missing", "An import names another file of the package.")
  public static let unknownType = DiagnosticRule("unknown-type", "A type is a scalar, declared, or an entity.")
  public static let notImported = DiagnosticRule("type-not-imported", "A type of another file is imported.")
  public static let typeSyntax = DiagnosticRule(
    "type-syntax", "A type is written `T`, `T?`, `list<T>`, `map<T>` or `ref<entity>`.")
  public static let parentMissing = DiagnosticRule("parent-missing", "A parent is an entity of the package.")
  public static let hierarchyCycle = DiagnosticRule("hierarchy-cycle", "No entity is its own ancestor.")
  public static let parentDeletion = DiagnosticRule("on-delete-without-parent", "Only a child has `onDelete`.")
  public static let keyMissing = DiagnosticRule("key-missing", "The key is a declared field.")
  public static let ancestorField = DiagnosticRule(
    "ancestor-field", "No field is named like an ancestor, whose key travels under that name.")
  public static let unknownField = DiagnosticRule("unknown-field", "Filter and sort name fields of the entity.")
  public static let listField = DiagnosticRule(
    "list-field", "Lists filter and sort by scalars, enumerations and references.")
  public static let defaultValue = DiagnosticRule("default-type", "A default is a value of the field's type.")
  public static let idOptions = DiagnosticRule("id-prefix", "`prefix` is short text and belongs to the type `id`.")
  public static let boundType = DiagnosticRule(
    "bound-type", "`min` and `max` are for types that have a size or length, and are such values.")
  public static let matchType = DiagnosticRule("match-type", "`match` is for strings.")
  public static let matchSyntax = DiagnosticRule(
    "match-syntax", "A pattern is of the regular part of ECMA-262 and covers the whole text.")
  public static let since = DiagnosticRule("since-version", "`since` is a version of numbers.")
  public static let deprecated = DiagnosticRule("deprecated-reason", "`deprecated` says why, or what to use instead.")
  public static let refEntity = DiagnosticRule("ref-entity", "`ref` names an entity of the package.")
  public static let unionCase = DiagnosticRule("union-case", "The cases of a union are records.")
  public static let generatedField = DiagnosticRule(
    "generated-field", "`generated: sequence` is for `id`, `int` and `int64` that nothing else gives a value.")
  public static let fieldDeletion = DiagnosticRule(
    "on-delete-field", "In a field `onDelete` is for references, and what it clears can be without.")
  public static let childClear = DiagnosticRule(
    "on-delete-clear", "A child goes with its parent or protects it: it has no place without.")
  public static let ownerField = DiagnosticRule(
    "owner-field", "An owner is a text, id, uuid, email or whole number that every entity of the kind has.")
  public static let ownerInput = DiagnosticRule(
    "owner-input", "An operation for owners says by its input which entity it is about.")
  public static let notifyEvent = DiagnosticRule(
    "notify-event", "`notify` names events that tell of something that happened.")
  public static let notifySubtype = DiagnosticRule(
    "notify-subtype", "The subtype of a notification is in kebab case.")
  public static let allowReason = DiagnosticRule("allow-reason", "`allow` says why a finding is meant.")
  public static let eventNames = DiagnosticRule(
    "events-needed", "An operation whose verb is not in the participle table names its events.")
  public static let eventPayload = DiagnosticRule("event-payload", "A pushed event's payload can be sent.")
  public static let stateMissing = DiagnosticRule(
    "state-missing", "What has a kind, a source or triggers has a `state`.")
  public static let stateField = DiagnosticRule("state-field", "State names fields of the entity, each once.")
  public static let triggerSyntax = DiagnosticRule("trigger-syntax", "A trigger's id is words with dots between them.")
  public static let triggerPayload = DiagnosticRule(
    "trigger-payload", "A trigger's payload names fields of the entity, or has `changedFields: true`.")
  public static let reactionSyntax = DiagnosticRule(
    "reaction-syntax", "`when` is `ENTITY created`, `updated` or `deleted`, `trigger ID`, or `event NAME`.")
  public static let reactionUnknown = DiagnosticRule(
    "reaction-unknown", "A reaction is to an entity, a trigger or an event of the package.")
  public static let reactionGroup = DiagnosticRule(
    "reaction-group", "A work queue has a group, and nothing else has one.")
  public static let duration = DiagnosticRule("duration", "A duration is a number with `ms`, `s`, `m` or `h`.")
  public static let range = DiagnosticRule("value-range", "A number is within the range that its key allows.")
  public static let httpMethod = DiagnosticRule("http-method", "`http` begins with a method that operations have.")
  public static let httpPath = DiagnosticRule(
    "http-path", "A path begins with `/` and has segments of plain letters, or a parameter in braces.")
  public static let httpNeeded = DiagnosticRule(
    "http-needed", "Only an operation with `http` has `status`, `idempotency-key` and `multipart`.")
  public static let multipartInput = DiagnosticRule(
    "multipart-input", "A multipart operation has no other input than its parts.")
  public static let operationPayload = DiagnosticRule(
    "operation-payload", "An operation's `payload` is of its request, and its success event can carry it.")
  public static let namespacePath = DiagnosticRule(
    "namespace-path", "The path of a namespace begins with `/` and has segments of plain letters.")
  public static let limitUnit = DiagnosticRule(
    "limit-unit", "A size has `KiB`, `MiB` or `GiB` or counts bytes, and a rate is per second, `200/s`.")
  public static let entityOnly = DiagnosticRule("entity-only", "`key`, `list` and the like are for entities.")

  /// All of them, the refusals of later parts of the language included.
  public static let all: [DiagnosticRule] =
    [
      file, version, fileKind, fileName, unknownKey, missingKey, shape, name, entityClash, typeClash, caseClash,
      packageClash, importMissing, unknownType, notImported, typeSyntax, parentMissing, hierarchyCycle, parentDeletion,
      keyMissing, ancestorField, unknownField, listField, defaultValue, idOptions, boundType, matchType,
      matchSyntax, since, deprecated, refEntity, unionCase, allowReason, generatedField, fieldDeletion, childClear,
      ownerField,
      ownerInput, notifyEvent, notifySubtype, eventNames, eventPayload, stateMissing, stateField, triggerSyntax,
      triggerPayload, reactionSyntax, reactionUnknown, reactionGroup, duration, range, entityOnly, httpMethod, httpPath,
      httpNeeded, multipartInput, operationPayload, namespacePath, limitUnit,
    ]
}
