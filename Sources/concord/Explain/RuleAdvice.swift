/// How to come into line with a rule, where the diagnostic cannot say it all.
enum RuleAdvice {
  /// One or two sentences, or nil where the diagnostic's own suggestion is the way out.
  static func of(_ rule: RuleCatalog.Entry) -> String? {
    if let advice = table[rule.id] { return advice }
    if rule.severity == "info" { return "Nothing needs to be done." }
    return kinds.first { rule.id.hasPrefix($0.prefix) }?.advice
  }

  /// What holds for all rules whose ids begin alike.
  private static let kinds: [(prefix: String, advice: String)] = [
    ("unsupported-", "Leave it out for now. It is part of the language, so a later version of concord reads it."),
    (
      "WIRE_",
      "Keep what callers and listeners know beside what is new until nobody uses it any more, or release both sides together."
    ),
    ("SOURCE_", "Keep the old name, or change the code that uses it together with the contract."),
    ("STORED_", "Keep the old form, or convert what is stored before the new version reads it."),
  ]

  static let table: [String: String] = [
    "yaml-encoding": "Save the file as UTF-8; most editors offer it beside the file's name or when saving.",
    "yaml-syntax": "Look at the quotes, brackets and indentation at this place and just before it. Texts with ': ' in "
      + "them are quoted.",
    "yaml-document": "Move what follows '---' to a file of its own; put something into an empty file or remove it.",
    "yaml-tag": "Leave the tag out: types of values follow from the contract.",
    "yaml-merge-key": "Write the entries out, or make them a type that both places name.",
    "yaml-key": "Make the key a plain or quoted text.",
    "yaml-alias": "Write '&name' before the value and '*name' where it is used again; or write the value out.",
    "yaml-duplicate-key": "Remove one of the two, or rename it if both are meant.",
    "yaml-limit": "Split the file. Aliases count with all that they stand for.",
    "file": "Give the path of a contract that ends in .yaml, or of a folder that holds some; 'concord new' makes one.",
    "language-version": "Begin the file with 'concord: 1'.",
    "file-kind": "Give each entity and service a file of its own; a file with neither has only 'types:'.",
    "file-name": "Rename the file after what it declares, or what it declares after the file.",
    "unknown-key":
      "Correct the spelling; docs/contract-language lists the keys of each place, and 'concord schema' makes "
      + "editors offer them.",
    "missing-key": "Add the key that is named.",
    "wrong-shape": "Write what the message asks for: [a, b] is a list, { a: b } a mapping. A text that looks like a "
      + "number or a truth value is quoted.",
    "invalid-name": "Begin with a letter and go on with letters, digits, '_' and '-'.",
    "entity-clash": "Rename one, or put them into different packages.",
    "type-clash": "Rename one. Types that several files use belong into one file that those import.",
    "case-clash": "Rename one, or leave it out.",
    "package-clash": "Give one another 'name:' in its package.yaml.",
    "import-missing": "Paths are relative to the importing file and stay inside the package.",
    "unknown-type": "Correct the spelling, declare the type under 'types:', or name an entity with a capital.",
    "type-not-imported": "Add the file that declares the type to 'import:'.",
    "type-syntax": "Write T, T?, list<T> or map<T>, without spaces.",
    "parent-missing": "Name an entity of the same package as it is written behind 'entity:'.",
    "hierarchy-cycle": "Take 'parent:' out of the entity that is the root.",
    "on-delete-without-parent": "Leave 'onDelete' out, or add 'parent:'.",
    "key-missing": "Name one of the fields.",
    "ancestor-field": "Leave the field out, or rename it if it means something else.",
    "unknown-field": "Correct the spelling, or add the field to the entity.",
    "list-field": "Filter and sort by scalars and enumerations; leave lists, maps and records out.",
    "default-type": "Write a value of the field's type; texts that look like numbers are quoted.",
    "id-prefix": "Use 1 to 16 small letters and digits, on a field of type id.",
    "state-missing": "Name the fields whose changes count under 'state:', or leave the other key out.",
    "state-field": "Name fields of the entity, each once.",
    "trigger-syntax": "Write two or more words with dots between them, each beginning with a small letter.",
    "trigger-payload": "Name a field, with '?' if it may be absent; only 'changedFields' is 'true'.",
    "reaction-syntax": "Write 'user deleted', 'trigger catalog.created' or 'event accountCleaned'.",
    "reaction-unknown": "Correct the spelling; entities, triggers and events of other packages cannot be named.",
    "reaction-group": "Give a work queue a 'group', and leave 'group' out of the other modes.",
    "kind-clash": "Give one of them another 'kind:'.",
    "trigger-clash": "Rename one; who waits for both names both.",
    "sensitive-trigger": "Leave it out; a handler that needs the value reads the entity.",
    "payload-after-deletion": "Put '?' behind the field: after a deletion the member is absent.",
    "changed-fields-unused": "Leave 'changedFields' out, or add an 'updated' trigger.",
    "change-never": "Add fields that change to 'state', or leave the trigger or reaction out.",
    "plugin-store": "Leave out what only the store can do, or let the store keep the entity.",
    "reaction-state": "Add 'state:' to the entity, or wait for the event of its commits.",
    "reaction-event": "Wait for a pushed event, a commit, or the success of an operation.",
    "reaction-clash": "Give one of the two another 'group', or let one handler do both.",
    "handler-clash": "Rename one of the handlers.",
    "events-needed": "Name the three events of the operation (intent, success, failure), or write 'events: none'.",
    "event-payload": "A pushed event carries keys, types and fields; the client's tree is for 'direction: local'.",
    "duration": "Write a whole number with ms, s, m or h; a range is two of them with '..' between.",
    "value-range": "Choose a number within the range that the message names.",
    "entity-only": "Name a type or a map of fields instead of 'key', or declare an entity.",
    "nulls-optional": "Add '?' to the type, or leave 'nulls' out.",
    "too-many-fields": "Move fields that belong together into a type of their own.",
    "endless-type": "Make one of the fields on the way optional, a list or a map.",
    "key-optional": "Leave the '?' out.",
    "key-type": "Make the key a string, int, int64, uuid, id, email, url or date.",
    "key-readonly": "Leave 'readonly' out, or let the server make the key with the type id.",
    "reserved-group": "Choose another name.",
    "topic-clash": "Give one of the operations another 'topic:', or the entity a 'plural:'.",
    "event-clash": "Rename one of the events, or name an operation's events with 'events:'.",
    "error-code-clash": "Give the error the same name and status everywhere, or another name.",
    "swift-type-clash": "Rename one, or set 'swiftPrefix:' in package.yaml.",
    "swift-member-clash": "Rename one such that they differ in more than '-', '_' and capitals.",
    "match-type": "Leave 'match' out, or put it on a text.",
    "match-nothing": "Change the pattern, or the lengths that 'min' and 'max' allow, so that some text fits.",
    "bounds-crossed": "Make 'max' at least as great as 'min'.",
    "default-rules": "Choose a default that the field's own rules accept.",
    "sensitive-key": "Leave 'sensitive' out: keys stand in paths, logs and messages.",
    "sensitive-list": "Leave the field out of 'filter' and 'sort': what is compared can be guessed.",
    "deployment-clash": "Give one of them another 'service:'.",
    "deployment-port-name": "Name the port with 1 to 15 small letters, digits and single '-', a letter among them.",
    "deployment-port": "Choose a number from 1 to 65535.",
    "deployment-config": "Name the variable with letters, digits, '_', '-' and '.', no digit first.",
    "scaling-percent": "Write whole percent, from 0 to 100.",
    "scaling-replicas": "Write how many instances there are at least and at most; neither is below 0.",
    "unused-import": "Remove the import.",
    "retry-not-idempotent": "Add 'idempotent: true' if sending twice does no harm; otherwise leave 'retry' out.",
  ]
}
