// Written by scripts/embed-examples from Tests/Fixtures. Do not edit: change the fixture and run it again.

// swift-format-ignore-file

/// The fixtures of the rules by rule id; see `RuleExample`.
let builtInExamples: [String: String] = [
  "allow-error": ##"""
    --- expected.txt
    item.yaml:4:10: error: findings of 'unknown-type' are errors, which cannot be allowed; correct what they tell of, and leave this out [allow-error]
    item.yaml:7:9: error: unknown type 'strng'; did you mean 'string'? [unknown-type]
    item.yaml:8:31: error: an allowance of no use cannot be allowed; leave it out [allow-error]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    allow: { unknown-type: "it will be declared soon" }
    fields:
      name: string
      size: strng
    operations: { get: { allow: { allow-unused: "it may be of use again" } } }
    """##,
  "allow-reason": ##"""
    --- expected.txt
    item.yaml:5:34: error: 'WIRE_INPUT_RULE_TIGHTENED' is allowed without a reason; say why it is meant, as in 'WIRE_INPUT_RULE_TIGHTENED: no caller uses it' [allow-reason]
    item.yaml:9:7: error: 'WIRE_OPERATION_REMOVED' is allowed without a reason; say why it is meant, as in 'WIRE_OPERATION_REMOVED: no caller uses it' [allow-reason]
    item.yaml:13:14: error: 'retry-not-idempotent' is allowed without a reason; say why it is meant, as in 'retry-not-idempotent: no caller uses it' [allow-reason]
    item.yaml:14:8: error: allow is a mapping, not a list; write 'name: …' lines without '-', or { } instead of [ ] [wrong-shape]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: { type: string, allow: { WIRE_INPUT_RULE_TIGHTENED: "" } }
    operations:
      get:
        allow:
          WIRE_OPERATION_REMOVED: 3
      clean:
        idempotent: false
        retry: { retries: 2 }
        allow: { retry-not-idempotent: }
    allow: [WIRE_EVENT_ADDED]
    """##,
  "allow-unknown": ##"""
    --- expected.txt
    item.yaml:4:10: error: there is no rule 'wire_event_added'; did you mean 'WIRE_EVENT_ADDED'? [allow-unknown]
    item.yaml:6:34: error: there is no rule 'WIRE_INPUT_RULES_TIGHTENED'; did you mean 'WIRE_INPUT_RULE_TIGHTENED'? [allow-unknown]
    item.yaml:8:19: error: there is no rule 'anything'; write the id that a finding has in brackets [allow-unknown]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    allow: { wire_event_added: "a lower-case id" }
    fields:
      name: { type: string, allow: { WIRE_INPUT_RULES_TIGHTENED: "a letter too many" } }
    operations:
      get: { allow: { anything: "a rule that never was" } }
    """##,
  "allow-unused": ##"""
    --- expected.txt
    item.yaml:15:14: warning: there is no finding of 'retry-not-idempotent' here to allow; leave it out [allow-unused]
    item.yaml:23:3: warning: there is no finding of 'retry-not-idempotent' here to allow; leave it out [allow-unused]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    import: [parts.yaml]
    operations:
      clean:
        retry: { retries: 2 }
        allow: { retry-not-idempotent: "the operator sends it again himself" }
      check:
        events: none
        idempotent: true
        retry: { retries: 2 }
        allow: { retry-not-idempotent: "of no use: it is idempotent" }
      repair: &again
        events: none
        retry: { retries: 1 }
        allow: { retry-not-idempotent: "it does no harm" }
      mend: *again
    allow:
      unused-import: "other tools read it here"
      retry-not-idempotent: "of no use: each operation says it for itself"
      WIRE_OPERATION_ADDED: "only a comparison can tell whether it is of use"
    --- parts.yaml
    concord: 1
    types:
      Part: { fields: { name: string } }
    """##,
  "ancestor-field": ##"""
    --- box.yaml
    concord: 1
    entity: box
    key: name
    fields:
      name: string
    operations: {}
    --- expected.txt
    item.yaml:7:3: error: 'box' is an ancestor of 'item', and its key travels under that name already; leave the field out [ancestor-field]
    item.yaml:9:21: error: 'box' is an ancestor of 'item', and its key travels under that name already; leave the field out [ancestor-field]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    parent: box
    fields:
      name: string
      box: string
    operations:
      clean: { input: { box: string, all: bool } }
    """##,
  "bound-type": ##"""
    --- expected.txt
    item.yaml:6:20: error: a value of this type has no 'min'; numbers, timestamp, date and duration have a size; string, url, email, bytes, list and map a length [bound-type]
    item.yaml:7:20: error: a value of this type has no 'max'; numbers, timestamp, date and duration have a size; string, url, email, bytes, list and map a length [bound-type]
    item.yaml:8:21: error: a value of this type has no 'min'; numbers, timestamp, date and duration have a size; string, url, email, bytes, list and map a length [bound-type]
    item.yaml:9:24: error: 'min' of a whole number is one, not '1.5' [bound-type]
    item.yaml:10:30: error: 'max' of a double is a finite number, not '.inf' [bound-type]
    item.yaml:11:28: error: 'min' of a decimal is a decimal number, not '1e3' [bound-type]
    item.yaml:12:30: error: 'yesterday' is not a timestamp; write it as 2026-01-06T10:10:00Z [bound-type]
    item.yaml:13:25: error: '2026-02-30' is not a date; write it as 2026-01-06 [bound-type]
    item.yaml:14:24: error: 'max' is a single value, not a list [bound-type]
    item.yaml:15:20: error: a value of this type has no 'max'; numbers, timestamp, date and duration have a size; string, url, email, bytes, list and map a length [bound-type]
    item.yaml:16:26: error: 'min' of a whole number is one, not '1' [bound-type]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      a: { type: bool, min: 1 }
      b: { type: uuid, max: 1 }
      c: { type: Color, min: 1 }
      d: { type: int, min: 1.5 }
      e: { type: "double?", max: .inf }
      f: { type: decimal, min: 1e3 }
      g: { type: timestamp, min: yesterday }
      h: { type: date, max: 2026-02-30 }
      i: { type: int, max: [1] }
      j: { type: json, max: 4 }
      k: { type: int64, min: "1" }
    operations: {}
    types:
      Color: [red, green]
    """##,
  "bounds-crossed": ##"""
    --- expected.txt
    item.yaml:5:38: error: no value of 'name' is at least 3 and at most 2 [bounds-crossed]
    item.yaml:7:32: error: no value of 'b' is at least 6 and at most 5 [bounds-crossed]
    item.yaml:8:37: error: no value of 'c' is at least 0.5 and at most 0.25 [bounds-crossed]
    item.yaml:9:39: error: no value of 'd' is at least 10.0 and at most 9.99 [bounds-crossed]
    item.yaml:10:57: error: no value of 'e' is at least 2026-01-02T00:00:00.000Z and at most 2026-01-01T23:30:00.000Z [bounds-crossed]
    item.yaml:11:42: error: no value of 'f' is at least 2026-01-02 and at most 2026-01-01 [bounds-crossed]
    item.yaml:12:38: error: no value of 'g' is at least PT3600S and at most PT3540S [bounds-crossed]
    item.yaml:13:38: error: no value of 'h' is at least 2 and at most 1 [bounds-crossed]
    item.yaml:14:24: error: no int is at least 9007199254740992; an int64 may be [bounds-crossed]
    item.yaml:18:55: error: no value of 'size' is at least 1 and at most 0 [bounds-crossed]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: { type: string, min: 3, max: 2 }
      a: { type: int, min: 5, max: 5 }
      b: { type: int, min: 6, max: 5 }
      c: { type: double, min: 0.5, max: 0.25 }
      d: { type: decimal, min: 10.0, max: 9.99 }
      e: { type: timestamp, min: 2026-01-02T00:00:00Z, max: 2026-01-02T00:30:00+01:00 }
      f: { type: date, min: 2026-01-02, max: 2026-01-01 }
      g: { type: duration, min: 1h, max: 59m }
      h: { type: list<int>, min: 2, max: 1 }
      i: { type: int, min: 9007199254740992 }
      j: { type: int64, min: 9007199254740992 }
    operations: {}
    types:
      Part: { fields: { size: { type: int64, min: 1, max: 0 } } }
    """##,
  "case-clash": ##"""
    --- expected.txt
    item.yaml:5:23: error: the name 'red' is given twice; the first is at item.yaml:5:11 [case-clash]
    item.yaml:6:40: error: the wire value 'S' is given twice; the first is at item.yaml:6:19 [case-clash]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    types:
      Color: [red, green, red]
      Size: { enum: { small: S, medium: M, tiny: S } }
    fields:
      name: string
    operations: {}
    """##,
  "change-never": ##"""
    --- expected.txt
    item.yaml:5:45: error: the state of 'item' is its key alone, which never changes; add fields that change to its 'state' [change-never]
    item.yaml:7:13: error: the state of 'item' is its key alone, which never changes; add fields that change to its 'state' [change-never]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    state: [name]
    triggers: { created: item.created, updated: item.updated }
    react:
      - { when: item updated, handler: noteUpdate }
      - { when: item deleted, handler: noteDeletion }
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    """##,
  "changed-fields-unused": ##"""
    --- expected.txt
    item.yaml:8:39: warning: no trigger here follows an update, and only that has something to tell with 'changedFields'; leave 'changedFields' out [changed-fields-unused]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    state: [state]
    triggers:
      created: item.created
      deleted: item.deleted
      payload: { id: name, changedFields: true }
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    """##,
  "default-rules": ##"""
    --- expected.txt
    item.yaml:6:36: error: the default of 'a' is 0, which is less than 1 [default-rules]
    item.yaml:7:38: error: the default of 'b' is 2, which is more than 1 [default-rules]
    item.yaml:8:41: error: the default of 'c' is 0.25, which is less than 0.5 [default-rules]
    item.yaml:9:43: error: the default of 'd' is 10, which is more than 9.99 [default-rules]
    item.yaml:10:39: error: the default of 'e' has 2 characters, and 'min' is 3 [default-rules]
    item.yaml:11:48: error: the default of 'f' does not match [a-z]+ [default-rules]
    item.yaml:12:56: error: the default of 'g' has 4 characters, and 'max' is 3 [default-rules]
    item.yaml:14:36: error: the default of 'i' has 9 characters, and 'max' is 5 [default-rules]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      a: { type: int, min: 1, default: 0 }
      b: { type: int64, max: 1, default: 2 }
      c: { type: double, min: 0.5, default: 0.25 }
      d: { type: decimal, max: 9.99, default: 10 }
      e: { type: string, min: 3, default: ab }
      f: { type: string, match: "[a-z]+", default: A }
      g: { type: string, max: 3, match: "[a-z]+", default: abcd }
      h: { type: int, min: 1, max: 1, default: 1 }
      i: { type: url, max: 5, default: "https://a" }
    operations: {}
    """##,
  "default-type": ##"""
    --- expected.txt
    item.yaml:6:28: error: the default of a field of type int is not a text; write the number without quotes [default-type]
    item.yaml:7:31: error: the default of a field of type string is not a number; quote it [default-type]
    item.yaml:8:29: error: the default of a field of type bool is not a text; write true or false [default-type]
    item.yaml:9:30: error: 'Color' has no 'blue'; it has red, green [default-type]
    item.yaml:10:34: error: only scalars and enumerations have defaults [default-type]
    item.yaml:11:34: error: a field of type timestamp has no default [default-type]
    item.yaml:12:28: error: an int is at most 2^53-1 either way [default-type]
    item.yaml:13:31: error: a double is finite [default-type]
    item.yaml:14:32: error: '1e3' is not a decimal number [default-type]
    item.yaml:15:30: error: 'me' is not a value of type email [default-type]
    item.yaml:16:31: error: a default is a single value, not a list [default-type]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      a: { type: int, default: many }
      b: { type: string, default: 7 }
      c: { type: bool, default: yes }
      d: { type: Color, default: blue }
      e: { type: list<int>, default: 1 }
      f: { type: timestamp, default: now }
      g: { type: int, default: 9007199254740992 }
      h: { type: double, default: .inf }
      i: { type: decimal, default: 1e3 }
      j: { type: email, default: me }
      k: { type: string, default: [a] }
    operations: {}
    types:
      Color: [red, green]
    """##,
  "deployment-clash": ##"""
    --- box.yaml
    concord: 1
    entity: box
    key: name
    fields:
      name: string
    operations: {}
    deployment: { service: api-1 }
    --- expected.txt
    item.yaml:7:24: error: the service 'api-1' of entity 'item' is taken by entity 'box' at box.yaml:7:24 [deployment-clash]
    shelf.yaml:7:24: error: the Swift name 'api1' of the service 'api1' is taken by the service 'api-1' at box.yaml:7:24 [deployment-clash]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    deployment: { service: api-1 }
    --- shelf.yaml
    concord: 1
    entity: shelf
    key: name
    fields:
      name: string
    operations: {}
    deployment: { service: api1 }
    """##,
  "deployment-config": ##"""
    --- expected.txt
    item.yaml:10:5: error: '2FA' cannot name a variable: letters, digits, '_', '-' and '.' can, no digit first [deployment-config]
    item.yaml:11:5: error: 'A B' cannot name a variable: letters, digits, '_', '-' and '.' can, no digit first [deployment-config]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    deployment:
      config:
        LOG_LEVEL: info
        2FA: "on"
        A B: x
    """##,
  "deployment-port-clash": ##"""
    --- expected.txt
    item.yaml:9:5: error: the port 8080 is 'admin' already; leave one out [deployment-port-clash]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    deployment:
      ports:
        api: 8080
        admin: 8080
    """##,
  "deployment-port-name": ##"""
    --- expected.txt
    item.yaml:8:21: error: 'Admin_Port' cannot name a port: 1 to 15 small letters, digits and single '-' can, a letter among them [deployment-port-name]
    item.yaml:8:37: error: 'a-name-that-is-too-long' cannot name a port: 1 to 15 small letters, digits and single '-' can, a letter among them [deployment-port-name]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    deployment:
      ports: { api: 80, Admin_Port: 81, a-name-that-is-too-long: 82 }
    """##,
  "deployment-port": ##"""
    --- expected.txt
    item.yaml:8:23: error: a port is 1 to 65535, not 0 [deployment-port]
    item.yaml:8:33: error: a port is 1 to 65535, not 65536 [deployment-port]
    item.yaml:8:49: error: a port is 1 to 65535, not -1 [deployment-port]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    deployment:
      ports: { api: 8080, admin: 0, metrics: 65536, debug: -1 }
    """##,
  "deployment-quantity": ##"""
    --- expected.txt
    item.yaml:9:10: error: '500mc' is no share of processors; write cores or millicores, such as 2, 0.5 or 500m [deployment-quantity]
    item.yaml:10:13: error: 'MB' is no unit of memory; did you mean '256M'? [deployment-quantity]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    deployment:
      resources:
        cpu: 500mc
        memory: 256MB
    """##,
  "deployment-service": ##"""
    --- expected.txt
    item.yaml:8:12: error: 'Item_API' cannot name a service: small letters, digits and '-' can, a letter first; write 'service: item-api' [deployment-service]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    deployment:
      service: Item_API
      image: x
    """##,
  "deprecated-reason": ##"""
    --- expected.txt
    item.yaml:3:13: error: 'deprecated' is a reason; write what to use instead, as in 'deprecated: use size' [deprecated-reason]
    item.yaml:7:34: error: 'deprecated' is a reason; write what to use instead, as in 'deprecated: use size' [deprecated-reason]
    item.yaml:10:42: error: 'deprecated' is a reason; write what to use instead, as in 'deprecated: use size' [deprecated-reason]
    item.yaml:13:23: error: 'deprecated' is a reason; write what to use instead, as in 'deprecated: use size' [deprecated-reason]
    --- item.yaml
    concord: 1
    entity: item
    deprecated: ""
    key: name
    fields:
      name: string
      size: { type: int, deprecated: true }
      text: { type: int, deprecated: use size }
    types:
      Old: { fields: { a: int }, deprecated: [a] }
    operations: {}
    events:
      seen: { deprecated: 7 }
    """##,
  "duration": ##"""
    --- expected.txt
    item.yaml:7:33: error: '30' is not a duration; write a whole number with ms, s, m or h, such as 30s [duration]
    item.yaml:8:71: error: '4s..1s' is not a range of durations; write the shortest and the longest wait, such as 1s..4s [duration]
    main.yaml:5:17: error: 'often' is not a duration; write a whole number with ms, s, m or h, such as 30s [duration]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      clean: { input: key, timeout: 30 }
      scan: { input: key, idempotent: true, retry: { retries: 2, backoff: 4s..1s } }
    --- main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    limits: { ping: often }
    """##,
  "endless-type": ##"""
    --- expected.txt
    item.yaml:5:21: error: 'next' needs a value that needs this one again, without end; make it optional, a list or a map [endless-type]
    item.yaml:7:18: error: 'b' needs a value that needs this one again, without end; make it optional, a list or a map [endless-type]
    item.yaml:8:18: error: 'a' needs a value that needs this one again, without end; make it optional, a list or a map [endless-type]
    item.yaml:10:20: error: 'left' needs a value that needs this one again, without end; make it optional, a list or a map [endless-type]
    item.yaml:10:32: error: 'right' needs a value that needs this one again, without end; make it optional, a list or a map [endless-type]
    item.yaml:11:24: error: 'factors' needs a value that needs this one again, without end; make it optional, a list or a map [endless-type]
    item.yaml:12:24: error: 'first' needs a value that needs this one again, without end; make it optional, a list or a map [endless-type]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    types:
      Node: { fields: { next: Node } }
      Tree: { fields: { left: "Tree?", rest: list<Tree> } }
      A: { fields: { b: B } }
      B: { fields: { a: A } }
      Term: { union: kind, cases: { sum: Sum, product: Product } }
      Sum: { fields: { left: Term, right: Term } }
      Product: { fields: { factors: Factors } }
      Factors: { fields: { first: Term, rest: list<Term> } }
      Value: { union: kind, cases: { number: Number, pair: Pair } }
      Number: { fields: { value: double } }
      Pair: { fields: { left: Value, right: Value } }
      Hull: { fields: { term: Term } }
    fields:
      name: string
    operations: {}
    """##,
  "entity-clash": ##"""
    --- expected.txt
    more/item.yaml:2:9: error: 'item' is declared twice; the first is at item.yaml:2:9 [entity-clash]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    --- more/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    """##,
  "entity-only": ##"""
    --- expected.txt
    live.yaml:4:20: error: 'payload: key' needs an entity, and a namespace has none [entity-only]
    shop.yaml:4:22: error: 'input: key' needs an entity, and a service has none [entity-only]
    shop.yaml:4:35: error: 'output: key' needs an entity, and a service has none [entity-only]
    shop.yaml:5:22: error: 'payload: key' needs an entity, and a service has none [entity-only]
    shop.yaml:7:22: error: 'payload: key' needs an entity, and a service has none [entity-only]
    --- live.yaml
    concord: 1
    namespace: /live
    events:
      said: { payload: key }
    --- shop.yaml
    concord: 1
    service: shop
    operations:
      getItems: { input: key, output: key, events: none }
      search: { payload: key, input: { words: string } }
    events:
      opened: { payload: key }
    """##,
  "error-code-clash": ##"""
    --- expected.txt
    item.yaml:7:49: error: the error code 'NOT_EMPTY' is 'notEmpty' with status 409 at item.yaml:7:34, and 'not_empty' with status 409 here; make them the same or rename one [error-code-clash]
    item.yaml:9:34: error: the error code 'NOT_EMPTY' is 'notEmpty' with status 409 at item.yaml:7:34, and 'notEmpty' with status 410 here; make them the same or rename one [error-code-clash]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      clean: { input: key, errors: { notEmpty: 409, not_empty: 409 } }
      scan: { input: key, errors: { notEmpty: 409 } }
      drain: { input: key, errors: { notEmpty: 410 } }
    """##,
  "event-clash": ##"""
    --- expected.txt
    item.yaml:9:3: error: the event name 'item-created' of 'created' of entity 'item' is taken by 'created' of entity 'item' at item.yaml:7:3; rename one [event-clash]
    item.yaml:10:3: error: the event name 'item-box-opened' of 'boxOpened' of entity 'item' is taken by 'opened' of entity 'item-box' at item-box.yaml:8:3; rename one [event-clash]
    --- item-box.yaml
    concord: 1
    entity: item-box
    key: name
    fields:
      name: string
    operations: {}
    events:
      opened:
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      create:
    events:
      created: { payload: key }
      boxOpened:
    """##,
  "event-payload": ##"""
    --- expected.txt
    item.yaml:8:22: error: the tree is the client's own and cannot be pushed; add 'direction: local' [event-payload]
    item.yaml:9:43: error: a local event is not delivered to anyone; leave 'delivery' out [event-payload]
    live.yaml:4:20: error: the tree is the client's own and cannot be sent [event-payload]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    events:
      loaded: { payload: tree }
      seen: { payload: key, direction: local, delivery: drop }
    --- live.yaml
    concord: 1
    namespace: /live
    events:
      said: { payload: tree }
    """##,
  "events-needed": ##"""
    --- expected.txt
    item.yaml:7:3: error: 'inviteUser' is several words, so its events need names; write 'events: [inviteUser, userInvited, inviteUserError]' or 'events: none' [events-needed]
    item.yaml:8:3: error: 'frobnicate' is not in the participle table, so its events need names; write 'events: [frobnicate, frobnicateDone, frobnicateError]' or 'events: none' [events-needed]
    item.yaml:9:3: error: 'reset' is not in the participle table, so its events need names; write 'events: [reset, resetDone, resetError]' or 'events: none' [events-needed]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      inviteUser: { input: key }
      frobnicate: { input: key }
      reset: { input: key }
    """##,
  "file-kind": ##"""
    --- expected.txt
    item.yaml:3:1: error: a file declares one thing, and 'entity:' was given before 'service:'; move one to a file of its own [file-kind]
    limits.yaml:2:1: error: 'limits' needs 'server:' in the same file; a file without it has types alone [file-kind]
    main.yaml:5:1: error: a file declares one thing, and 'server:' was given before 'namespace:'; move one to a file of its own [file-kind]
    stray.yaml:2:1: error: 'fields' needs 'entity:' or 'service:' in the same file; a file without either has types alone [file-kind]
    --- item.yaml
    concord: 1
    entity: item
    service: items
    key: name
    fields: { name: string }
    --- limits.yaml
    concord: 1
    limits: { message: 64KiB }
    --- main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    namespace: /live
    --- stray.yaml
    concord: 1
    fields: { name: string }
    """##,
  "file-name": ##"""
    --- expected.txt
    live.yaml:2:12: error: '/admin/live' is declared in a file named 'live'; name the file admin-live.yaml [file-name]
    main.yaml:2:9: error: 'reference' is declared in a file named 'main'; name the file reference.yaml [file-name]
    slash.yaml:2:12: error: '/' is declared in a file named 'slash'; name the file root.yaml [file-name]
    thing.yaml:2:9: error: 'item' is declared in a file named 'thing'; name the file item.yaml [file-name]
    --- live.yaml
    concord: 1
    namespace: /admin/live
    --- main.yaml
    concord: 1
    server: reference
    namespaces:
      /ws: { dialect: message }
    --- slash.yaml
    concord: 1
    namespace: /
    --- thing.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    """##,
  "file": ##"""
    --- README_md
    No contract here.
    --- expected.txt
    .:1:1: error: there are no contracts in this folder; their file names end in .yaml [file]
    """##,
  "generated-field": ##"""
    --- counter.yaml
    concord: 1
    entity: counter
    key: id
    fields:
      id:     { type: id, generated: sequence, prefix: cnt }
      text:   { type: string, generated: sequence }
      maybe:  { type: "int?", generated: sequence }
      start:  { type: int, generated: sequence, default: 7 }
      size:   { type: int64, generated: sequence, min: 1 }
      open:   { type: int, generated: sequence, readonly: false }
      random: { type: id, generated: uuid }
    operations: {}
    --- expected.txt
    counter.yaml:6:27: error: a sequence gives an id, int or int64, and 'text' is none [generated-field]
    counter.yaml:7:27: error: a sequence gives an id, int or int64, and 'maybe' is none; every entity gets a number, so leave the '?' out [generated-field]
    counter.yaml:8:45: error: the store gives 'start' its value, so 'default' means nothing; leave it out [generated-field]
    counter.yaml:9:47: error: the store gives 'size' its value, so 'min' means nothing; leave it out [generated-field]
    counter.yaml:10:55: error: the store gives 'open' its value, and nobody else; leave 'readonly' out [generated-field]
    counter.yaml:11:34: error: 'generated' is sequence, not 'uuid' [wrong-shape]
    """##,
  "handler-clash": ##"""
    --- expected.txt
    user.yaml:7:36: error: the handler 'noteIt' of 'user deleted' is taken by 'user created' at user.yaml:6:36; rename one; both can call the same function [handler-clash]
    --- user.yaml
    concord: 1
    entity: user
    key: name
    state: [state]
    react:
      - { when: user created, handler: noteIt }
      - { when: user deleted, handler: note-it }
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    """##,
  "hierarchy-cycle": ##"""
    --- box.yaml
    concord: 1
    entity: box
    key: name
    parent: shelf
    fields:
      name: string
    operations: {}
    --- expected.txt
    box.yaml:4:9: error: 'box' is its own ancestor: box → shelf → box [hierarchy-cycle]
    shelf.yaml:4:9: error: 'shelf' is its own ancestor: shelf → box → shelf [hierarchy-cycle]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    parent: box
    fields:
      name: string
    operations: {}
    --- shelf.yaml
    concord: 1
    entity: shelf
    key: name
    parent: box
    fields:
      name: string
    operations: {}
    """##,
  "http-body": ##"""
    --- expected.txt
    item.yaml:7:19: error: GET has no body that could carry the parts of 'upload' of entity 'item'; use POST, PUT or PATCH [http-body]
    item.yaml:8:19: error: DELETE has no body that could carry the parts of 'drop' of entity 'item'; use POST, PUT or PATCH [http-body]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      upload: { http: "GET /items/{name}/bundle", multipart: { bundle: file }, events: none }
      drop:   { http: "DELETE /items/{name}/bundle", multipart: { bundle: file }, events: none }
    """##,
  "http-idempotency-key": ##"""
    --- expected.txt
    item.yaml:8:40: error: 'get' of entity 'item' only reads, so it may be repeated without a key; leave 'idempotency-key' out [http-idempotency-key]
    item.yaml:9:37: error: 'list' of entity 'item' only reads, so it may be repeated without a key; leave 'idempotency-key' out [http-idempotency-key]
    item.yaml:10:64: error: 'count' of entity 'item' only reads, so it may be repeated without a key; leave 'idempotency-key' out [http-idempotency-key]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      create: { http: POST /items, idempotency-key: header }
      get:    { http: "GET /items/{name}", idempotency-key: header }
      list:   { http: POST /items/list, idempotency-key: header }
      count:  { http: GET /items/count, output: int, events: none, idempotency-key: header }
    """##,
  "http-key": ##"""
    --- expected.txt
    item.yaml:11:19: error: the path of 'update' of entity 'item' lacks 'shelf', which is part of the key; add {shelf} [http-key]
    item.yaml:12:31: error: the path of 'clean' of entity 'item' lacks 'shelf', which is part of the key; add {shelf} [http-key]
    item.yaml:12:31: error: the path of 'clean' of entity 'item' lacks 'name', which is part of the key; add {name} [http-key]
    --- item.yaml
    concord: 1
    entity: item
    parent: shelf
    key: name
    fields:
      name: string
      size: int
    operations:
      get:    { http: "GET /items/{name}" }
      delete: { http: DELETE /items }
      update: { http: "PATCH /items/{name}" }
      clean:  { input: key, http: POST /items/clean }
    --- shelf.yaml
    concord: 1
    entity: shelf
    key: name
    fields: { name: string }
    """##,
  "http-method": ##"""
    --- expected.txt
    item.yaml:7:19: error: 'Post' is no method of an operation; did you mean 'POST'? [http-method]
    item.yaml:8:19: error: 'HEAD' is no method of an operation; write one of GET, POST, PUT, PATCH, DELETE and the path, as in GET /items/{id} [http-method]
    item.yaml:9:20: error: a route begins with its method; write one of GET, POST, PUT, PATCH, DELETE and the path, as in GET /items/{id} [http-method]
    item.yaml:10:19: error: 'DELET' is no method of an operation; did you mean 'DELETE'? [http-method]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      create: { http: Post /items }
      list:   { http: HEAD /items }
      get:    { http: "/items/{name}" }
      delete: { http: DELET }
    """##,
  "http-needed": ##"""
    --- expected.txt
    item.yaml:7:13: error: 'status' says how HTTP is spoken, and there is no 'http'; add http: and a route, as in POST /items [http-needed]
    item.yaml:7:26: error: 'idempotency-key' says how HTTP is spoken, and there is no 'http'; add http: and a route, as in POST /items [http-needed]
    item.yaml:8:13: error: 'multipart' says how HTTP is spoken, and there is no 'http'; add http: and a route, as in POST /items [http-needed]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      create: { status: 202, idempotency-key: header }
      upload: { multipart: { bundle: file }, events: none }
    """##,
  "http-parameter-twice": ##"""
    --- expected.txt
    item.yaml:7:35: error: 'name' stands in the path already; name another field [http-parameter-twice]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      get: { http: "GET /items/{name}/{name}" }
    """##,
  "http-parameter-type": ##"""
    --- expected.txt
    search.yaml:6:17: error: a value of 'words' cannot stand in a path; leave it to the query or the body [http-parameter-type]
    search.yaml:6:25: error: a value of 'weight' cannot stand in a path; leave it to the query or the body [http-parameter-type]
    search.yaml:6:34: error: a value of 'mark' cannot stand in a path; leave it to the query or the body [http-parameter-type]
    search.yaml:6:48: error: 'since' is optional, and what stands in a path cannot be absent; leave it to the query or the body [http-parameter-type]
    --- search.yaml
    concord: 1
    service: search
    operations:
      find:
        input: { words: list<string>, weight: double, mark: Mark, kind: Kind, since: "date?" }
        http: "GET /{words}/{weight}/{mark}/{kind}/{since}"
        events: none
    types:
      Mark: { fields: { name: string } }
      Kind: [near, far]
    """##,
  "http-parameter": ##"""
    --- expected.txt
    item.yaml:10:48: error: the input of 'create' of entity 'item' has no 'id'; it has shelf, name, owner [http-parameter]
    item.yaml:11:32: error: the input of 'list' of entity 'item' has no 'owner'; it has shelf, name [http-parameter]
    item.yaml:12:33: error: the input of 'get' of entity 'item' has no 'shelff'; did you mean 'shelf'? [http-parameter]
    item.yaml:14:53: error: the input of 'rename' of entity 'item' is no object, so it has no 'name'; make it a record, or take the parameter out [http-parameter]
    item.yaml:15:44: error: the input of 'count' of entity 'item' has no 'name'; it has no input [http-parameter]
    --- item.yaml
    concord: 1
    entity: item
    parent: shelf
    key: id
    fields:
      id: { type: id, readonly: true }
      name: string
      owner: string
    operations:
      create: { http: "POST /shelves/{shelf}/items/{id}" }
      list:   { http: "GET /owners/{owner}/items", filter: [name] }
      get:    { http: "GET /shelves/{shelff}/items/{id}" }
      delete: { http: "DELETE /shelves/{shelf}/items/{id}" }
      rename: { input: list<string>, http: "POST /names/{name}", events: none }
      count:  { output: int, http: "GET /count/{name}", events: none }
    --- shelf.yaml
    concord: 1
    entity: shelf
    key: name
    fields: { name: string }
    """##,
  "http-path": ##"""
    --- expected.txt
    item.yaml:8:25: error: a path begins with '/'; write POST /items [http-path]
    item.yaml:9:25: error: a path begins with '/'; write PATCH /items [http-path]
    item.yaml:10:31: error: a path has no empty segment; leave the second or last '/' out [http-path]
    item.yaml:11:26: error: a path has no empty segment; leave the second or last '/' out [http-path]
    item.yaml:11:33: error: ':' does not begin a parameter; write {name} [http-path]
    item.yaml:12:35: error: 'v{name}' is no segment: a parameter is a whole one; write it as in /items/{id} [http-path]
    item.yaml:13:52: error: '..' is no segment: clients take it away before they send [http-path]
    item.yaml:13:55: error: a path has no query; leave it out: what is not in the path travels there, or in the body [http-path]
    item.yaml:14:45: error: '{na me}' is no segment: a parameter is a whole one; write it as in /items/{id} [http-path]
    item.yaml:14:53: error: 'möve' is no segment: letters, digits, '-', '.', '_' and '~' can stand in one [http-path]
    item.yaml:15:45: error: '{}' is no segment: a parameter is a whole one; write it as in /items/{id} [http-path]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
    operations:
      create:  { http: POST items }
      update:  { http: PATCH }
      list:    { http: GET /items/ }
      get:     { http: "GET //items/:name" }
      delete:  { http: "DELETE /items/v{name}" }
      clean:   { input: key, http: "POST /items/{name}/../clean?all=1" }
      move:    { input: key, http: "POST /items/{na me}/möve" }
      scan:    { input: key, http: "POST /items/{}" }
    """##,
  "http-query": ##"""
    --- expected.txt
    item.yaml:8:17: error: 'page' in the query of 'list' of entity 'item' would mean the list's own 'page'; leave it out of 'filter' [http-query]
    item.yaml:11:11: error: 'marks' cannot travel in the query of 'find' of entity 'item'; use a method with a body, such as POST [http-query]
    item.yaml:11:11: error: 'labels' cannot travel in the query of 'find' of entity 'item'; use a method with a body, such as POST [http-query]
    item.yaml:11:11: error: 'any' cannot travel in the query of 'find' of entity 'item'; use a method with a body, such as POST [http-query]
    item.yaml:13:34: error: the input of 'sum' of entity 'item' is no object, so it cannot travel in a query; use a method with a body, such as POST [http-query]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      page: int
    operations:
      list: { http: GET /items, filter: [page] }
      find:
        input: { marks: Marks, labels: map<string>, any: json, tags: list<string>, all: "list<ref<item>>?", kind: Kind }
        http: "GET /items/{name}/find"
        events: none
      sum: { input: list<int>, http: GET /sum, output: int, events: none }
      add: { input: list<int>, http: POST /sum, output: int, events: none }
    types:
      Marks: { fields: { cpu: int } }
      Kind: [near, far]
    """##,
  "http-route-clash": ##"""
    --- expected.txt
    item.yaml:8:19: error: the route 'POST /items' of 'add' of entity 'item' is taken by 'create' of entity 'item' at item.yaml:7:19; change one of them [http-route-clash]
    item.yaml:9:19: error: the route 'GET /ws' of 'watch' of entity 'item' is taken by the socket at main.yaml:4:3; change one of them [http-route-clash]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      create: { http: POST /items }
      add:    { http: POST /items, events: none }
      watch:  { http: GET /ws, events: none }
    --- main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    """##,
  "http-route-shadow": ##"""
    --- expected.txt
    item.yaml:9:41: error: no request for 'GET /items/{number}' of 'find' of entity 'item' could be told from one for 'GET /items/{name}' of 'get' of entity 'item' at item.yaml:8:17; add a literal segment to one of them [http-route-shadow]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      number: int
    operations:
      get:  { http: "GET /items/{name}" }
      find: { input: { number: int }, http: "GET /items/{number}", events: none }
      last: { http: GET /items/last, events: none }
    """##,
  "http-safe": ##"""
    --- expected.txt
    item.yaml:7:19: error: 'create' of entity 'item' changes something, and GET must not; use POST [http-safe]
    item.yaml:8:19: error: 'update' of entity 'item' changes something, and GET must not; use POST [http-safe]
    item.yaml:9:19: error: 'delete' of entity 'item' changes something, and GET must not; use DELETE [http-safe]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      create: { http: GET /items/create }
      update: { http: "GET /items/{name}/update" }
      delete: { http: "GET /items/{name}/delete" }
    """##,
  "http-sensitive": ##"""
    --- expected.txt
    vault.yaml:9:92: error: 'word' is sensitive and would stand in the path [http-sensitive]
    vault.yaml:10:71: error: 'word' is sensitive and would travel in the query; use a method with a body, such as POST [http-sensitive]
    --- vault.yaml
    concord: 1
    entity: vault
    key: name
    fields:
      name: string
      word: { type: "string?", sensitive: true }
    operations:
      create: { http: POST /vaults }
      open:   { input: { word: { type: string, sensitive: true } }, http: "POST /vaults/{name}/{word}", events: none }
      try:    { input: { word: { type: string, sensitive: true } }, http: "GET /vaults/{name}/try", events: none }
    """##,
  "http-status": ##"""
    --- expected.txt
    item.yaml:7:32: error: a response with status 204 has no content, and 'create' of entity 'item' has an output; write 'output: none' or another status [http-status]
    item.yaml:8:40: error: a response with status 205 has no content, and 'get' of entity 'item' has an output; write 'output: none' or another status [http-status]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      create: { http: POST /items, status: 204 }
      get:    { http: "GET /items/{name}", status: 205 }
      delete: { http: "DELETE /items/{name}", status: 204, output: none }
    """##,
  "id-prefix": ##"""
    --- expected.txt
    item.yaml:5:29: error: 'Not-Small' cannot begin an id: 1 to 16 small letters and digits can [id-prefix]
    item.yaml:6:34: error: only a field of type id has a prefix [id-prefix]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: { type: id, prefix: Not-Small }
      title: { type: string, prefix: t }
    operations: {}
    """##,
  "import-missing": ##"""
    --- common.yaml
    concord: 1
    types: { Color: [red] }
    --- expected.txt
    item.yaml:4:10: error: there is no file 'comon.yaml' in the package; did you mean 'common.yaml'? [import-missing]
    item.yaml:4:22: error: there is no file '../other.yaml' in the package [import-missing]
    item.yaml:4:37: error: a file cannot import itself [import-missing]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    import: [comon.yaml, ../other.yaml, item.yaml]
    fields:
      name: string
    operations: {}
    """##,
  "invalid-name": ##"""
    --- expected.txt
    item.yaml:6:3: error: '2nd' cannot name a field: a name begins with a letter and has letters, digits, '_' and '-' [invalid-name]
    item.yaml:7:3: error: 'a b' cannot name a field: a name begins with a letter and has letters, digits, '_' and '-' [invalid-name]
    item.yaml:9:18: error: 'a:b' cannot be the part of a topic behind the colon: letters, digits, '_', '-' and '.' can [invalid-name]
    main.yaml:2:9: error: 'my server' cannot name a server: a name begins with a letter and has letters, digits, '_' and '-' [invalid-name]
    second.yaml:4:40: error: '2nd' cannot name a stage: a name begins with a letter and has letters, digits, '_' and '-' [invalid-name]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      2nd: string
      "a b": string
    operations:
      list: { topic: "a:b" }
    --- main.yaml
    concord: 1
    server: my server
    namespaces:
      /ws: { dialect: message }
    --- second.yaml
    concord: 1
    server: second
    namespaces:
      /ws: { dialect: packet, connection: [2nd] }
    """##,
  "key-missing": ##"""
    --- expected.txt
    item.yaml:3:6: error: the key 'name' is no field of 'item'; did you mean 'nane'? [key-missing]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      nane: string
      size: int
    operations: {}
    """##,
  "key-optional": ##"""
    --- expected.txt
    item.yaml:5:3: error: the key 'name' cannot be optional; leave the '?' out [key-optional]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: "string?"
    operations: {}
    """##,
  "key-readonly": ##"""
    --- expected.txt
    item.yaml:5:3: error: the key 'name' is readonly, so no one could create this entity; leave 'readonly' out, or make its type id, which the server generates [key-readonly]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: { type: string, readonly: true }
    operations: {}
    --- order.yaml
    concord: 1
    entity: order
    key: number
    fields:
      number: { type: id, readonly: true }
    """##,
  "key-type": ##"""
    --- expected.txt
    item.yaml:5:3: error: the type of the key 'name' cannot name a thing in a path; a key is string, int, int64, uuid, id, email, url, date [key-type]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: list<string>
    operations: {}
    """##,
  "kind-clash": ##"""
    --- expected.txt
    slot.yaml:2:9: error: the kind 'slot' of the entity 'slot' is taken by the entity 'item' at item.yaml:4:7; give one another 'kind:' [kind-clash]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    kind: slot
    state: [state]
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    --- slot.yaml
    concord: 1
    entity: slot
    key: name
    state: [state]
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    """##,
  "language-version": ##"""
    --- expected.txt
    item.yaml:1:1: error: the language version is missing; begin with 'concord: 1' [language-version]
    other.yaml:1:10: error: this version of concord reads language version 1; write 'concord: 1' [language-version]
    --- item.yaml
    entity: item
    key: name
    fields: { name: string }
    --- other.yaml
    concord: 2
    types: {}
    """##,
  "limit-unit": ##"""
    --- expected.txt
    main.yaml:5:20: error: '64KB' is no size; write bytes, or a whole number with KiB, MiB or GiB, such as 64KiB [limit-unit]
    main.yaml:5:33: error: '1.5MiB' is no size; write bytes, or a whole number with KiB, MiB or GiB, such as 64KiB [limit-unit]
    main.yaml:5:47: error: '200/m' is no rate; write messages per second, such as 200/s [limit-unit]
    --- main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    limits: { message: 64KB, queue: 1.5MiB, rate: 200/m }
    """##,
  "list-field": ##"""
    --- expected.txt
    item.yaml:10:20: error: a list cannot filter by 'tags', which is neither scalar, enumeration nor reference [list-field]
    item.yaml:10:40: error: a list cannot sort by 'size', which is neither scalar, enumeration nor reference [list-field]
    item.yaml:10:46: error: a list cannot sort by 'raw', which is neither scalar, enumeration nor reference [list-field]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      tags: list<string>
      size: Size
      raw: json
    operations:
      list: { filter: [tags, name], sort: [size, raw] }
    types:
      Size: { fields: { width: int } }
    """##,
  "listed-twice": ##"""
    --- expected.txt
    main.yaml:4:3: error: 'sign-in' of '/ws' has an entry twice; leave one out [listed-twice]
    main.yaml:4:44: error: 'shop' is listed already; leave it out here [listed-twice]
    main.yaml:4:71: error: 'audit' is listed already; leave it out here [listed-twice]
    main.yaml:5:32: error: 'https://a.example' is listed already; leave it out here [listed-twice]
    --- main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: packet, packages: [shop, shop], connection: [audit, audit], sign-in: [bearer, bearer] }
    origins: ["https://a.example", "https://a.example"]
    """##,
  "match-nothing": ##"""
    --- expected.txt
    item.yaml:5:32: error: no text matches this pattern of 'name' [match-nothing]
    item.yaml:6:37: error: the shortest text that matches has 5 characters, and 'max' is 4 [match-nothing]
    item.yaml:7:37: error: the longest text that matches has 3 characters, and 'min' is 4 [match-nothing]
    item.yaml:9:45: error: no text that matches has 3 characters, as 'min' and 'max' ask [match-nothing]
    item.yaml:11:37: error: the longest text that matches has 3 characters, and 'min' is 5 [match-nothing]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: { type: string, match: "[^\\s\\S]" }
      a: { type: string, max: 4, match: "[a-z]{5,}" }
      b: { type: string, min: 4, match: "[a-z]{1,3}" }
      c: { type: string, min: 3, max: 3, match: "[a-z]{3}" }
      d: { type: string, min: 3, max: 3, match: "([a-z]{2})+" }
      e: { type: string, min: 5, max: 8, match: "([a-z]{4})+" }
      f: { type: string, min: 5, match: "[a-z]{3}" }
    operations: {}
    """##,
  "match-syntax": ##"""
    --- expected.txt
    item.yaml:5:33: error: '^' is not supported: a pattern always covers the whole text; leave it out, or write '\^' for the character [match-syntax]
    item.yaml:6:33: error: look-ahead is not supported; groups are '(…)' and '(?:…)' [match-syntax]
    item.yaml:7:35: error: back-references are not supported [match-syntax]
    item.yaml:8:31: error: the repetition {2,1} ends before it begins [match-syntax]
    item.yaml:9:31: error: a range in '[…]' ends before it begins; write '\-' for the character '-' [match-syntax]
    item.yaml:10:30: error: the pattern is too large when its repetitions are written out; repeat less often [match-syntax]
    item.yaml:11:29: error: '\p' is not supported; write the characters, as in [a-zäöü] [match-syntax]
    item.yaml:12:30: error: this '(' is not closed [match-syntax]
    item.yaml:13:29: error: match is a text, not a list [wrong-shape]
    item.yaml:14:32: error: more than 1000 repetitions [match-syntax]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: { type: string, match: "^[a-z]+$" }
      a: { type: string, match: '(a)(?=b)' }
      b: { type: string, match: (\w+)-\1 }
      c: { type: string, match: "a{2,1}" }
      d: { type: string, match: "[z-a]" }
      e: { type: string, match: "((a{1000}){1000}){1000}" }
      f: { type: string, match: "\\p{L}+" }
      g: { type: string, match: "(ab" }
      h: { type: string, match: [a-z] }
      i: { type: string, match: "a{1001}" }
    operations: {}
    """##,
  "match-type": ##"""
    --- expected.txt
    item.yaml:6:22: error: only a field of type string has 'match' [match-type]
    item.yaml:7:31: error: only a field of type string has 'match' [match-type]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: { type: string, match: "[a-z]+" }
      size: { type: int, match: "[0-9]+" }
      tags: { type: list<string>, match: "[a-z]+" }
    operations: {}
    """##,
  "missing-key": ##"""
    --- bare.yaml
    concord: 1
    entity: bare
    key: name
    --- expected.txt
    bare.yaml:2:9: error: the entity 'bare' needs 'fields' [missing-key]
    item.yaml:2:9: error: the entity 'item' needs a 'key'; name the field that identifies it, as in 'key: name' [missing-key]
    item.yaml:4:3: error: the field 'name' needs a 'type' [missing-key]
    item.yaml:5:3: error: the field 'size' needs a type [missing-key]
    item.yaml:7:35: error: 'multipart' needs at least one part; write a file or a type for each, as in { bundle: file, form: DeployForm } [missing-key]
    item.yaml:8:19: error: 'retry' needs 'retries' [missing-key]
    item.yaml:8:31: error: 'access' needs 'roles' or 'owner' [missing-key]
    item.yaml:10:9: error: a type needs 'fields', 'enum' or 'union'; an enumeration may also be a plain list of names [missing-key]
    item.yaml:11:18: error: a union needs 'cases'; write each case's name and its record, as in 'cases: { card: Card, transfer: Transfer }' [missing-key]
    item.yaml:12:10: error: an enumeration needs at least one name [missing-key]
    main.yaml:2:9: error: the server 'main' needs 'namespaces'; as in namespaces: { /ws: { dialect: message } } [missing-key]
    second.yaml:3:1: error: the server 'second' needs 'namespaces'; as in namespaces: { /ws: { dialect: message } } [missing-key]
    third.yaml:4:3: error: the namespace '/ws' needs a 'dialect'; one of message, store-event, subscription, packet [missing-key]
    --- item.yaml
    concord: 1
    entity: item
    fields:
      name: { summary: Its name. }
      size:
    operations:
      upload: { http: "POST /upload", multipart: {}, events: none }
      clean: { retry: {}, access: {} }
    types:
      Size: {}
      Part: { union: kind }
      Color: []
    --- main.yaml
    concord: 1
    server: main
    --- second.yaml
    concord: 1
    server: second
    namespaces: {}
    --- third.yaml
    concord: 1
    server: third
    namespaces:
      /ws: {}
    """##,
  "multipart-input": ##"""
    --- expected.txt
    item.yaml:7:41: error: the parts of 'multipart' are the input; make what 'input' says a part [multipart-input]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      upload: { http: "POST /items/{name}", input: { note: string }, multipart: { bundle: file }, events: none }
    """##,
  "namespace-clash": ##"""
    --- chat/live.yaml
    concord: 1
    namespace: /live
    --- expected.txt
    live.yaml:2:12: error: the path '/live' of the file 'live.yaml' is taken by the file 'chat/live.yaml' at chat/live.yaml:2:12; move the events into one file [namespace-clash]
    --- live.yaml
    concord: 1
    namespace: /live
    """##,
  "namespace-path": ##"""
    --- chat-room.yaml
    concord: 1
    namespace: /chat/{room}
    --- chat.yaml
    concord: 1
    namespace: chat
    events: { said: { payload: string } }
    --- expected.txt
    chat-room.yaml:2:18: error: the path of a namespace has no parameters; let clients send what varies [namespace-path]
    chat.yaml:2:12: error: the path of a namespace begins with '/'; write /chat [namespace-path]
    main.yaml:4:3: error: the path of a namespace begins with '/'; write /ws [namespace-path]
    main.yaml:5:4: error: 'a b' is no segment: letters, digits, '-', '.', '_' and '~' can stand in one [namespace-path]
    main.yaml:6:7: error: the path of a namespace has no parameters; let clients send what varies [namespace-path]
    news.yaml:2:18: error: a path has no empty segment; leave the second or last '/' out [namespace-path]
    --- main.yaml
    concord: 1
    server: main
    namespaces:
      ws: { dialect: message }
      /a b: { dialect: message }
      /ws/:name: { dialect: message }
    --- news.yaml
    concord: 1
    namespace: /news/
    """##,
  "notify-event": ##"""
    --- expected.txt
    parcel.yaml:16:3: error: 'parcel' has no event 'delete'; did you mean 'deleted'? [notify-event]
    parcel.yaml:17:3: error: 'parcel' has no event 'deletedd'; did you mean 'deleted'? [notify-event]
    parcel.yaml:18:3: error: 'creation' of 'parcel' tells of nothing that happened; its events are created, creationError, cleaned, cleanError, updated, deleted, logged [notify-event]
    parcel.yaml:19:3: error: 'opened' of 'parcel' tells of nothing that happened; its events are created, creationError, cleaned, cleanError, updated, deleted, logged [notify-event]
    --- parcel.yaml
    concord: 1
    entity: parcel
    key: id
    fields: { id: string }
    operations:
      create:
      clean: { input: key }
    events:
      opened: { payload: key, direction: local }
      logged: { payload: key }
    notify:
      created: parcel-made
      cleaned: parcel-cleaned
      logged: parcel-logged
      cleanError: none
      delete: parcel-removed
      deletedd: parcel-removed
      creation: parcel-wanted
      opened: parcel-opened
    """##,
  "notify-subtype": ##"""
    --- expected.txt
    parcel.yaml:6:12: error: 'Parcel_Made' is no subtype; write small words with '-' between them, as in parcel-created, or none [notify-subtype]
    parcel.yaml:7:12: error: 'parcel--changed' is no subtype; write small words with '-' between them, as in parcel-updated, or none [notify-subtype]
    --- parcel.yaml
    concord: 1
    entity: parcel
    key: id
    fields: { id: string }
    notify:
      created: Parcel_Made
      updated: parcel--changed
      deleted: none
    """##,
  "nulls-optional": ##"""
    --- expected.txt
    item.yaml:6:3: error: 'note' is never absent, so 'nulls: written' means nothing; add '?' to its type or leave 'nulls' out [nulls-optional]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      note: { type: string, nulls: written }
    operations: {}
    """##,
  "on-delete-clear": ##"""
    --- account.yaml
    concord: 1
    entity: account
    parent: tenant
    onDelete: clear
    key: name
    fields: { name: string }
    operations: {}
    --- expected.txt
    account.yaml:4:11: error: 'clear' would leave a child without its parent, whose key is a part of its path; write 'cascade' or 'restrict' [on-delete-clear]
    --- tenant.yaml
    concord: 1
    entity: tenant
    key: name
    fields: { name: string }
    operations: {}
    """##,
  "on-delete-field": ##"""
    --- expected.txt
    machine.yaml:6:42: error: 'host' cannot be cleared, since it is always there; add '?' to its type, or write 'cascade' or 'restrict' [on-delete-field]
    machine.yaml:8:23: error: 'size' refers to no entity; a reference is ref<entity>, list<ref<entity>> or map<ref<entity>> [on-delete-field]
    machine.yaml:9:45: error: 'onDelete' is restrict or cascade or clear, not 'forget' [wrong-shape]
    --- machine.yaml
    concord: 1
    entity: machine
    key: name
    fields:
      name:  string
      host:  { type: ref<machine>, onDelete: clear }
      peers: { type: list<ref<machine>>, onDelete: clear }
      size:  { type: int, onDelete: cascade }
      next:  { type: "ref<machine>?", onDelete: forget }
    operations: {}
    """##,
  "on-delete-without-parent": ##"""
    --- expected.txt
    item.yaml:4:1: error: 'onDelete' says what happens when the parent is deleted, and there is no 'parent' [on-delete-without-parent]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    onDelete: cascade
    fields:
      name: string
    operations: {}
    """##,
  "operation-payload": ##"""
    --- expected.txt
    item.yaml:7:22: error: 'created' also tells of commits, with the entity; give the operation other names with 'events:' [operation-payload]
    item.yaml:9:22: error: 'list' has no success event that could carry a payload; leave 'payload' out [operation-payload]
    item.yaml:11:22: error: the input of 'move' does not name one 'item'; write 'payload: input' [operation-payload]
    item.yaml:12:22: error: 'scan' has no input; write 'payload: none' [operation-payload]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      create: { payload: input }
      delete: { payload: key, output: none }
      list:   { payload: none }
      clean:  { payload: key, input: { all: bool } }
      move:   { payload: key, input: Where }
      scan:   { payload: input }
    types:
      Where: { fields: { to: string } }
    """##,
  "origin": ##"""
    --- expected.txt
    main.yaml:10:5: error: '*' would let every page act in the name of its visitors; name the pages, as in https://admin.example [origin]
    main.yaml:11:5: error: 'null' is sent by pages of any kind and says nothing of where they are from [origin]
    main.yaml:12:5: error: 'admin.example' is no origin: it has no scheme; write it as https://admin.example [origin]
    main.yaml:13:5: error: an origin has no path; write https://admin.example [origin]
    main.yaml:14:5: error: an origin has no user [origin]
    main.yaml:15:5: error: browsers send origins in small letters; write https://admin.example [origin]
    main.yaml:16:5: error: 'admin..example' is no host; international names are written as xn--… [origin]
    main.yaml:17:5: error: '99999' is no port; a port is 1 to 65535 [origin]
    main.yaml:18:5: error: browsers leave the port 443 of https out; write https://admin.example [origin]
    --- main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    origins:
      - https://admin.example
      - http://localhost:3000
      - "http://[::1]:8080"
      - capacitor://localhost
      - "*"
      - "null"
      - admin.example
      - https://admin.example/
      - https://me@admin.example
      - https://Admin.example
      - https://admin..example
      - https://admin.example:99999
      - https://admin.example:443
    """##,
  "owner-event": ##"""
    --- expected.txt
    parcel.yaml:14:3: error: 'heard' does not say which parcel it is about, so no owner could be told; write 'payload: key' or a map of fields, to which the key is added [owner-event]
    parcel.yaml:15:3: error: 'rung' does not say which parcel it is about, so no owner could be told; write 'payload: key' or a map of fields, to which the key is added [owner-event]
    --- parcel.yaml
    concord: 1
    entity: parcel
    key: id
    fields:
      id:         string
      customerId: string
    types:
      Line: { fields: { text: string } }
    operations:
      get: { access: { owner: { field: customerId, principal: customerId } } }
    events:
      logged: { payload: { text: string } }
      seen:   { payload: key }
      heard:  { payload: Line }
      rung:   {}
      opened: { payload: Line, direction: local }
    """##,
  "owner-field": ##"""
    --- expected.txt
    parcel.yaml:12:39: error: 'parcel' has no field 'customer'; did you mean 'customerId'? [unknown-field]
    parcel.yaml:13:39: error: an entity without 'payer' would belong to nobody; an owner is a string, id, uuid, email, int or int64 that is always there [owner-field]
    parcel.yaml:14:39: error: the type of 'weight' cannot be compared with an attribute of the caller; an owner is a string, id, uuid, email, int or int64 that is always there [owner-field]
    parcel.yaml:15:39: error: the type of 'sizes' cannot be compared with an attribute of the caller; an owner is a string, id, uuid, email, int or int64 that is always there [owner-field]
    parcel.yaml:18:31: error: 'number' is a number of the store's, and nobody's; an owner is a string, id, uuid, email, int or int64 that is always there [owner-field]
    parcel.yaml:21:54: error: 'customer id' cannot name an attribute of the caller: a name begins with a letter and has letters, digits, '_' and '-' [invalid-name]
    parcel.yaml:24:22: error: 'owner' needs 'principal'; as in 'owner: { field: customerId, principal: customerId }' [missing-key]
    post.yaml:4:24: error: 'owner' needs an entity, and a service has none [entity-only]
    --- parcel.yaml
    concord: 1
    entity: parcel
    key: id
    fields:
      id:         string
      customerId: string
      payer:      string?
      weight:     decimal
      number:     { type: int, generated: sequence }
      sizes:      list<int>
    operations:
      get:    { access: { owner: { field: customer, principal: customerId } } }
      update: { access: { owner: { field: payer, principal: customerId } } }
      delete: { access: { owner: { field: weight, principal: customerId } } }
      list:   { access: { owner: { field: sizes, principal: customerId } } }
      send:
        input: key
        access: { owner: { field: number, principal: name } }
      open:
        input: key
        access: { owner: { field: customerId, principal: "customer id" } }
      close:
        input: key
        access: { owner: { field: customerId } }
    --- post.yaml
    concord: 1
    service: post
    operations:
      deliver: { access: { owner: { field: customerId, principal: customerId } } }
    """##,
  "owner-input": ##"""
    --- expected.txt
    parcel.yaml:13:35: error: the input of 'check' does not say which parcel is meant; write 'input: key', or give it id [owner-input]
    parcel.yaml:14:22: error: the input of 'clean' does not say which parcel is meant; write 'input: key', or give it id [owner-input]
    --- parcel.yaml
    concord: 1
    entity: parcel
    key: id
    fields:
      id:         string
      customerId: string
    types:
      Wish: { fields: { text: string } }
      Named: { fields: { id: string, text: string } }
    operations:
      send:  { input: { text: string }, access: { owner: { field: customerId, principal: customerId } } }
      open:  { input: Named, access: { owner: { field: customerId, principal: customerId } } }
      check: { input: Wish, access: { owner: { field: customerId, principal: customerId } } }
      clean: { access: { owner: { field: customerId, principal: customerId } } }
    """##,
  "package-clash": ##"""
    --- expected.txt
    two/shop/package.yaml:1:7: error: there are two packages named 'shop'; the first is at one/package.yaml:1:7; give one another 'name:' in its package.yaml [package-clash]
    --- one/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    --- one/package.yaml
    name: shop
    --- two/shop/package.yaml
    name: shop
    swiftPrefix: Two
    --- two/shop/thing.yaml
    concord: 1
    entity: thing
    key: name
    fields:
      name: string
    operations: {}
    """##,
  "packet-only": ##"""
    --- expected.txt
    main.yaml:5:3: error: only the packet dialect knows passports, and '/ws/store' speaks store-event; sign in by bearer or cookie [packet-only]
    main.yaml:5:51: error: 'connection' is a chain of the packet dialect, and '/ws/store' speaks store-event; leave 'connection' out [packet-only]
    main.yaml:6:43: error: 'packet' is a chain of the packet dialect, and '/ws/live' speaks message; leave 'packet' out [packet-only]
    --- main.yaml
    concord: 1
    server: main
    namespaces:
      /ws:       { dialect: packet, connection: [alive, ready], packet: [event], sign-in: [passport, anonymous] }
      /ws/store: { dialect: store-event, connection: [alive], sign-in: [passport] }
      /ws/live:  { dialect: message, packet: [event] }
    """##,
  "parent-missing": ##"""
    --- box.yaml
    concord: 1
    entity: box
    key: name
    fields:
      name: string
    operations: {}
    --- expected.txt
    item.yaml:4:9: error: there is no entity 'boxx' in the package; did you mean 'box'? [parent-missing]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    parent: boxx
    fields:
      name: string
    operations: {}
    """##,
  "payload-after-deletion": ##"""
    --- box.yaml
    concord: 1
    entity: box
    key: name
    fields: { name: string }
    operations: {}
    --- expected.txt
    item.yaml:8:42: error: nothing follows a deletion, so 'title' can be absent; write "label?" [payload-after-deletion]
    --- item.yaml
    concord: 1
    entity: item
    parent: box
    key: number
    state: [label]
    triggers:
      deleted: item.deleted
      payload: { in: box, id: number, title: label, note: "label?" }
    fields:
      number: int
      label: string
    operations: {}
    """##,
  "plugin-store": ##"""
    --- box.yaml
    concord: 1
    entity: box
    key: name
    source: plugin
    state: [label]
    fields: { name: string, label: string }
    --- expected.txt
    item.yaml:2:9: error: the store keeps 'item' and does not know its parent 'box'; add 'source: plugin' here, or leave 'parent' out [plugin-store]
    owned.yaml:9:3: error: the store does not keep 'owned', so it cannot see to 'other'; leave 'onDelete' out and let your own tables do it [plugin-store]
    owned.yaml:11:20: error: the store does not keep 'owned', so the server cannot tell whose it is; leave 'owner' out and let your handler compare [plugin-store]
    stored.yaml:6:3: error: the store does not keep what 'owned' refers to, and so does not see it deleted; leave 'onDelete' out and react to the deletion [plugin-store]
    --- item.yaml
    concord: 1
    entity: item
    parent: box
    key: number
    fields: { number: int }
    --- owned.yaml
    concord: 1
    entity: owned
    source: plugin
    state: [owner]
    key: name
    fields:
      name:  string
      owner: string
      other: { type: "ref<owned>?", onDelete: clear }
    operations:
      get: { access: { owner: { field: owner, principal: name } } }
    --- stored.yaml
    concord: 1
    entity: stored
    key: name
    fields:
      name:  string
      owned: { type: "ref<owned>?", onDelete: cascade }
      named: "ref<owned>?"
    operations: {}
    """##,
  "reaction-clash": ##"""
    --- desk.yaml
    concord: 1
    service: desk
    react:
      - { when: user deleted, mode: work-queue, group: cleanup, handler: a }
      - { when: user deleted, mode: work-queue, group: audit, handler: b }
      - { when: user created, mode: work-queue, group: cleanup, handler: c }
    --- expected.txt
    office.yaml:4:13: error: the work 'cleanup on user deleted' of 'a' of service 'office' is taken by 'a' of service 'desk' at desk.yaml:4:13; give one of them another 'group' [reaction-clash]
    --- office.yaml
    concord: 1
    service: office
    react:
      - { when: user deleted, mode: work-queue, group: cleanup, handler: a }
      - { when: user deleted, handler: b }
    --- user.yaml
    concord: 1
    entity: user
    key: name
    state: [state]
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    """##,
  "reaction-event": ##"""
    --- desk.yaml
    concord: 1
    service: desk
    react:
      - { when: event createUser, handler: a }
      - { when: event userCreationError, handler: b }
      - { when: event userSeen, handler: c }
      - { when: event toolDeleted, handler: d }
      - { when: event userCreated, handler: e }
      - { when: event userWarned, handler: f }
      - { when: event user-updated, handler: g }
      - { when: event toolCreated, handler: h }
    --- expected.txt
    desk.yaml:4:13: error: the event 'create-user' happens on the buses of clients alone; wait for a pushed event, or for the success of an operation [reaction-event]
    desk.yaml:5:13: error: the event 'user-creation-error' happens on the buses of clients alone; wait for a pushed event, or for the success of an operation [reaction-event]
    desk.yaml:6:13: error: the event 'user-seen' happens on the buses of clients alone; wait for a pushed event, or for the success of an operation [reaction-event]
    desk.yaml:7:13: error: 'tool' is not in the store, so no commit brings the event 'tool-deleted'; wait for 'tool deleted' [reaction-event]
    --- tool.yaml
    concord: 1
    entity: tool
    key: name
    source: plugin
    state: [state]
    fields:
      name: string
      state: string
      note: string?
    operations:
      create:
    --- user.yaml
    concord: 1
    entity: user
    key: name
    fields:
      name: string
      state: string
      note: string?
    operations:
      create:
    events:
      seen: { direction: local }
      warned: { payload: key }
    """##,
  "reaction-group": ##"""
    --- expected.txt
    user.yaml:6:33: error: a work queue needs a 'group'; name those who share the work, as in 'group: cleanup' [reaction-group]
    user.yaml:7:27: error: only a work queue has a group, not broadcast; add 'mode: work-queue', or leave 'group' out [reaction-group]
    user.yaml:8:49: error: only a work queue has a group, not instance-local; add 'mode: work-queue', or leave 'group' out [reaction-group]
    user.yaml:9:33: error: 'mode' is broadcast or work-queue or instance-local, not 'workqueue'; did you mean 'work-queue'? [wrong-shape]
    --- user.yaml
    concord: 1
    entity: user
    key: name
    state: [state]
    react:
      - { when: user created, mode: work-queue, handler: a }
      - { when: user updated, group: g, handler: b }
      - { when: user deleted, mode: instance-local, group: g, handler: c }
      - { when: user deleted, mode: workqueue, group: g, handler: d }
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    """##,
  "reaction-state": ##"""
    --- desk.yaml
    concord: 1
    service: desk
    react:
      - { when: user deleted, handler: removeContacts }
    --- expected.txt
    desk.yaml:4:13: error: 'user' has no 'state', so nobody compares it with what it was; add 'state:' to the entity, or wait for 'event userDeleted' [reaction-state]
    --- user.yaml
    concord: 1
    entity: user
    key: name
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    """##,
  "reaction-syntax": ##"""
    --- expected.txt
    item.yaml:5:13: error: 'item' does not say when; write 'ENTITY created', 'trigger ID' or 'event NAME' [reaction-syntax]
    item.yaml:6:18: error: 'changed' does not happen to an entity; write created, updated or deleted [reaction-syntax]
    item.yaml:7:18: error: 'update' does not happen to an entity; did you mean 'updated'? [reaction-syntax]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    react:
      - { when: item, handler: a }
      - { when: item changed, handler: b }
      - { when: item update, handler: c }
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    """##,
  "reaction-unknown": ##"""
    --- desk.yaml
    concord: 1
    service: desk
    react:
      - { when: usr deleted, handler: a }
      - { when: trigger user.create, handler: b }
      - when: "event userRemoved"
        handler: c
      - { when: event userDeletd, handler: d }
    --- expected.txt
    desk.yaml:4:13: error: there is no entity 'usr' in the package; did you mean 'user'? [reaction-unknown]
    desk.yaml:5:21: error: there is no trigger 'user.create' in the package; did you mean 'user.created'? [reaction-unknown]
    desk.yaml:6:18: error: there is no event 'userRemoved' in the package [reaction-unknown]
    desk.yaml:8:19: error: there is no event 'userDeletd' in the package; did you mean 'userDeleted'? [reaction-unknown]
    --- user.yaml
    concord: 1
    entity: user
    key: name
    state: [state]
    triggers:
      created: user.created
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    """##,
  "ref-entity": ##"""
    --- expected.txt
    item.yaml:6:15: error: there is no entity 'usr' in the package; did you mean 'user'? [ref-entity]
    item.yaml:7:14: error: there is no entity 'User' in the package; write ref<user> [ref-entity]
    item.yaml:8:18: error: there is no entity 'shop' in the package [ref-entity]
    item.yaml:10:22: error: there is no entity 'Color' in the package [ref-entity]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: "ref<usr>?"
      other: ref<User>
      part: list<ref<shop>>
      parent: ref<item>
      label: { type: ref<Color>, summary: A type is no entity. }
    types:
      Color: [red]
    operations: {}
    --- shop.yaml
    concord: 1
    service: shop
    operations: {}
    --- user.yaml
    concord: 1
    entity: user
    key: name
    fields: { name: string }
    operations: {}
    """##,
  "reserved-group": ##"""
    --- concord.yaml
    concord: 1
    entity: concord
    key: name
    fields:
      name: string
    operations: {}
    --- expected.txt
    concord.yaml:2:9: error: topics that begin with 'concord:' are the runtime's own; choose another name [reserved-group]
    notification.yaml:2:9: error: every client has the events of 'notification' already; choose another name [reserved-group]
    --- notification.yaml
    concord: 1
    entity: notification
    key: id
    fields: { id: string }
    operations: {}
    """##,
  "reserved-path": ##"""
    --- expected.txt
    item.yaml:7:17: error: '/health' is the runtime's own; choose another path [reserved-path]
    item.yaml:8:17: error: '/metrics' is the runtime's own; choose another path [reserved-path]
    main.yaml:4:3: error: '/metrics' is the runtime's own; choose another path [reserved-path]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      list: { http: GET /health }
      push: { http: POST /metrics, events: none }
    --- main.yaml
    concord: 1
    server: main
    namespaces:
      /metrics: { dialect: message }
    """##,
  "retry-not-idempotent": ##"""
    --- expected.txt
    item.yaml:7:3: warning: 'clean' is not idempotent, so it is never retried; add 'idempotent: true' or leave 'retry' out [retry-not-idempotent]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      clean: { input: key, retry: { retries: 3 } }
    """##,
  "scaling-image": ##"""
    --- expected.txt
    item.yaml:9:3: error: a service that scales needs an image that its new instances run; give 'image' [scaling-image]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    deployment:
      service: item-api
      scaling:
        instances: { min: 1, max: 2 }
    """##,
  "scaling-instances": ##"""
    --- expected.txt
    item.yaml:10:23: error: 'min' is 5 and 'max' is 2; give the smaller one as 'min' [scaling-instances]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    deployment:
      image: x
      scaling:
        instances: { min: 5, max: 2 }
    """##,
  "scaling-percent": ##"""
    --- expected.txt
    item.yaml:11:16: error: 180 is not within 0 to 100 percent [scaling-percent]
    item.yaml:12:29: error: -3 is not within 0 to 100 percent [scaling-percent]
    item.yaml:13:17: error: 101 is not within 0 to 100 percent [scaling-percent]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    deployment:
      image: x
      resources: { cpu: 1, memory: 1Gi }
      scaling:
        cpu: { up: 180, down: 20 }
        memory: { up: 75, down: -3 }
        hysteresis: 101
        instances: { min: 1, max: 2 }
    """##,
  "scaling-replicas": ##"""
    --- expected.txt
    item.yaml:10:23: error: there cannot be -2 instances [scaling-replicas]
    item.yaml:10:32: error: there cannot be -1 instances [scaling-replicas]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    deployment:
      image: x
      scaling:
        instances: { min: -2, max: -1 }
    """##,
  "scaling-request": ##"""
    --- expected.txt
    item.yaml:12:19: warning: a percentage of the memory that the service asks for, and it asks for none; give 'resources: { memory: 256Mi }' [scaling-request]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    deployment:
      image: x
      resources: { cpu: 500m }
      scaling:
        cpu: { up: 80, down: 20 }
        memory: { up: 75, down: 30 }
        instances: { min: 1, max: 2 }
    """##,
  "scaling-thresholds": ##"""
    --- expected.txt
    item.yaml:11:26: error: the service shrinks below 80 percent cpu and grows above 20; give a 'down' that is less than 'up' [scaling-thresholds]
    item.yaml:12:21: error: the service shrinks below 30 percent memory and never grows; give 'up' [scaling-thresholds]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    deployment:
      image: x
      resources: { cpu: 1, memory: 1Gi }
      scaling:
        cpu: { up: 20, down: 80 }
        memory: { down: 30 }
        instances: { min: 1, max: 2 }
    """##,
  "sensitive-default": ##"""
    --- expected.txt
    item.yaml:6:51: error: the default of 'word' would stand in the contract for all to read; make it optional and let the server set it [sensitive-default]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      word: { type: string, sensitive: true, default: secret }
    operations: {}
    """##,
  "sensitive-key": ##"""
    --- expected.txt
    item.yaml:5:3: error: the key 'name' stands in paths and cannot be sensitive [sensitive-key]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: { type: string, sensitive: true }
    operations: {}
    """##,
  "sensitive-list": ##"""
    --- expected.txt
    item.yaml:8:3: error: 'list' uses 'word', which is sensitive and could be guessed so [sensitive-list]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      word: { type: "string?", sensitive: true }
    operations:
      list: { filter: [word], sort: [name, word] }
    """##,
  "sensitive-trigger": ##"""
    --- expected.txt
    item.yaml:7:30: error: 'pin' is sensitive, and triggers are logged and handed on; leave 'code' out; a handler can read the entity [sensitive-trigger]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    state: [pin]
    triggers:
      created: item.created
      payload: { id: name, code: pin }
    fields:
      name: string
      pin: { type: string, sensitive: true }
    operations: {}
    """##,
  "sensitive-unique": ##"""
    --- expected.txt
    member.yaml:6:43: error: 'token' is sensitive, and whoever tries values would learn which are taken; leave 'unique' out [sensitive-unique]
    --- member.yaml
    concord: 1
    entity: member
    key: name
    fields:
      name:  string
      token: { type: string, sensitive: true, unique: true }
    operations: {}
    """##,
  "server-clash": ##"""
    --- expected.txt
    other/main.yaml:2:9: error: the name 'main' of the file 'other/main.yaml' is taken by the file 'main.yaml' at main.yaml:2:9; rename one [server-clash]
    --- main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    --- other/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    """##,
  "server-package": ##"""
    --- expected.txt
    servers/main.yaml:4:45: warning: there is no package 'shoop' in this run; did you mean 'shop'? [server-package]
    --- servers/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message, packages: [shop, shoop] }
    --- shop/item.yaml
    concord: 1
    entity: item
    key: name
    fields: { name: string }
    """##,
  "server-stage": ##"""
    --- expected.txt
    main.yaml:6:25: warning: 'core' is no stage of the runtime, so it would be one of your own; did you mean 'cors'? [server-stage]
    main.yaml:6:44: warning: 'passprot' is no stage of the runtime, so it would be one of your own; did you mean 'passport'? [server-stage]
    main.yaml:6:54: warning: 'performAction' is a stage of 'packet', so here it would be one of your own; move it to 'packet', or rename it [server-stage]
    main.yaml:7:21: warning: 'performActions' is no stage of the runtime, so it would be one of your own; did you mean 'performAction'? [server-stage]
    main.yaml:7:37: warning: 'ready' is a stage of 'connection', so here it would be one of your own; move it to 'connection', or rename it [server-stage]
    --- main.yaml
    concord: 1
    server: main
    namespaces:
      /ws:
        dialect: packet
        connection: [alive, core, cors, audit, passprot, performAction]
        packet: [event, performActions, ready]
    """##,
  "since-version": ##"""
    --- expected.txt
    item.yaml:3:8: error: 'soon' is not a version; write numbers, as in 1.4 [since-version]
    item.yaml:7:29: error: '1.x' is not a version; write numbers, as in 1.4 [since-version]
    item.yaml:11:19: error: since is a text, not a list [wrong-shape]
    --- item.yaml
    concord: 1
    entity: item
    since: soon
    key: name
    fields:
      name: string
      size: { type: int, since: 1.x }
      text: { type: int, since: 1.2 }
    operations:
      get: { since: 2 }
      clean: { since: [1] }
    """##,
  "stage-order": ##"""
    --- expected.txt
    main.yaml:6:42: error: 'cors' stands after 'passport', which depends on it; the order is alive, app, instance, cors, event, passport, ready [stage-order]
    main.yaml:6:55: error: 'app' stands after 'ready', which depends on it; the order is alive, app, instance, cors, event, passport, ready [stage-order]
    main.yaml:7:29: error: 'event' stands after 'performAction', which depends on it; the order is event, performAction [stage-order]
    --- main.yaml
    concord: 1
    server: main
    namespaces:
      /ws:
        dialect: packet
        connection: [alive, passport, audit, cors, ready, app]
        packet: [performAction, event]
    """##,
  "state-field": ##"""
    --- empty.yaml
    concord: 1
    entity: empty
    key: name
    state: []
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    --- expected.txt
    empty.yaml:4:8: error: a state without fields never changes; name the fields whose changes count [state-field]
    item.yaml:4:15: error: 'item' has no field 'stat'; did you mean 'state'? [state-field]
    item.yaml:4:28: error: 'name' is in the state already; leave it out here [state-field]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    state: [name, stat, state, name]
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    """##,
  "state-missing": ##"""
    --- expected.txt
    item.yaml:4:1: error: 'kind' is about the reactive state, and there is none; add 'state:' with the fields whose changes count [state-missing]
    item.yaml:5:1: error: 'source' is about the reactive state, and there is none; add 'state:' with the fields whose changes count [state-missing]
    item.yaml:6:1: error: 'triggers' is about the reactive state, and there is none; add 'state:' with the fields whose changes count [state-missing]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    kind: thing
    source: plugin
    triggers:
      created: item.created
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    """##,
  "stored-in-record": ##"""
    --- expected.txt
    machine.yaml:10:7: error: 'number' is no field of an entity, so 'generated' means nothing; move the field into the entity, or leave 'generated' out [stored-in-record]
    machine.yaml:11:7: error: 'spare' is no field of an entity, so 'onDelete' means nothing; move the field into the entity, or leave 'onDelete' out [stored-in-record]
    --- machine.yaml
    concord: 1
    entity: machine
    key: name
    fields:
      name:  string
      disks: list<Disk>
    types:
      Disk:
        fields:
          number: { type: int, generated: sequence }
          spare:  { type: "ref<machine>?", onDelete: clear }
    operations: {}
    """##,
  "swift-member-clash": ##"""
    --- expected.txt
    item.yaml:5:21: error: the Swift name 'scaleUp' of the value 'scaleUp' is taken by the value 'scale-up' at item.yaml:5:11 [swift-member-clash]
    item.yaml:9:3: error: the Swift name 'maxSize' of the field 'maxSize' is taken by the field 'max_size' at item.yaml:8:3 [swift-member-clash]
    item.yaml:12:3: error: the Swift name 'scanAll' of the operation 'scanAll' is taken by the operation 'scan-all' at item.yaml:11:3 [swift-member-clash]
    live.yaml:5:3: error: the Swift name 'saidIt' of the event 'saidIt' is taken by the event 'said-it' at live.yaml:4:3 [swift-member-clash]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    types:
      Scale: [scale-up, scaleUp]
    fields:
      name: string
      max_size: int
      maxSize: int
    operations:
      scan-all: { input: key, events: none }
      scanAll: { input: key, events: none, topic: again }
    --- live.yaml
    concord: 1
    namespace: /live
    events:
      said-it: { payload: string }
      saidIt:
    """##,
  "swift-type-clash": ##"""
    --- Text.yaml
    concord: 1
    types:
      String: [a]
      StringValue: [a]
    --- common.yaml
    concord: 1
    types:
      color: [red]
      Color: [red]
    --- expected.txt
    Text.yaml:4:3: error: the Swift name 'StringValue' of the type 'StringValue' is taken by the type 'String' at Text.yaml:3:3; rename one, or set 'swiftPrefix:' in package.yaml [swift-type-clash]
    common.yaml:4:3: error: the Swift name 'Color' of the type 'Color' is taken by the type 'color' at common.yaml:3:3; rename one, or set 'swiftPrefix:' in package.yaml [swift-type-clash]
    item.yaml:5:3: error: the Swift name 'ItemEvents' of the type 'ItemEvents' is taken by entity 'item' at item.yaml:2:9; rename one, or set 'swiftPrefix:' in package.yaml [swift-type-clash]
    live.yaml:4:3: error: the Swift name 'LiveNamespace' of the type 'LiveNamespace' is taken by namespace '/live' at live.yaml:2:12; rename one, or set 'swiftPrefix:' in package.yaml [swift-type-clash]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    types:
      ItemEvents: [a]
    fields:
      name: string
    operations: {}
    --- live.yaml
    concord: 1
    namespace: /live
    types:
      LiveNamespace: [a]
    """##,
  "too-many-fields": ##"""
    --- box.yaml
    concord: 1
    entity: box
    key: name
    fields:
      name: string
    operations: {}
    --- expected.txt
    item.yaml:69:3: error: the entity 'item' has 65 fields with its ancestors' keys; 64 is the most; move some into a type of their own [too-many-fields]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    parent: box
    fields:
      name: string
      f1: int
      f2: int
      f3: int
      f4: int
      f5: int
      f6: int
      f7: int
      f8: int
      f9: int
      f10: int
      f11: int
      f12: int
      f13: int
      f14: int
      f15: int
      f16: int
      f17: int
      f18: int
      f19: int
      f20: int
      f21: int
      f22: int
      f23: int
      f24: int
      f25: int
      f26: int
      f27: int
      f28: int
      f29: int
      f30: int
      f31: int
      f32: int
      f33: int
      f34: int
      f35: int
      f36: int
      f37: int
      f38: int
      f39: int
      f40: int
      f41: int
      f42: int
      f43: int
      f44: int
      f45: int
      f46: int
      f47: int
      f48: int
      f49: int
      f50: int
      f51: int
      f52: int
      f53: int
      f54: int
      f55: int
      f56: int
      f57: int
      f58: int
      f59: int
      f60: int
      f61: int
      f62: int
      f63: int
    operations: {}
    """##,
  "topic-clash": ##"""
    --- expected.txt
    item.yaml:8:3: error: the topic 'item:clean_item' of 'scan' of entity 'item' is taken by 'clean' of entity 'item' at item.yaml:7:3; give one of them another 'topic:' [topic-clash]
    metadata.yaml:2:9: error: the topic 'metadata:get_metadata' of 'list' of entity 'metadata' is taken by 'get' of entity 'metadata' at metadata.yaml:2:9; give one of them another 'topic:' or the entity a 'plural:' [topic-clash]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      clean: { input: key }
      scan: { input: key, topic: clean_item }
    --- metadata.yaml
    concord: 1
    entity: metadata
    key: name
    fields: { name: string }
    """##,
  "trigger-clash": ##"""
    --- expected.txt
    slot.yaml:5:22: error: the trigger 'thing.made' of 'slot created' is taken by 'item created' at item.yaml:5:22; rename one [trigger-clash]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    state: [state]
    triggers: { created: thing.made, deleted: thing.gone }
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    --- slot.yaml
    concord: 1
    entity: slot
    key: name
    state: [state]
    triggers: { created: thing.made }
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    """##,
  "trigger-payload": ##"""
    --- expected.txt
    item.yaml:7:31: error: 'item' has no field 'stat'; did you mean 'state'? [trigger-payload]
    item.yaml:7:45: error: only 'changedFields: true' is a truth value; name a field of 'item' [trigger-payload]
    item.yaml:7:66: error: only 'changedFields: true' is a truth value; leave 'changedFields' out [trigger-payload]
    slot.yaml:6:3: error: no trigger carries this payload; name a trigger, as in 'created: trigger-payload.created' [trigger-payload]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    state: [state]
    triggers:
      created: item.created
      payload: { id: name, label: "stat?", old: true, changedFields: false }
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    --- slot.yaml
    concord: 1
    entity: slot
    key: name
    state: [state]
    triggers:
      payload: { id: name }
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    """##,
  "trigger-syntax": ##"""
    --- expected.txt
    item.yaml:6:12: error: 'created' is not the id of a trigger; write words with dots between them, as in 'trigger-syntax.created' [trigger-syntax]
    item.yaml:7:12: error: 'Item.updated' is not the id of a trigger; write words with dots between them, as in 'trigger-syntax.updated' [trigger-syntax]
    item.yaml:8:12: error: 'item..deleted' is not the id of a trigger; write words with dots between them, as in 'trigger-syntax.deleted' [trigger-syntax]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    state: [state]
    triggers:
      created: created
      updated: Item.updated
      deleted: item..deleted
    fields:
      name: string
      state: string
      note: string?
    operations: {}
    """##,
  "type-clash": ##"""
    --- common.yaml
    concord: 1
    types:
      Color: [green]
    --- expected.txt
    item.yaml:5:3: error: the name 'Color' is taken: the first is at common.yaml:3:3 [type-clash]
    item.yaml:6:3: error: the name 'string' is taken: it is part of the language [type-clash]
    item.yaml:7:3: error: the name 'Item' is taken: it is the entity at item.yaml:2:9 [type-clash]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    types:
      Color: [red]
      string: [a]
      Item: [b]
    fields:
      name: string
    operations: {}
    """##,
  "type-not-imported": ##"""
    --- common.yaml
    concord: 1
    types: { Color: [red] }
    --- expected.txt
    item.yaml:6:15: error: the type 'Color' is declared in common.yaml; add that file to 'import:' [type-not-imported]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      colors: map<Color>
    operations: {}
    """##,
  "type-syntax": ##"""
    --- expected.txt
    item.yaml:6:17: error: a '>' is missing [type-syntax]
    item.yaml:7:6: error: 'list' needs the type of its values, as in list<string> [type-syntax]
    item.yaml:8:9: error: only list, map and ref take a type in '<>'; did you mean 'list<…>'? [type-syntax]
    item.yaml:9:11: error: one '?' is enough [type-syntax]
    item.yaml:10:11: error: a type's name was expected [type-syntax]
    item.yaml:11:10: error: ' ' does not belong in a type [type-syntax]
    item.yaml:12:6: error: 'ref' takes the name of an entity, as in ref<user> [type-syntax]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      a: list<string
      b: list
      c: set<int>
      d: "int??"
      e: list<>
      f: "int ?"
      g: ref<list<int>>
    operations: {}
    """##,
  "union-case": ##"""
    --- expected.txt
    item.yaml:8:41: error: the case 'b' is no record; give it a type with 'fields' [union-case]
    item.yaml:8:51: error: the case 'c' is no record; give it a type with 'fields' [union-case]
    item.yaml:8:62: error: the case 'd' is no record; give it a type with 'fields' [union-case]
    item.yaml:8:71: error: the case 'e' is no record; give it a type with 'fields' [union-case]
    item.yaml:8:83: error: the case 'f' is no record; give it a type with 'fields' [union-case]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    types:
      Any: { union: kind, cases: { a: A, b: Color, c: string, d: Item, e: list<A>, f: Other } }
      Other: { union: type, cases: { a: A } }
      Color: [red]
      A: { fields: { size: int } }
    """##,
  "union-discriminator": ##"""
    --- expected.txt
    item.yaml:8:40: error: 'B' has a field 'kind' at item.yaml:10:29, which is the discriminator of 'Shape'; rename one [union-discriminator]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    types:
      Shape: { union: kind, cases: { a: A, b: B } }
      A: { fields: { size: int } }
      B: { fields: { size: int, kind: string } }
    """##,
  "unique-field": ##"""
    --- expected.txt
    member.yaml:8:33: error: values of the type of 'tags' cannot be unique; a scalar other than double, decimal and json, an enumeration or a reference can [unique-field]
    member.yaml:9:32: error: values of the type of 'marks' cannot be unique; a scalar other than double, decimal and json, an enumeration or a reference can [unique-field]
    member.yaml:10:25: error: values of the type of 'home' cannot be unique; a scalar other than double, decimal and json, an enumeration or a reference can [unique-field]
    member.yaml:11:25: error: values of the type of 'extra' cannot be unique; a scalar other than double, decimal and json, an enumeration or a reference can [unique-field]
    member.yaml:12:27: error: values of the type of 'share' cannot be unique; a scalar other than double, decimal and json, an enumeration or a reference can [unique-field]
    member.yaml:13:48: error: only one member could have the default of 'kind', which is unique; leave the default out [unique-field]
    member.yaml:15:45: error: 'street' is no field of an entity, so there is nothing among which it could be unique; leave 'unique' out [unique-field]
    --- member.yaml
    concord: 1
    entity: member
    key: name
    fields:
      name:   string
      email:  { type: email, unique: true }
      friend: { type: "ref<member>?", unique: true }
      tags:   { type: list<string>, unique: true }
      marks:  { type: "map<int>?", unique: true }
      home:   { type: Home, unique: true }
      extra:  { type: json, unique: true }
      share:  { type: double, unique: true }
      kind:   { type: Kind, unique: true, default: plain }
    types:
      Home: { fields: { street: { type: string, unique: true } } }
      Kind: [plain, fancy]
    operations: {}
    """##,
  "unique-key": ##"""
    --- badge.yaml
    concord: 1
    entity: badge
    parent: member
    key: number
    fields:
      number: { type: int, unique: true }    # one number among the badges of all members
    operations: {}
    --- expected.txt
    member.yaml:5:25: warning: the key 'name' names one member anyway; leave 'unique' out [unique-key]
    --- member.yaml
    concord: 1
    entity: member
    key: name
    fields:
      name: { type: string, unique: true }
    operations: {}
    """##,
  "unknown-field": ##"""
    --- expected.txt
    item.yaml:8:20: error: 'item' has no field 'stat'; did you mean 'state'? [unknown-field]
    item.yaml:8:40: error: 'item' has no field 'age' [unknown-field]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      state: string
    operations:
      list: { filter: [stat], sort: [name, age] }
    """##,
  "unknown-key": ##"""
    --- deployed.yaml
    concord: 1
    entity: deployed
    key: name
    fields:
      name: string
    operations: {}
    deployment:
      sevice: item-api
      image: x
      resources: { cpu: 1, disk: 10Gi }
      scaling:
        cpu: { up: 80, below: 20 }
        instance: { min: 1 }
        instances: { min: 1, most: 2 }
    --- expected.txt
    deployed.yaml:8:3: error: a deployment has no 'sevice'; did you mean 'service'? [unknown-key]
    deployed.yaml:10:24: error: resources has no 'disk'; its keys are cpu, memory [unknown-key]
    deployed.yaml:12:20: error: a pair of thresholds has no 'below'; its keys are up, down [unknown-key]
    deployed.yaml:13:5: error: scaling has no 'instance'; did you mean 'instances'? [unknown-key]
    deployed.yaml:14:26: error: instances has no 'most'; its keys are min, max [unknown-key]
    item.yaml:4:1: error: an entity's file has no 'sumary'; did you mean 'summary'? [unknown-key]
    item.yaml:6:25: error: a field has no 'readOnly'; write 'readonly' [unknown-key]
    item.yaml:8:11: error: list has no 'pagesize'; its keys are input, output, summary, access, errors, events, payload, topic, timeout, retry, idempotent, http, status, idempotency-key, multipart, since, deprecated, page, filter, sort [unknown-key]
    item.yaml:9:24: error: an operation has no 'colour'; its keys are input, output, summary, access, errors, events, payload, topic, timeout, retry, idempotent, http, status, idempotency-key, multipart, since, deprecated [unknown-key]
    live.yaml:3:19: error: an event of a namespace has no 'delivery'; its keys are payload, direction, summary, since, deprecated [unknown-key]
    live.yaml:4:1: error: a namespace's file has no 'operations'; its keys are concord, import, namespace, summary, types, events, since, deprecated [unknown-key]
    main.yaml:4:28: error: a namespace of a server has no 'signin'; did you mean 'sign-in'? [unknown-key]
    main.yaml:5:11: error: limits has no 'mesage'; did you mean 'message'? [unknown-key]
    main.yaml:6:1: error: a server's file has no 'import'; its keys are concord, server, summary, namespaces, origins, limits [unknown-key]
    other.yaml:2:1: error: a contract has no 'entitty'; did you mean 'entity'? [unknown-key]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    sumary: A thing.
    fields:
      name: { type: string, readOnly: true }
    operations:
      list: { pagesize: 3 }
      clean: { input: key, colour: red }
    --- live.yaml
    concord: 1
    namespace: /live
    events: { said: { delivery: every } }
    operations: {}
    --- main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message, signin: [bearer] }
    limits: { mesage: 64KiB }
    import: [item.yaml]
    --- other.yaml
    concord: 1
    entitty: other
    """##,
  "unknown-type": ##"""
    --- expected.txt
    item.yaml:5:9: error: unknown type 'strng'; did you mean 'string'? [unknown-type]
    item.yaml:6:15: error: unknown type 'Siez'; did you mean 'Size'? [unknown-type]
    item.yaml:7:9: error: unknown type 'Elsewhere' [unknown-type]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: strng
      sizes: list<Siez>
      far: "Elsewhere?"
    operations: {}
    types:
      Size: [small]
    """##,
  "unused-import": ##"""
    --- common.yaml
    concord: 1
    types: { Color: [red] }
    --- expected.txt
    item.yaml:4:10: warning: nothing of 'common.yaml' is used here; leave the import out [unused-import]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    import: [common.yaml]
    fields:
      name: string
    operations: {}
    """##,
  "value-range": ##"""
    --- expected.txt
    item.yaml:6:30: error: min is 0 to 2147483647, not -1 [value-range]
    item.yaml:8:17: error: page is 1 to 1000, not 5000 [value-range]
    item.yaml:9:40: error: status is 200 to 299, not 302 [value-range]
    item.yaml:10:40: error: an error's HTTP status is 400 to 599, not 200 [value-range]
    item.yaml:10:83: error: retries is 0 to 10, not 99 [value-range]
    main.yaml:5:20: error: message is 128 to 256MiB, not 64 [value-range]
    main.yaml:5:37: error: connections is 1 to 10000000, not 0 [value-range]
    main.yaml:5:51: error: in-flight is 1 to 10000, not 100000 [value-range]
    main.yaml:5:66: error: queue is 1KiB to 1GiB, not 2GiB [value-range]
    main.yaml:5:83: error: handshake is 100ms to 5m, not 10m [value-range]
    main.yaml:5:94: error: ping is 1s to 1h, not 500ms [value-range]
    main.yaml:5:107: error: rate is 1/s to 1000000/s, not 0/s [value-range]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      text: { type: string, min: -1 }
    operations:
      list: { page: 5000 }
      create: { http: POST /items, status: 302 }
      clean: { input: key, errors: { gone: 200 }, idempotent: true, retry: { retries: 99 } }
    --- main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    limits: { message: 64, connections: 0, in-flight: 100000, queue: 2GiB, handshake: 10m, ping: 500ms, rate: 0/s }
    """##,
  "wrong-shape": ##"""
    --- base.yaml
    concord: 1
    entity: base
    key: name
    fields: { name: string }
    operations: []
    --- deployed.yaml
    concord: 1
    entity: deployed
    key: name
    fields:
      name: string
    operations: {}
    deployment:
      service: [item-api]
      environment: production
      image:
      ports: { api: http }
      resources: small
      config: { LOG: }
      scaling:
        cpu: { up: 80%, down: 20.5 }
        instances: 3
    --- expected.txt
    base.yaml:5:13: error: operations is a mapping, not a list; write 'name: …' lines without '-', or { } instead of [ ] [wrong-shape]
    deployed.yaml:8:12: error: service is a text, not a list [wrong-shape]
    deployed.yaml:9:16: error: environment is a list, not a text; write [production] [wrong-shape]
    deployed.yaml:10:9: error: image is a text, not nothing [wrong-shape]
    deployed.yaml:11:17: error: a port is a whole number, not a text [wrong-shape]
    deployed.yaml:12:14: error: resources is a mapping, not a text [wrong-shape]
    deployed.yaml:13:18: error: a value of config is a text, not nothing [wrong-shape]
    deployed.yaml:15:16: error: up is a whole number, not a text [wrong-shape]
    deployed.yaml:15:27: error: down is a whole number, not a number [wrong-shape]
    deployed.yaml:16:16: error: instances is a mapping, not a number [wrong-shape]
    item.yaml:4:11: error: 'onDelete' is restrict or cascade, not 'drop' [wrong-shape]
    item.yaml:7:9: error: a type is a text, not a list [wrong-shape]
    item.yaml:8:32: error: readonly is true or false, not a text [wrong-shape]
    item.yaml:8:46: error: 'nulls' is written, not 'always' [wrong-shape]
    item.yaml:10:17: error: page is a whole number, not a text [wrong-shape]
    item.yaml:10:31: error: filter is a list, not a text; write [name] [wrong-shape]
    item.yaml:11:32: error: 'events' has three names (intent, success, failure), not 2; or write 'events: none' [wrong-shape]
    item.yaml:12:32: error: 'payload' is input or key or none, not 'output' [wrong-shape]
    item.yaml:13:49: error: 'idempotency-key' is header, not 'body' [wrong-shape]
    item.yaml:13:66: error: multipart is a mapping, not a text [wrong-shape]
    item.yaml:14:29: error: http is a text, not a list [wrong-shape]
    item.yaml:16:23: error: a type has one of 'fields', 'enum' and 'union' [wrong-shape]
    item.yaml:17:29: error: only a union has 'cases' [wrong-shape]
    list.yaml:1:1: error: a contract is a mapping, not a list; begin with 'concord: 1' [wrong-shape]
    live.yaml:4:22: error: 'direction' is pushed or received, not 'sent' [wrong-shape]
    main.yaml:4:19: error: 'dialect' is message or store-event or subscription or packet, not 'messages'; did you mean 'message'? [wrong-shape]
    main.yaml:4:38: error: sign-in is a list, not a text; write [bearer] [wrong-shape]
    main.yaml:5:43: error: packages is a list, not a text; write [shop] [wrong-shape]
    main.yaml:5:67: error: 'sign-in' is bearer or cookie or passport or anonymous, not 'cooky'; did you mean 'cookie'? [wrong-shape]
    main.yaml:6:10: error: origins is a list, not a text; write [https://a.example] [wrong-shape]
    main.yaml:7:9: error: limits is a mapping, not a text [wrong-shape]
    open.yaml:4:20: error: 'access' is 'anyone' or a mapping, not 'anyon'; did you mean 'anyone'? [wrong-shape]
    open.yaml:5:20: error: 'access' is 'anyone' or a mapping, not 'admin'; without 'access' it is for whoever is signed in; roles are written { roles: [admin] } [wrong-shape]
    open.yaml:6:20: error: access is a mapping, not a list; write 'name: …' lines without '-', or { } instead of [ ] [wrong-shape]
    other.yaml:6:37: error: 'page' is for the list's usual input, and this one has its own; leave 'page' or 'input' out [wrong-shape]
    other.yaml:6:46: error: 'filter' is for the list's usual input, and this one has its own; leave 'filter' or 'input' out [wrong-shape]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    onDelete: drop
    parent: base
    fields:
      name: [string]
      size: { type: int, readonly: maybe, nulls: always }
    operations:
      list: { page: many, filter: name }
      clean: { input: key, events: [clean, cleaned] }
      scan: { input: key, payload: output }
      create: { http: POST /items, idempotency-key: body, multipart: file }
      move: { input: key, http: [POST, /move] }
    types:
      Both: { fields: {}, union: kind, cases: {} }
      Odd: { fields: {}, cases: {} }
    --- list.yaml
    - concord
    --- live.yaml
    concord: 1
    namespace: /live
    events:
      said: { direction: sent }
    --- main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: messages, sign-in: bearer }
      /ws/live: { dialect: message, packages: shop, sign-in: [bearer, cooky] }
    origins: https://a.example
    limits: 64KiB
    --- open.yaml
    concord: 1
    service: open
    operations:
      clean: { access: anyon }
      clear: { access: admin }
      count: { access: [anyone, admin], events: none }
    --- other.yaml
    concord: 1
    entity: other
    key: name
    fields: { name: string }
    operations:
      list: { input: { words: string }, page: 5, filter: [name] }
    """##,
  "yaml-alias": ##"""
    --- expected.txt
    item.yaml:6:3: error: the field 'title' needs a type [missing-key]
    item.yaml:6:10: error: no anchor '&txt' comes before this alias; did you mean 'text'? [yaml-alias]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: &text string
      title: *txt
    operations: {}
    """##,
  "yaml-document": ##"""
    --- empty.yaml
    # nothing but a remark
    --- expected.txt
    empty.yaml:1:1: error: the file is empty [yaml-document]
    item.yaml:7:1: error: a second document begins here; a file holds one; move it to a file of its own [yaml-document]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    ---
    concord: 1
    """##,
  "yaml-duplicate-key": ##"""
    --- expected.txt
    item.yaml:7:3: error: 'name' is given twice; the first is at item.yaml:5:3 [yaml-duplicate-key]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      name: string
    operations: {}
    """##,
  "yaml-encoding": ##"""
    --- expected.txt
    item.yaml:3:13: error: the file is not UTF-8 from here on; save it as UTF-8 [yaml-encoding]
    --- item.yaml
    concord: 1
    entity: item
    summary: caf� au lait
    key: name
    fields: { name: string }
    """##,
  "yaml-key": ##"""
    --- expected.txt
    item.yaml:6:3: error: a key must be a text, not a list or an alias [yaml-key]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      [a, b]: string
    operations: {}
    """##,
  "yaml-limit": ##"""
    --- deep.yaml
    concord: 1
    types: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
    --- expected.txt
    deep.yaml:2:72: error: more than 64 levels inside one another [yaml-limit]
    many.yaml:7:38: error: the file has more than 100000 values, aliases included [yaml-limit]
    --- many.yaml
    concord: 1
    types:
      A: &a [x, x, x, x, x, x, x, x, x, x]
      B: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
      C: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
      D: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
      E: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
      F: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
      G: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]
    """##,
  "yaml-merge-key": ##"""
    --- expected.txt
    item.yaml:6:3: error: the field 'title' needs a 'type' [missing-key]
    item.yaml:6:12: error: merge keys are not part of contracts; write the entries out [yaml-merge-key]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: &text { type: string }
      title: { <<: *text }
    operations: {}
    """##,
  "yaml-syntax": ##"""
    --- colon.yaml
    concord: 1
    summary: one: two
    --- expected.txt
    colon.yaml:2:13: error: a ':' stands where no key can be; look at the indentation, or quote the text if it belongs to a value [yaml-syntax]
    item.yaml:5:11: error: a ',' or '}' was expected here; the mapping opened at 4:9 is not closed [yaml-syntax]
    quote.yaml:2:10: error: this quoted text is not closed before the end of the file [yaml-syntax]
    tab.yaml:3:1: error: a tab cannot indent; use spaces [yaml-syntax]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields: { name: string
    operations: {}
    --- quote.yaml
    concord: 1
    summary: "never closed
    types: {}
    --- tab.yaml
    concord: 1
    types:
    	Color: [red]
    """##,
  "yaml-tag": ##"""
    --- expected.txt
    item.yaml:5:9: error: tags such as '!text' are not part of contracts; leave it out [yaml-tag]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: !text string
    operations: {}
    """##,
  "SOURCE_CASE_REMOVED": ##"""
    --- expected.txt
    old/shop.yaml:6:17: (old) breaking for code: 'large' of 'Kind' is gone; keep it until no code names it [SOURCE_CASE_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    events:
      opened: { direction: local, payload: Kind }
    types:
      Kind: [small]
    --- old/shop.yaml
    concord: 1
    service: shop
    events:
      opened: { direction: local, payload: Kind }
    types:
      Kind: [small, large]
    """##,
  "SOURCE_CASE_RENAMED": ##"""
    --- expected.txt
    new/shop.yaml:8:29: breaking for code: the value L of 'Kind' was named 'large' and is named 'big'; keep the name 'large' [SOURCE_CASE_RENAMED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { kind: Kind }
    types:
      Kind: { enum: { small: S, big: L } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { kind: Kind }
    types:
      Kind: { enum: { small: S, large: L } }
    """##,
  "SOURCE_ERROR_RENAMED": ##"""
    --- expected.txt
    new/shop.yaml:6:15: breaking for code: the error BAD_URL was named 'badURL' and is named 'badUrl'; keep the name 'badURL' [SOURCE_ERROR_RENAMED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        errors: { badUrl: 400 }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        errors: { badURL: 400 }
    """##,
  "SOURCE_EVENT_HELPER_RENAMED": ##"""
    --- expected.txt
    new/shop.yaml:4:3: breaking for code: the helper of shop-opened-url was 'openedURL' and is 'openedUrl'; keep the name 'openedURL' [SOURCE_EVENT_HELPER_RENAMED]
    --- new/shop.yaml
    concord: 1
    service: shop
    events:
      openedUrl:
    --- old/shop.yaml
    concord: 1
    service: shop
    events:
      openedURL:
    """##,
  "SOURCE_EVENT_PAYLOAD_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:4:3: breaking for code: the payload of shop-opened was none and is { at: timestamp }; keep it, or add an event of another name [SOURCE_EVENT_PAYLOAD_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    events:
      opened: { direction: local, payload: { at: timestamp } }
    --- old/shop.yaml
    concord: 1
    service: shop
    events:
      opened: { direction: local }
    """##,
  "SOURCE_FIELD_ORDER_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:6:15: breaking for code: 'total' of the output of 'search' stands where 'count' stood; keep the order, and write new fields behind the old ones [SOURCE_FIELD_ORDER_CHANGED]
    new/shop.yaml:6:27: info for listeners: the output field 'first' of the output of 'search' is new [WIRE_OUTPUT_FIELD_ADDED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { total: int, first: int, count: int }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { count: int, total: int }
    """##,
  "SOURCE_FILE_MOVED": ##"""
    --- expected.txt
    new/stock/item.yaml:2:9: info for code: the contract was in item.yaml and is in stock/item.yaml [SOURCE_FILE_MOVED]
    --- new/box.yaml
    concord: 1
    entity: box
    key: name
    fields:
      name: string
    operations: { get: }
    --- new/stock/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/box.yaml
    concord: 1
    entity: box
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    """##,
  "SOURCE_MEMBER_REMOVED": ##"""
    --- expected.txt
    old/shop.yaml:4:57: (old) breaking for code: 'by' of the payload of 'opened' is gone; keep it until no code names it [SOURCE_MEMBER_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    events:
      opened: { direction: local, payload: { at: timestamp } }
    --- old/shop.yaml
    concord: 1
    service: shop
    events:
      opened: { direction: local, payload: { at: timestamp, by: string } }
    """##,
  "SOURCE_MEMBER_TYPE_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:6:14: warning for code: 'limit' of the input of 'search' was int and is int?: code that names its type needs a change [SOURCE_MEMBER_TYPE_CHANGED]
    new/shop.yaml:7:15: warning for code: 'count' of the output of 'search' was int? and is int: code that names its type needs a change [SOURCE_MEMBER_TYPE_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { limit: "int?" }
        output: { count: int, total: int }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { limit: int }
        output: { count: "int?", total: int }
    """##,
  "SOURCE_NOTIFICATION_ADDED": ##"""
    --- expected.txt
    new/item.yaml:2:9: info for code: 'deleted' of 'item' now gives the notification 'item-deleted' [SOURCE_NOTIFICATION_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    notify: { deleted: none }
    """##,
  "SOURCE_NOTIFICATION_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:8:11: breaking for code: the notification of 'deleted' of 'item' was 'item-deleted' and is 'item-gone'; keep 'deleted: item-deleted' in 'notify:' [SOURCE_NOTIFICATION_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    notify: { deleted: item-gone }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    """##,
  "SOURCE_NOTIFICATION_REMOVED": ##"""
    --- expected.txt
    new/item.yaml:8:11: breaking for code: the notification 'item-deleted' of 'deleted' of 'item' does not come any more; keep 'deleted: item-deleted' in 'notify:' [SOURCE_NOTIFICATION_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    notify: { deleted: none }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    """##,
  "SOURCE_OPERATION_RENAMED": ##"""
    --- expected.txt
    new/item.yaml:7:3: breaking for code: the operation of item:clean_item was named 'clean' and is named 'wipe'; keep the name 'clean' [SOURCE_OPERATION_RENAMED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      wipe: { input: key, topic: clean_item, events: [clean, cleaned, cleanError] }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      clean: { input: key }
    """##,
  "SOURCE_OPERATION_TYPE_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:7:3: warning for code: the input of 'clean' was key and is { name: string, force: bool? }: code that calls it needs a change [SOURCE_OPERATION_TYPE_CHANGED]
    new/item.yaml:7:3: warning for code: the output of 'clean' was none and is key: code that calls it needs a change [SOURCE_OPERATION_TYPE_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      clean: { input: { force: "bool?" }, output: key }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      clean: { input: key }
    """##,
  "SOURCE_PACKAGE_RENAMED": ##"""
    --- expected.txt
    new/package.yaml:1:7: breaking for code: the package was 'shop' and is 'store'; keep 'name: shop' [SOURCE_PACKAGE_RENAMED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    --- new/package.yaml
    name: store
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/package.yaml
    name: shop
    """##,
  "SOURCE_PREFIX_CHANGED": ##"""
    --- expected.txt
    new/package.yaml:1:7: breaking for code: the Swift prefix was '' and is 'Shop', so every generated type has another name; leave 'swiftPrefix' out [SOURCE_PREFIX_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    --- new/package.yaml
    name: shop
    swiftPrefix: Shop
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/package.yaml
    name: shop
    """##,
  "SOURCE_REACTION_ADDED": ##"""
    --- expected.txt
    new/item.yaml:11:13: info for code: 'removeItems' is called when 'user' is deleted [SOURCE_REACTION_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    react:
      - { when: user deleted, handler: removeItems }
    --- new/user.yaml
    concord: 1
    entity: user
    key: name
    fields:
      name: string
    state: [name]
    operations: {}
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    --- old/user.yaml
    concord: 1
    entity: user
    key: name
    fields:
      name: string
    state: [name]
    operations: {}
    """##,
  "SOURCE_REACTION_HANDLER_RENAMED": ##"""
    --- expected.txt
    new/item.yaml:11:13: breaking for code: what is done when 'user' is deleted was 'removeItems' and is 'dropItems'; keep 'handler: removeItems' [SOURCE_REACTION_HANDLER_RENAMED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    react:
      - { when: user deleted, handler: dropItems }
    --- new/user.yaml
    concord: 1
    entity: user
    key: name
    fields:
      name: string
    state: [name]
    operations: {}
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    react:
      - { when: user deleted, handler: removeItems }
    --- old/user.yaml
    concord: 1
    entity: user
    key: name
    fields:
      name: string
    state: [name]
    operations: {}
    """##,
  "SOURCE_REACTION_MODE_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:11:13: warning for code: 'removeItems' ran on the instance where it happened ('instance-local') and runs once on every instance ('broadcast'); make sure that the handler may run so [SOURCE_REACTION_MODE_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    react:
      - { when: user deleted, mode: broadcast, handler: removeItems }
    --- new/user.yaml
    concord: 1
    entity: user
    key: name
    fields:
      name: string
    state: [name]
    operations: {}
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    react:
      - { when: user deleted, mode: instance-local, handler: removeItems }
    --- old/user.yaml
    concord: 1
    entity: user
    key: name
    fields:
      name: string
    state: [name]
    operations: {}
    """##,
  "SOURCE_REACTION_REMOVED": ##"""
    --- expected.txt
    old/item.yaml:11:13: (old) warning for code: nothing calls 'removeItems' when 'user' is deleted any more; keep it if the handler still has something to do [SOURCE_REACTION_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    --- new/user.yaml
    concord: 1
    entity: user
    key: name
    fields:
      name: string
    state: [name]
    operations: {}
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    react:
      - { when: user deleted, handler: removeItems }
    --- old/user.yaml
    concord: 1
    entity: user
    key: name
    fields:
      name: string
    state: [name]
    operations: {}
    """##,
  "SOURCE_SENSITIVE_ADDED": ##"""
    --- expected.txt
    new/shop.yaml:7:7: breaking for code: 'pin' of the input of 'search' was not sensitive and is: its Swift type is Secret now, and prints '****'; read its 'value' where code uses it [SOURCE_SENSITIVE_ADDED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input:
          pin: { type: string, sensitive: true }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input:
          pin: string
    """##,
  "SOURCE_SENSITIVE_REMOVED": ##"""
    --- expected.txt
    new/shop.yaml:7:7: breaking for code: 'pin' of the input of 'search' was sensitive and is not: its Swift type is Secret no more, and logs and messages show it; keep 'sensitive: true' [SOURCE_SENSITIVE_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input:
          pin: string
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input:
          pin: { type: string, sensitive: true }
    """##,
  "SOURCE_STATE_SOURCE_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:9:1: breaking for code: the state of 'item' was read by your code and is read from Concord's store; keep 'source: plugin' [SOURCE_STATE_SOURCE_CHANGED]
    new/item.yaml:9:1: breaking for stored data: stored 'item' are in your own tables and are looked for in Concord's store; keep 'source: plugin', or move them first [STORED_STATE_SOURCE_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    source: plugin
    state: [name, size]
    """##,
  "SOURCE_TYPE_REMOVED": ##"""
    --- expected.txt
    old/shop.yaml:7:3: (old) breaking for code: the type 'Kind' is gone; keep it until no code names it [SOURCE_TYPE_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
    types:
      Kind: [small, large]
    """##,
  "SOURCE_TYPE_RENAMED": ##"""
    --- expected.txt
    new/shop.yaml:8:3: breaking for code: what was the type 'Marks' is now the type 'Limits'; keep the name 'Marks' [SOURCE_TYPE_RENAMED]
    new/shop.yaml:9:3: breaking for code: what was the type 'Part' is now the type 'Piece'; keep the name 'Part' [SOURCE_TYPE_RENAMED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: list<Limits>
    types:
      Limits: { fields: { cpu: int, parts: "list<Piece>" } }
      Piece: { fields: { name: string } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: list<Marks>
    types:
      Marks: { fields: { cpu: int, parts: "list<Part>" } }
      Part: { fields: { name: string } }
    """##,
  "SOURCE_UNION_CASE_REMOVED": ##"""
    --- expected.txt
    old/shop.yaml:8:26: (old) breaking for code: the case 'transfer' of 'Payment' is gone; keep it until no code names it [SOURCE_UNION_CASE_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card, transfer: Transfer }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    """##,
  "SOURCE_UNION_CASE_TYPE_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:8:26: breaking for code: the case 'other' of 'Payment' was 'Cash' and is 'Transfer': code that takes it apart needs a change; keep the record [SOURCE_UNION_CASE_TYPE_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card, other: Transfer }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card, other: Cash }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    """##,
  "STORED_ENTITY_REMOVED": ##"""
    --- expected.txt
    old/box.yaml:2:9: (old) breaking for callers and listeners: the entity 'box' is gone, with its operations and events; was it renamed to 'crate'? [WIRE_ENTITY_REMOVED]
    old/box.yaml:2:9: (old) breaking for stored data: nothing reads the stored entities 'box' any more; was it renamed to 'crate'? [STORED_ENTITY_REMOVED]
    new/crate.yaml:2:9: info for callers and listeners: the entity 'crate' is new [WIRE_ENTITY_ADDED]
    --- new/crate.yaml
    concord: 1
    entity: crate
    key: name
    fields:
      name: string
      weight: int
    operations: { get: }
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/box.yaml
    concord: 1
    entity: box
    key: name
    fields:
      name: string
      weight: int
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    """##,
  "STORED_ENUM_VALUE_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:9:19: breaking for callers and listeners: 'small' of 'Kind' was small on the wire and is S; keep small [WIRE_ENUM_VALUE_CHANGED]
    new/item.yaml:9:19: breaking for stored data: 'small' of 'Kind' is stored as small and read as S; keep small [STORED_ENUM_VALUE_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      kind: Kind
    operations: { get: }
    types:
      Kind: { enum: { small: S, large: large } }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      kind: Kind
    operations: { get: }
    types:
      Kind: [small, large]
    """##,
  "STORED_ENUM_VALUE_REMOVED": ##"""
    --- expected.txt
    old/item.yaml:9:24: (old) warning for listeners: 'huge' of 'Kind' is gone: who waits for huge waits in vain [WIRE_OUTPUT_ENUM_VALUE_REMOVED]
    old/item.yaml:9:24: (old) breaking for stored data: 'huge' of 'Kind' is gone: stored huge is read as an unknown value; keep it, or change the stored values first [STORED_ENUM_VALUE_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      kind: Kind
    operations: { get: }
    types:
      Kind: [small, large]
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      kind: Kind
    operations: { get: }
    types:
      Kind: [small, large, huge]
    """##,
  "STORED_FIELD_REMOVED": ##"""
    --- expected.txt
    old/item.yaml:7:3: (old) breaking for listeners: the output field 'color' of the entity 'item' is gone; keep it until nobody reads it [WIRE_OUTPUT_FIELD_REMOVED]
    old/item.yaml:7:3: (old) breaking for stored data: 'color' of the entity 'item' is gone: stored values are lost at the next write; keep it, or move the values first [STORED_FIELD_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string
    operations: { get: }
    """##,
  "STORED_FIELD_REQUIRED": ##"""
    --- expected.txt
    new/item.yaml:6:3: breaking for stored data: 'size' of the entity 'item' was int? and is required now, and what is stored may have none; keep the '?', or give it a default [STORED_FIELD_REQUIRED]
    new/item.yaml:7:3: breaking for stored data: 'weight' of the entity 'item' was int with the default 1 and is required now, and what is stored may have none; keep the default [STORED_FIELD_REQUIRED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      weight: int
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int?
      weight: { type: int, default: 1 }
    operations: { get: }
    """##,
  "STORED_FIELD_REQUIRED_ADDED": ##"""
    --- expected.txt
    new/item.yaml:6:3: info for listeners: the output field 'size' of the entity 'item' is new [WIRE_OUTPUT_FIELD_ADDED]
    new/item.yaml:6:3: breaking for stored data: 'size' of the entity 'item' is required, and what is stored has none; make it optional ("int?") or give it a default [STORED_FIELD_REQUIRED_ADDED]
    new/item.yaml:7:3: info for listeners: the output field 'weight' of the entity 'item' is new [WIRE_OUTPUT_FIELD_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      weight: { type: int, default: 1 }
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    """##,
  "STORED_FIELD_TYPE_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:6:3: breaking for listeners: the output field 'size' of the entity 'item' was int and is string; keep the type, or add a field of another name [WIRE_OUTPUT_FIELD_TYPE_CHANGED]
    new/item.yaml:6:3: breaking for stored data: stored 'size' of the entity 'item' was int and is string; keep the type, or add a field of another name and move the values [STORED_FIELD_TYPE_CHANGED]
    new/item.yaml:10:22: breaking for listeners: the output field 'cpu' of the type 'Marks' was int and is bool; keep the type, or add a field of another name [WIRE_OUTPUT_FIELD_TYPE_CHANGED]
    new/item.yaml:10:22: breaking for stored data: stored 'cpu' of the type 'Marks' was int and is bool; keep the type, or add a field of another name and move the values [STORED_FIELD_TYPE_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: string
      marks: Marks
    operations: { get: }
    types:
      Marks: { fields: { cpu: bool } }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      marks: Marks
    operations: { get: }
    types:
      Marks: { fields: { cpu: int } }
    """##,
  "STORED_KEY_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:5:3: breaking for callers and listeners: the key of 'item' was 'name' and is 'code', so requests and paths name it by another field; keep 'key: name', or make it an entity of another name [WIRE_KEY_CHANGED]
    new/item.yaml:5:3: breaking for stored data: stored 'item' have the key 'name' and are looked for by 'code'; keep 'key: name', or make it an entity of another name [STORED_KEY_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: code
    fields:
      code: string
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    """##,
  "STORED_KEY_TYPE_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:5:3: breaking for callers and listeners: the key 'name' of 'item' was string and is uuid; keep the type string [WIRE_KEY_TYPE_CHANGED]
    new/item.yaml:5:3: breaking for stored data: the stored key 'name' of 'item' was string and is uuid; keep the type string [STORED_KEY_TYPE_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: uuid
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    """##,
  "STORED_ON_DELETE_CASCADES": ##"""
    --- expected.txt
    new/item.yaml:2:9: warning for stored data: 'onDelete' of 'item' was restrict and is cascade: stored children go with their parent; keep 'onDelete: restrict' if they are of use without it [STORED_ON_DELETE_CASCADES]
    --- new/box.yaml
    concord: 1
    entity: box
    parent: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    --- new/item.yaml
    concord: 1
    entity: item
    parent: tenant
    onDelete: cascade
    key: name
    fields:
      name: string
    operations: { get: }
    --- new/tenant.yaml
    concord: 1
    entity: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/box.yaml
    concord: 1
    entity: box
    parent: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    parent: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/tenant.yaml
    concord: 1
    entity: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    """##,
  "STORED_PARENT_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:2:9: breaking for callers and listeners: 'item' was below the root and is below 'tenant', so its payloads and paths have other keys; leave it where it was, or make it an entity of another name [WIRE_PARENT_CHANGED]
    new/item.yaml:2:9: breaking for stored data: stored 'item' are below the root and are looked for below 'tenant'; leave it where it was, or make it an entity of another name [STORED_PARENT_CHANGED]
    --- new/box.yaml
    concord: 1
    entity: box
    parent: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    --- new/item.yaml
    concord: 1
    entity: item
    parent: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    --- new/tenant.yaml
    concord: 1
    entity: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/box.yaml
    concord: 1
    entity: box
    parent: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/tenant.yaml
    concord: 1
    entity: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    """##,
  "STORED_REACTION_QUEUE_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:11:13: breaking for stored data: what waits for 'removeItems' in the group 'item-cleanup' is never done, since it now waits in the group 'items'; keep 'group: item-cleanup' [STORED_REACTION_QUEUE_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    react:
      - { when: user deleted, mode: work-queue, group: items, handler: removeItems }
    --- new/user.yaml
    concord: 1
    entity: user
    key: name
    fields:
      name: string
    state: [name]
    operations: {}
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    react:
      - { when: user deleted, mode: work-queue, group: item-cleanup, handler: removeItems }
    --- old/user.yaml
    concord: 1
    entity: user
    key: name
    fields:
      name: string
    state: [name]
    operations: {}
    """##,
  "STORED_REFERENCE_DELETION_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:6:3: warning for stored data: 'onDelete' of 'owner' of the entity 'item' was restrict and is cascade: stored entities go with what they refer to; keep 'onDelete: restrict' if they are of use as they are [STORED_REFERENCE_DELETION_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: { type: "ref<user>?", onDelete: cascade }
    operations: { get: }
    --- new/user.yaml
    concord: 1
    entity: user
    key: name
    fields:
      name: string
    operations: { delete: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: { type: "ref<user>?" }
    operations: { get: }
    --- old/user.yaml
    concord: 1
    entity: user
    key: name
    fields:
      name: string
    operations: { delete: }
    """##,
  "STORED_RULE_TIGHTENED": ##"""
    --- expected.txt
    new/item.yaml:6:27: warning for stored data: 'max' of 'size' of the entity 'item' was 9 and is 8: what is stored may break it, and is refused when it is sent back; look for such values first [STORED_RULE_TIGHTENED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: { type: int, max: 8 }
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: { type: int, max: 9 }
    operations: { get: }
    """##,
  "STORED_SEQUENCE_ADDED": ##"""
    --- expected.txt
    new/item.yaml:6:3: warning for listeners: values of 'number' of the entity 'item' were not counted up by the store and are counted; keep it if anybody relies on their form or order [WIRE_SEQUENCE_CHANGED]
    new/item.yaml:6:3: warning for stored data: values of 'number' of the entity 'item' were not counted up by the store and are: stored values may be met again; make sure that the count begins above them [STORED_SEQUENCE_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      number: { type: int, readonly: true, generated: sequence }
    operations: { update: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      number: { type: int, readonly: true }
    operations: { update: }
    """##,
  "STORED_STATE_FIELD_TYPE_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:6:3: breaking for listeners: the output field 'size' of the entity 'item' was int and is string; keep the type, or add a field of another name [WIRE_OUTPUT_FIELD_TYPE_CHANGED]
    new/item.yaml:6:3: breaking for stored data: changes of 'size' of 'item' are kept as int and read as string; keep the type, or add a field of another name [STORED_STATE_FIELD_TYPE_CHANGED]
    new/item.yaml:7:3: breaking for listeners: the output field 'color' of the entity 'item' was string? and is int?; keep the type, or add a field of another name [WIRE_OUTPUT_FIELD_TYPE_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: string
      color: int?
    operations: {}
    source: plugin
    state: [name, size]
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    source: plugin
    state: [name, size]
    """##,
  "STORED_STATE_KIND_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:9:1: breaking for listeners: the changes of 'item' were told as 'shop-item' and are as 'item'; keep 'kind: shop-item' [WIRE_STATE_KIND_CHANGED]
    new/item.yaml:9:1: breaking for stored data: changes of 'item' are kept as 'shop-item' and looked for as 'item'; keep 'kind: shop-item' [STORED_STATE_KIND_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [size]
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    kind: shop-item
    state: [size]
    """##,
  "STORED_STATE_SOURCE_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:10:1: breaking for code: the state of 'item' was read from Concord's store and is to be read by your code; keep 'source: store' [SOURCE_STATE_SOURCE_CHANGED]
    new/item.yaml:10:1: breaking for stored data: stored 'item' are in Concord's store and are looked for in your own tables; keep 'source: store', or move them first [STORED_STATE_SOURCE_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    source: plugin
    state: [name, size]
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    """##,
  "STORED_TYPE_SHAPE_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:9:3: breaking for callers and listeners: the type 'Kind' was an enumeration and is a record; give the new one another name [WIRE_TYPE_SHAPE_CHANGED]
    new/item.yaml:9:3: breaking for stored data: stored values of the type 'Kind' are an enumeration and read as a record; give the new one another name [STORED_TYPE_SHAPE_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      kind: Kind
    operations: { get: }
    types:
      Kind: { fields: { name: string } }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      kind: Kind
    operations: { get: }
    types:
      Kind: [small, large]
    """##,
  "STORED_UNION_CASE_REMOVED": ##"""
    --- expected.txt
    old/item.yaml:11:26: (old) warning for listeners: the case 'transfer' of 'Payment' is gone: who waits for it waits in vain [WIRE_OUTPUT_UNION_CASE_REMOVED]
    old/item.yaml:11:26: (old) breaking for stored data: the case 'transfer' of 'Payment' is gone: where it is stored it is read as an unknown case; keep it, or change the stored values first [STORED_UNION_CASE_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      payment: { type: Payment, readonly: true }
    operations: {}
    types:
      Payment:
        union: kind
        cases: { card: Card }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      payment: { type: Payment, readonly: true }
    operations: {}
    types:
      Payment:
        union: kind
        cases: { card: Card, transfer: Transfer }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    """##,
  "STORED_UNION_CASE_TYPE_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:11:26: breaking for code: the case 'other' of 'Payment' was 'Cash' and is 'Transfer': code that takes it apart needs a change; keep the record [SOURCE_UNION_CASE_TYPE_CHANGED]
    new/item.yaml:11:26: breaking for stored data: the case 'other' of 'Payment' was 'Cash' and is 'Transfer': what is stored in it cannot be read; keep the record, or add a case of another name [STORED_UNION_CASE_TYPE_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      payment: { type: Payment, readonly: true }
    operations: {}
    types:
      Payment:
        union: kind
        cases: { card: Card, other: Transfer }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      payment: { type: Payment, readonly: true }
    operations: {}
    types:
      Payment:
        union: kind
        cases: { card: Card, other: Cash }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    """##,
  "STORED_UNION_DISCRIMINATOR_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:9:3: breaking for callers and listeners: the discriminator of the type 'Payment' was 'kind' and is 'type'; keep 'union: kind' [WIRE_UNION_DISCRIMINATOR_CHANGED]
    new/item.yaml:9:3: breaking for stored data: stored values of the type 'Payment' have their case in 'kind', and it is looked for in 'type'; keep 'union: kind' [STORED_UNION_DISCRIMINATOR_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      payment: { type: Payment, readonly: true }
    operations: {}
    types:
      Payment:
        union: type
        cases: { card: Card }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      payment: { type: Payment, readonly: true }
    operations: {}
    types:
      Payment:
        union: kind
        cases: { card: Card }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    """##,
  "STORED_UNIQUE_ADDED": ##"""
    --- expected.txt
    new/item.yaml:6:3: breaking for stored data: 'email' of the entity 'item' was not unique and is: stored entities may have one value twice; make the stored values different first [STORED_UNIQUE_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      email: { type: email, readonly: true, unique: true }
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      email: { type: email, readonly: true }
    operations: { get: }
    """##,
  "WIRE_ACCESS_LOOSENED": ##"""
    --- expected.txt
    new/item.yaml:7:3: warning for callers: 'get' was for the role admin and is for the roles admin, guest; make sure that the others may see and do this [WIRE_ACCESS_LOOSENED]
    new/item.yaml:8:3: warning for callers: 'list' was for the role admin and is for everybody signed in; make sure that the others may see and do this [WIRE_ACCESS_LOOSENED]
    new/open.yaml:4:3: warning for callers: 'login' was for everybody signed in and is for anyone; make sure that the others may see and do this [WIRE_ACCESS_LOOSENED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      get: { access: { roles: [admin, guest] } }
      list:
    --- new/open.yaml
    concord: 1
    service: open
    operations:
      login: { events: none, access: anyone }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      get: { access: { roles: [admin] } }
      list: { access: { roles: [admin] } }
    --- old/open.yaml
    concord: 1
    service: open
    operations:
      login: { events: none }
    """##,
  "WIRE_ACCESS_TIGHTENED": ##"""
    --- expected.txt
    new/item.yaml:8:3: breaking for callers: 'get' was for the roles owner, admin and is for the role admin; keep whom it let in [WIRE_ACCESS_TIGHTENED]
    new/item.yaml:9:3: breaking for callers: 'list' was for everybody signed in and is for the role admin; keep whom it let in [WIRE_ACCESS_TIGHTENED]
    new/open.yaml:4:3: breaking for callers: 'login' was for anyone and is for the role admin; keep whom it let in [WIRE_ACCESS_TIGHTENED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      customer: string
    operations:
      get: { access: { roles: [admin] } }
      list: { access: { roles: [admin] } }
    --- new/open.yaml
    concord: 1
    service: open
    operations:
      login: { events: none, access: { roles: [admin] } }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      customer: string
    operations:
      get: { access: { roles: [owner, admin] } }
      list:
    --- old/open.yaml
    concord: 1
    service: open
    operations:
      login: { events: none, access: anyone }
    """##,
  "WIRE_DEFAULT_ADDED": ##"""
    --- expected.txt
    new/item.yaml:6:3: warning for callers: 'size' of the entity 'item' had no default and has 3 [WIRE_DEFAULT_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: { type: "int?", default: 3 }
    operations: { create: {}, get: {} }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: { type: "int?" }
    operations: { create: {}, get: {} }
    """##,
  "WIRE_DEFAULT_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:6:3: warning for callers: the default of 'size' of the entity 'item' was 3 and is 4; keep 3 if callers rely on it [WIRE_DEFAULT_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: { type: "int?", default: 4 }
    operations: { create: {}, get: {} }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: { type: "int?", default: 3 }
    operations: { create: {}, get: {} }
    """##,
  "WIRE_DEFAULT_REMOVED": ##"""
    --- expected.txt
    new/item.yaml:6:3: breaking for callers: 'size' of the entity 'item' had the default 3 and has none; keep the default [WIRE_DEFAULT_REMOVED]
    new/item.yaml:6:3: breaking for stored data: 'size' of the entity 'item' was int with the default 3 and is required now, and what is stored may have none; keep the default [STORED_FIELD_REQUIRED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
    operations: { create: {}, get: {} }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: { type: int, default: 3 }
    operations: { create: {}, get: {} }
    """##,
  "WIRE_ENTITY_ADDED": ##"""
    --- expected.txt
    new/box.yaml:2:9: info for callers and listeners: the entity 'box' is new [WIRE_ENTITY_ADDED]
    --- new/box.yaml
    concord: 1
    entity: box
    key: name
    fields:
      name: string
    operations: { get: }
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    """##,
  "WIRE_ENTITY_REMOVED": ##"""
    --- expected.txt
    old/box.yaml:2:9: (old) breaking for callers and listeners: the entity 'box' is gone, with its operations and events; keep it until nobody uses it [WIRE_ENTITY_REMOVED]
    old/box.yaml:2:9: (old) breaking for stored data: nothing reads the stored entities 'box' any more; keep the entity, with 'operations: {}' if nobody may use it [STORED_ENTITY_REMOVED]
    new/crate.yaml:2:9: info for callers and listeners: the entity 'crate' is new [WIRE_ENTITY_ADDED]
    --- new/crate.yaml
    concord: 1
    entity: crate
    key: name
    fields:
      name: string
      weight: int?
    operations: { get: }
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/box.yaml
    concord: 1
    entity: box
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    """##,
  "WIRE_ENUM_VALUE_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:8:29: breaking for callers and listeners: 'large' of 'Kind' was L on the wire and is XL; keep L [WIRE_ENUM_VALUE_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { kind: Kind }
    types:
      Kind: { enum: { small: S, large: XL } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { kind: Kind }
    types:
      Kind: { enum: { small: S, large: L } }
    """##,
  "WIRE_ERROR_ADDED": ##"""
    --- expected.txt
    new/shop.yaml:6:15: warning for callers: the error NOT_EMPTY is new; callers cannot tell it from an unknown one [WIRE_ERROR_ADDED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        errors: { notEmpty: 409, gone: 404 }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        errors: { gone: 404 }
    """##,
  "WIRE_ERROR_REMOVED": ##"""
    --- expected.txt
    old/shop.yaml:6:15: (old) warning for callers: the error NOT_EMPTY is gone; callers wait for it in vain [WIRE_ERROR_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        errors: { gone: 404 }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        errors: { notEmpty: 409, gone: 404 }
    """##,
  "WIRE_ERROR_STATUS_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:6:15: breaking for callers: the HTTP status of GONE was 404 and is 410; keep 404, or give the new status to an error of another name [WIRE_ERROR_STATUS_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        errors: { gone: 410 }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        errors: { gone: 404 }
    """##,
  "WIRE_EVENT_ADDED": ##"""
    --- expected.txt
    new/shop.yaml:5:3: info for listeners: the event shop-closed is new [WIRE_EVENT_ADDED]
    --- new/shop.yaml
    concord: 1
    service: shop
    events:
      opened:
      closed:
    --- old/shop.yaml
    concord: 1
    service: shop
    events:
      opened:
    """##,
  "WIRE_EVENT_DELIVERY_STRENGTHENED": ##"""
    --- expected.txt
    new/shop.yaml:4:3: warning for listeners: the delivery of shop-opened was drop and is every: slow listeners get more, or lose their connection [WIRE_EVENT_DELIVERY_STRENGTHENED]
    --- new/shop.yaml
    concord: 1
    service: shop
    events:
      opened:
    --- old/shop.yaml
    concord: 1
    service: shop
    events:
      opened: { delivery: drop }
    """##,
  "WIRE_EVENT_DELIVERY_WEAKENED": ##"""
    --- expected.txt
    new/shop.yaml:4:3: breaking for listeners: the delivery of shop-opened was every and is latest: some do not arrive any more; keep 'delivery: every' [WIRE_EVENT_DELIVERY_WEAKENED]
    --- new/shop.yaml
    concord: 1
    service: shop
    events:
      opened: { delivery: latest }
    --- old/shop.yaml
    concord: 1
    service: shop
    events:
      opened:
    """##,
  "WIRE_EVENT_NOT_PUSHED": ##"""
    --- expected.txt
    new/shop.yaml:4:3: breaking for listeners: shop-opened was pushed as shop:opened and stays on the client; keep it pushed [WIRE_EVENT_NOT_PUSHED]
    --- new/shop.yaml
    concord: 1
    service: shop
    events:
      opened: { direction: local }
    --- old/shop.yaml
    concord: 1
    service: shop
    events:
      opened:
    """##,
  "WIRE_EVENT_PAYLOAD_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:9:3: breaking for listeners: the payload of item-sold was list<string> and is none; keep it, or add an event of another name [WIRE_EVENT_PAYLOAD_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    events:
      moved: { payload: { to: string } }
      sold:
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    events:
      moved: { payload: key }
      sold: { payload: list<string> }
    """##,
  "WIRE_EVENT_PUSHED": ##"""
    --- expected.txt
    new/shop.yaml:4:3: info for listeners: shop-opened stayed on the client and is pushed as shop:opened [WIRE_EVENT_PUSHED]
    --- new/shop.yaml
    concord: 1
    service: shop
    events:
      opened:
    --- old/shop.yaml
    concord: 1
    service: shop
    events:
      opened: { direction: local }
    """##,
  "WIRE_EVENT_REMOVED": ##"""
    --- expected.txt
    new/shop.yaml:5:3: info for listeners: the event shop-resold is new [WIRE_EVENT_ADDED]
    old/shop.yaml:5:3: (old) breaking for listeners: the event shop-sold is gone; was it renamed to 'shop-resold'? [WIRE_EVENT_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    events:
      opened:
      resold: { payload: { price: int } }
    --- old/shop.yaml
    concord: 1
    service: shop
    events:
      opened:
      sold: { payload: { price: int } }
    """##,
  "WIRE_EVENT_RENAMED": ##"""
    --- expected.txt
    new/item.yaml:7:3: breaking for listeners: the success event of 'clean' was item-cleaned and is item-emptied; keep the old names in 'events:' [WIRE_EVENT_RENAMED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      clean: { input: key, events: [clean, emptied, cleanError] }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      clean: { input: key }
    """##,
  "WIRE_FIELD_READONLY_ADDED": ##"""
    --- expected.txt
    new/item.yaml:6:3: breaking for callers: 'size' of the entity 'item' was not readonly and is: who sends it is refused; leave 'readonly' out [WIRE_FIELD_READONLY_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: { type: "int?", readonly: true }
    operations: { create: {}, get: {} }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int?
    operations: { create: {}, get: {} }
    """##,
  "WIRE_FIELD_READONLY_REMOVED": ##"""
    --- expected.txt
    new/item.yaml:6:3: info for callers: 'size' of the entity 'item' was readonly and is not: callers may set it [WIRE_FIELD_READONLY_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int?
    operations: { create: {}, get: {} }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: { type: "int?", readonly: true }
    operations: { create: {}, get: {} }
    """##,
  "WIRE_HTTP_ADDED": ##"""
    --- expected.txt
    new/shop.yaml:8:11: info for callers: 'search' is now reached with POST /search [WIRE_HTTP_ADDED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { place: string }
        output: { count: int }
        http: POST /search
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { place: string }
        output: { count: int }
    """##,
  "WIRE_HTTP_BODY_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:6:11: breaking for callers: the body of POST /bundles was JSON and is multipart; keep it, or add an operation that takes the new one [WIRE_HTTP_BODY_CHANGED]
    new/shop.yaml:6:11: info for callers: POST /bundles reads the header Idempotency-Key [WIRE_HTTP_IDEMPOTENCY_KEY_ADDED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      deploy:
        events: none
        http: POST /bundles
        multipart: { form: Form }
    types:
      Form: { fields: { name: string } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      deploy:
        events: none
        http: POST /bundles
        input: Form
    types:
      Form: { fields: { name: string } }
    """##,
  "WIRE_HTTP_IDEMPOTENCY_KEY_ADDED": ##"""
    --- expected.txt
    new/shop.yaml:8:11: info for callers: POST /search reads the header Idempotency-Key [WIRE_HTTP_IDEMPOTENCY_KEY_ADDED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { place: string }
        output: { count: int }
        http: POST /search
        idempotency-key: header
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { place: string }
        output: { count: int }
        http: POST /search
    """##,
  "WIRE_HTTP_IDEMPOTENCY_KEY_REMOVED": ##"""
    --- expected.txt
    new/shop.yaml:8:11: breaking for callers: POST /search read the header Idempotency-Key and does not; a request sent again is done again; keep 'idempotency-key: header' [WIRE_HTTP_IDEMPOTENCY_KEY_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { place: string }
        output: { count: int }
        http: POST /search
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { place: string }
        output: { count: int }
        http: POST /search
        idempotency-key: header
    """##,
  "WIRE_HTTP_PART_ADDED": ##"""
    --- expected.txt
    new/shop.yaml:7:32: breaking for callers: the part 'form' of POST /bundles is new, and callers do not send it; add an operation that takes it [WIRE_HTTP_PART_ADDED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      deploy:
        events: none
        http: POST /bundles
        multipart: { bundle: file, form: Form }
    types:
      Form: { fields: { name: string } }
      Other: { fields: { title: string } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      deploy:
        events: none
        http: POST /bundles
        multipart: { bundle: file }
    types:
      Form: { fields: { name: string } }
      Other: { fields: { title: string } }
    """##,
  "WIRE_HTTP_PART_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:7:18: breaking for callers: the part 'bundle' of POST /bundles was a file and is Other; keep it, or add an operation that takes the new one [WIRE_HTTP_PART_CHANGED]
    new/shop.yaml:7:18: breaking for callers: the input field 'bundle' of the input of 'deploy' is required, and callers do not send it; make it optional ("Other?") or give it a default [WIRE_INPUT_FIELD_REQUIRED_ADDED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      deploy:
        events: none
        http: POST /bundles
        multipart: { bundle: Other, form: Form }
    types:
      Form: { fields: { name: string } }
      Other: { fields: { title: string } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      deploy:
        events: none
        http: POST /bundles
        multipart: { bundle: file, form: Form }
    types:
      Form: { fields: { name: string } }
      Other: { fields: { title: string } }
    """##,
  "WIRE_HTTP_PART_REMOVED": ##"""
    --- expected.txt
    old/shop.yaml:7:32: (old) breaking for callers: the part 'logo' of POST /bundles is gone: what callers send in it is lost; keep it until nobody sends it [WIRE_HTTP_PART_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      deploy:
        events: none
        http: POST /bundles
        multipart: { bundle: file, form: Form }
    types:
      Form: { fields: { name: string } }
      Other: { fields: { title: string } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      deploy:
        events: none
        http: POST /bundles
        multipart: { bundle: file, logo: file, form: Form }
    types:
      Form: { fields: { name: string } }
      Other: { fields: { title: string } }
    """##,
  "WIRE_HTTP_REMOVED": ##"""
    --- expected.txt
    new/shop.yaml:4:3: breaking for callers: 'search' was reached with POST /search and is not any more; keep 'http: POST /search' until nobody asks so [WIRE_HTTP_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { place: string }
        output: { count: int }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { place: string }
        output: { count: int }
        http: POST /search
    """##,
  "WIRE_HTTP_ROUTE_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:8:11: breaking for callers: 'search' was reached with POST /places/{place} and is with POST /search/{place}; keep 'http: POST /places/{place}' [WIRE_HTTP_ROUTE_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { place: string }
        output: { count: int }
        http: "POST /search/{place}"
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { place: string }
        output: { count: int }
        http: "POST /places/{place}"
    """##,
  "WIRE_HTTP_STATUS_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:8:11: breaking for callers: POST /search answered 200 and answers 202; keep 'status: 200' [WIRE_HTTP_STATUS_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { place: string }
        output: { count: int }
        http: POST /search
        status: 202
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { place: string }
        output: { count: int }
        http: POST /search
    """##,
  "WIRE_IDEMPOTENT_ADDED": ##"""
    --- expected.txt
    new/shop.yaml:4:3: info for callers: 'search' was not idempotent and is [WIRE_IDEMPOTENT_ADDED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        idempotent: true
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
    """##,
  "WIRE_IDEMPOTENT_REMOVED": ##"""
    --- expected.txt
    new/shop.yaml:4:3: breaking for callers: 'search' was idempotent and is not; old callers go on sending it again after a failure; keep 'idempotent: true' [WIRE_IDEMPOTENT_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        idempotent: true
    """##,
  "WIRE_ID_PREFIX_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:5:3: warning for listeners: ids in 'name' of the entity 'item' were made with 'it_' and are made with 'item_'; keep it if anybody looks at the prefix [WIRE_ID_PREFIX_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: { type: id, prefix: item }
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: { type: id, prefix: it }
    operations: { get: }
    """##,
  "WIRE_INPUT_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:4:3: breaking for callers: the input of 'search' was { text: string } and is none; keep it, or add an operation that takes the new one [WIRE_INPUT_CHANGED]
    new/shop.yaml:6:3: breaking for callers: the input of 'ask' was list<string> and is list<int>; keep it, or add an operation that takes the new one [WIRE_INPUT_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
      ask: { input: list<int>, events: none }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { text: string }
      ask: { input: list<string>, events: none }
    """##,
  "WIRE_INPUT_ENUM_VALUE_ADDED": ##"""
    --- expected.txt
    new/shop.yaml:8:17: info for callers: 'large' of 'Kind' is new: callers may send large [WIRE_INPUT_ENUM_VALUE_ADDED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { kind: Kind }
    types:
      Kind: [small, large]
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { kind: Kind }
    types:
      Kind: [small]
    """##,
  "WIRE_INPUT_ENUM_VALUE_REMOVED": ##"""
    --- expected.txt
    old/shop.yaml:8:24: (old) breaking for callers: 'huge' of 'Kind' is gone: who sends huge is refused; keep it until nobody sends it [WIRE_INPUT_ENUM_VALUE_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { kind: Kind }
    types:
      Kind: [small, large]
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { kind: Kind }
    types:
      Kind: [small, large, huge]
    """##,
  "WIRE_INPUT_FIELD_ADDED": ##"""
    --- expected.txt
    new/shop.yaml:6:28: info for callers: the input field 'limit' of the input of 'search' is new, and callers need not send it [WIRE_INPUT_FIELD_ADDED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { text: string, limit: "int?" }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { text: string }
    """##,
  "WIRE_INPUT_FIELD_REMOVED": ##"""
    --- expected.txt
    new/shop.yaml:6:28: info for callers: the input field 'most' of the input of 'search' is new, and callers need not send it [WIRE_INPUT_FIELD_ADDED]
    old/shop.yaml:6:28: (old) breaking for callers: the input field 'limit' of the input of 'search' is gone: what callers send in it is lost; was it renamed to 'most'? [WIRE_INPUT_FIELD_REMOVED]
    old/shop.yaml:6:43: (old) breaking for callers: the input field 'page' of the input of 'search' is gone: what callers send in it is lost; keep it until nobody sends it [WIRE_INPUT_FIELD_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { text: string, most: "int?" }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { text: string, limit: "int?", page: "string?" }
    """##,
  "WIRE_INPUT_FIELD_REQUIRED": ##"""
    --- expected.txt
    new/shop.yaml:6:14: breaking for callers: the input field 'text' of the input of 'search' was string? and is string; keep the '?', or give it a default [WIRE_INPUT_FIELD_REQUIRED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { text: string }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { text: "string?" }
    """##,
  "WIRE_INPUT_FIELD_REQUIRED_ADDED": ##"""
    --- expected.txt
    new/item.yaml:6:3: breaking for callers: the input field 'color' of the entity 'item' is required, and callers do not send it; make it optional ("string?") or give it a default [WIRE_INPUT_FIELD_REQUIRED_ADDED]
    new/item.yaml:6:3: info for callers: 'color' of the entity 'item' was readonly and is not: callers may set it [WIRE_FIELD_READONLY_REMOVED]
    new/item.yaml:7:3: breaking for callers: the input field 'size' of the entity 'item' is required, and callers do not send it; make it optional ("int?") or give it a default [WIRE_INPUT_FIELD_REQUIRED_ADDED]
    new/item.yaml:7:3: info for listeners: the output field 'size' of the entity 'item' is new [WIRE_OUTPUT_FIELD_ADDED]
    new/item.yaml:7:3: breaking for stored data: 'size' of the entity 'item' is required, and what is stored has none; make it optional ("int?") or give it a default [STORED_FIELD_REQUIRED_ADDED]
    new/item.yaml:8:3: info for callers: the input field 'weight' of the entity 'item' is new, and callers need not send it [WIRE_INPUT_FIELD_ADDED]
    new/item.yaml:8:3: info for listeners: the output field 'weight' of the entity 'item' is new [WIRE_OUTPUT_FIELD_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      color: string
      size: int
      weight: { type: int, default: 1 }
    operations: { create: {}, get: {} }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      color: { type: string, readonly: true }
    operations: { create: {}, get: {} }
    """##,
  "WIRE_INPUT_FIELD_TYPE_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:6:14: breaking for callers: the input field 'limit' of the input of 'search' was double and is int; keep the type, or add a field of another name [WIRE_INPUT_FIELD_TYPE_CHANGED]
    new/shop.yaml:6:26: breaking for callers: the input field 'tags' of the input of 'search' was list<string> and is map<string>; keep the type, or add a field of another name [WIRE_INPUT_FIELD_TYPE_CHANGED]
    new/shop.yaml:6:45: breaking for callers: the input field 'at' of the input of 'search' was Place and is string; keep the type, or add a field of another name [WIRE_INPUT_FIELD_TYPE_CHANGED]
    old/shop.yaml:8:3: (old) breaking for code: the type 'Place' is gone; keep it until no code names it [SOURCE_TYPE_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { limit: int, tags: map<string>, at: string }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { limit: double, tags: list<string>, at: Place }
    types:
      Place: { fields: { street: string } }
    """##,
  "WIRE_INPUT_FIELD_TYPE_WIDENED": ##"""
    --- expected.txt
    new/shop.yaml:6:14: info for callers: the input field 'limit' of the input of 'search' was int and is double, which takes what callers send [WIRE_INPUT_FIELD_TYPE_WIDENED]
    new/shop.yaml:6:14: warning for code: 'limit' of the input of 'search' was int and is double: code that names its type needs a change [SOURCE_MEMBER_TYPE_CHANGED]
    new/shop.yaml:6:29: info for callers: the input field 'kind' of the input of 'search' was Kind and is string, which takes what callers send [WIRE_INPUT_FIELD_TYPE_WIDENED]
    new/shop.yaml:6:29: warning for code: 'kind' of the input of 'search' was Kind and is string: code that names its type needs a change [SOURCE_MEMBER_TYPE_CHANGED]
    new/shop.yaml:6:43: info for callers: the input field 'extra' of the input of 'search' was list<uuid> and is list<string>, which takes what callers send [WIRE_INPUT_FIELD_TYPE_WIDENED]
    new/shop.yaml:6:43: warning for code: 'extra' of the input of 'search' was list<uuid> and is list<string>: code that names its type needs a change [SOURCE_MEMBER_TYPE_CHANGED]
    old/shop.yaml:8:3: (old) breaking for code: the type 'Kind' is gone; keep it until no code names it [SOURCE_TYPE_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { limit: double, kind: string, extra: list<string> }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { limit: int, kind: Kind, extra: list<uuid> }
    types:
      Kind: [small, large]
    """##,
  "WIRE_INPUT_RULE_LOOSENED": ##"""
    --- expected.txt
    new/shop.yaml:7:7: info for callers: 'max' of 'size' of the input of 'search' was 8 and is gone: callers may send what was refused [WIRE_INPUT_RULE_LOOSENED]
    new/shop.yaml:7:31: info for callers: 'min' of 'size' of the input of 'search' was 3 and is 1: callers may send what was refused [WIRE_INPUT_RULE_LOOSENED]
    new/shop.yaml:8:7: info for callers: 'match' of 'code' of the input of 'search' was [A-Z]{3} and is gone: callers may send what was refused [WIRE_INPUT_RULE_LOOSENED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input:
          size: { type: int, min: 1 }
          code: string
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input:
          size: { type: int, min: 3, max: 8 }
          code: { type: string, match: "[A-Z]{3}" }
    """##,
  "WIRE_INPUT_RULE_TIGHTENED": ##"""
    --- expected.txt
    new/shop.yaml:7:31: breaking for callers: 'min' of 'size' of the input of 'search' was 1 and is 3: what callers send may be refused; keep it until nobody sends such values [WIRE_INPUT_RULE_TIGHTENED]
    new/shop.yaml:7:39: breaking for callers: 'max' of 'size' of the input of 'search' was 9 and is 8: what callers send may be refused; keep it until nobody sends such values [WIRE_INPUT_RULE_TIGHTENED]
    new/shop.yaml:8:36: breaking for callers: 'match' of 'code' of the input of 'search' is [A-Z]{3}, where there was none: what callers send may be refused; keep it until nobody sends such values [WIRE_INPUT_RULE_TIGHTENED]
    new/shop.yaml:9:36: breaking for callers: 'match' of 'word' of the input of 'search' was [a-z]+ and is [a-z]{1,20}: what callers send may be refused; keep it until nobody sends such values [WIRE_INPUT_RULE_TIGHTENED]
    new/shop.yaml:10:48: breaking for callers: 'max' of 'tags' of the input of 'search' is 5, where there was none: what callers send may be refused; keep it until nobody sends such values [WIRE_INPUT_RULE_TIGHTENED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input:
          size: { type: int, min: 3, max: 8 }
          code: { type: string, match: "[A-Z]{3}" }
          word: { type: string, match: "[a-z]{1,20}" }
          tags: { type: list<string>, min: 0, max: 5 }
          price: { type: decimal, max: 10.5 }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input:
          size: { type: int, min: 1, max: 9 }
          code: string
          word: { type: string, match: "[a-z]+" }
          tags: { type: list<string>, min: 0 }
          price: { type: decimal, max: 10.50 }
    """##,
  "WIRE_INPUT_UNION_CASE_ADDED": ##"""
    --- expected.txt
    new/shop.yaml:8:26: info for callers: the case 'transfer' of 'Payment' is new: callers may send it [WIRE_INPUT_UNION_CASE_ADDED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      pay: { input: { payment: Payment }, events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card, transfer: Transfer }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      pay: { input: { payment: Payment }, events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    """##,
  "WIRE_INPUT_UNION_CASE_REMOVED": ##"""
    --- expected.txt
    old/shop.yaml:8:26: (old) breaking for callers: the case 'transfer' of 'Payment' is gone: who sends it is refused; keep it until nobody sends it [WIRE_INPUT_UNION_CASE_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      pay: { input: { payment: Payment }, events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      pay: { input: { payment: Payment }, events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card, transfer: Transfer }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    """##,
  "WIRE_INPUT_UNION_CASE_TYPE_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:8:26: breaking for callers: the case 'other' of 'Payment' was 'Cash' and is 'Transfer': what callers send in it is not understood; keep the record, or add a case of another name [WIRE_INPUT_UNION_CASE_TYPE_CHANGED]
    new/shop.yaml:8:26: breaking for code: the case 'other' of 'Payment' was 'Cash' and is 'Transfer': code that takes it apart needs a change; keep the record [SOURCE_UNION_CASE_TYPE_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      pay: { input: { payment: Payment }, events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card, other: Transfer }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      pay: { input: { payment: Payment }, events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card, other: Cash }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    """##,
  "WIRE_KEY_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:6:3: breaking for callers and listeners: the key of 'item' was 'name' and is 'code', so requests and paths name it by another field; keep 'key: name', or make it an entity of another name [WIRE_KEY_CHANGED]
    new/item.yaml:6:3: breaking for stored data: stored 'item' have the key 'name' and are looked for by 'code'; keep 'key: name', or make it an entity of another name [STORED_KEY_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: code
    fields:
      name: string
      code: string
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      code: string
    operations: { get: }
    """##,
  "WIRE_KEY_TYPE_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:5:3: breaking for callers and listeners: the key 'name' of 'item' was string and is int; keep the type string [WIRE_KEY_TYPE_CHANGED]
    new/item.yaml:5:3: breaking for stored data: the stored key 'name' of 'item' was string and is int; keep the type string [STORED_KEY_TYPE_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: int
    operations:
      move: { input: { to: string }, events: none }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      move: { input: { to: string }, events: none }
    """##,
  "WIRE_LIST_FILTER_ADDED": ##"""
    --- expected.txt
    new/item.yaml:8:15: info for callers: 'list' filters by 'color' and did not [WIRE_LIST_FILTER_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string
    operations: { list: { filter: [size, color] } }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string
    operations: { list: { filter: [size] } }
    """##,
  "WIRE_LIST_FILTER_REMOVED": ##"""
    --- expected.txt
    new/item.yaml:8:15: breaking for callers: 'list' filtered by 'size' and does not; keep 'size' [WIRE_LIST_FILTER_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string
    operations: { list: { filter: [color] } }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string
    operations: { list: { filter: [size, color] } }
    """##,
  "WIRE_LIST_PAGE_SIZE_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:8:15: warning for callers: a page of 'list' had 50 items and has 20; keep 'page: 50' if callers read one page alone [WIRE_LIST_PAGE_SIZE_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string
    operations: { list: { page: 20 } }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string
    operations: { list: { page: 50 } }
    """##,
  "WIRE_LIST_SORT_ADDED": ##"""
    --- expected.txt
    new/item.yaml:8:15: info for callers: 'list' sorts by 'color' and did not [WIRE_LIST_SORT_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string
    operations: { list: { sort: [size, color] } }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string
    operations: { list: { sort: [size] } }
    """##,
  "WIRE_LIST_SORT_REMOVED": ##"""
    --- expected.txt
    new/item.yaml:8:15: breaking for callers: 'list' sorted by 'size' and does not; keep 'size' [WIRE_LIST_SORT_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string
    operations: { list: { sort: [color] } }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string
    operations: { list: { sort: [size, color] } }
    """##,
  "WIRE_NAMESPACE_ADDED": ##"""
    --- expected.txt
    new/live.yaml:2:12: info for callers and listeners: the namespace /live is new [WIRE_NAMESPACE_ADDED]
    --- new/live.yaml
    concord: 1
    namespace: /live
    events:
      ping: { payload: { at: timestamp } }
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    """##,
  "WIRE_NAMESPACE_EVENT_ADDED": ##"""
    --- expected.txt
    new/live.yaml:5:3: info for callers and listeners: 'pong' is new: it comes in /live [WIRE_NAMESPACE_EVENT_ADDED]
    --- new/live.yaml
    concord: 1
    namespace: /live
    events:
      ping: { payload: { at: timestamp } }
      pong:
    --- old/live.yaml
    concord: 1
    namespace: /live
    events:
      ping: { payload: { at: timestamp } }
    """##,
  "WIRE_NAMESPACE_EVENT_PAYLOAD_CHANGED": ##"""
    --- expected.txt
    new/live.yaml:4:3: breaking for listeners: the payload of 'ping' in /live was { at: timestamp } and is int; keep it, or add an event of another name [WIRE_NAMESPACE_EVENT_PAYLOAD_CHANGED]
    --- new/live.yaml
    concord: 1
    namespace: /live
    events:
      ping: { payload: int }
    --- old/live.yaml
    concord: 1
    namespace: /live
    events:
      ping: { payload: { at: timestamp } }
    """##,
  "WIRE_NAMESPACE_EVENT_REMOVED": ##"""
    --- expected.txt
    old/live.yaml:5:3: (old) breaking for listeners: 'pong' does not come any more in /live; keep it until nobody needs it [WIRE_NAMESPACE_EVENT_REMOVED]
    --- new/live.yaml
    concord: 1
    namespace: /live
    events:
      ping: { payload: { at: timestamp } }
    --- old/live.yaml
    concord: 1
    namespace: /live
    events:
      ping: { payload: { at: timestamp } }
      pong:
    """##,
  "WIRE_NAMESPACE_MESSAGE_PAYLOAD_CHANGED": ##"""
    --- expected.txt
    new/live.yaml:5:3: breaking for callers: the payload of 'echo' in /live was string and is int; keep it, or add an event of another name [WIRE_NAMESPACE_MESSAGE_PAYLOAD_CHANGED]
    --- new/live.yaml
    concord: 1
    namespace: /live
    events:
      ping: { payload: { at: timestamp } }
      echo: { direction: received, payload: int }
    --- old/live.yaml
    concord: 1
    namespace: /live
    events:
      ping: { payload: { at: timestamp } }
      echo: { direction: received, payload: string }
    """##,
  "WIRE_NAMESPACE_MESSAGE_REMOVED": ##"""
    --- expected.txt
    old/live.yaml:5:3: (old) breaking for callers: nobody takes 'echo' any more in /live; keep it until nobody needs it [WIRE_NAMESPACE_MESSAGE_REMOVED]
    --- new/live.yaml
    concord: 1
    namespace: /live
    events:
      ping: { payload: { at: timestamp } }
    --- old/live.yaml
    concord: 1
    namespace: /live
    events:
      ping: { payload: { at: timestamp } }
      echo: { direction: received, payload: string }
    """##,
  "WIRE_NAMESPACE_REMOVED": ##"""
    --- expected.txt
    old/live.yaml:2:12: (old) breaking for callers and listeners: the namespace /live is gone, with its events; keep it until nobody connects to it [WIRE_NAMESPACE_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    --- old/live.yaml
    concord: 1
    namespace: /live
    events:
      ping: { payload: { at: timestamp } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    """##,
  "WIRE_NULLS_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:6:15: warning for listeners: 'count' of the output of 'search' without a value was left out and is written as null; keep it if listeners tell null from absent [WIRE_NULLS_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { count: { type: "int?", nulls: written } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { count: "int?" }
    """##,
  "WIRE_ON_DELETE_RESTRICTED": ##"""
    --- expected.txt
    new/item.yaml:2:9: breaking for callers: 'onDelete' of 'item' was cascade and is restrict: deleting a parent with children is refused; keep 'onDelete: cascade' [WIRE_ON_DELETE_RESTRICTED]
    --- new/box.yaml
    concord: 1
    entity: box
    parent: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    --- new/item.yaml
    concord: 1
    entity: item
    parent: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    --- new/tenant.yaml
    concord: 1
    entity: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/box.yaml
    concord: 1
    entity: box
    parent: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    parent: tenant
    onDelete: cascade
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/tenant.yaml
    concord: 1
    entity: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    """##,
  "WIRE_OPERATION_ADDED": ##"""
    --- expected.txt
    new/item.yaml:8:3: info for callers: the operation 'clean' is new: item:clean_item [WIRE_OPERATION_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      get:
      clean: { input: key }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    """##,
  "WIRE_OPERATION_REMOVED": ##"""
    --- expected.txt
    new/item.yaml:8:3: info for callers: the operation 'cleanAll' is new: item:clean_all [WIRE_OPERATION_ADDED]
    old/item.yaml:8:3: (old) breaking for callers: the operation 'clean' is gone: nothing answers item:clean_item; keep it until nobody calls it [WIRE_OPERATION_REMOVED]
    old/item.yaml:9:3: (old) breaking for callers: the operation 'restart' is gone: nothing answers item:restart_item; keep it until nobody calls it [WIRE_OPERATION_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      get:
      cleanAll: { input: key, events: none }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      get:
      clean: { input: key }
      restart: { input: key }
    """##,
  "WIRE_OUTPUT_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:4:3: breaking for listeners: the output of 'search' was list<string> and is string; keep it, or add an operation that answers the new one [WIRE_OUTPUT_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: string
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: list<string>
    """##,
  "WIRE_OUTPUT_ENUM_VALUE_ADDED": ##"""
    --- expected.txt
    new/shop.yaml:8:17: warning for listeners: 'large' of 'Kind' is new: listeners keep large as a value that they do not know [WIRE_OUTPUT_ENUM_VALUE_ADDED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { kind: Kind }
    types:
      Kind: [small, large]
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { kind: Kind }
    types:
      Kind: [small]
    """##,
  "WIRE_OUTPUT_ENUM_VALUE_REMOVED": ##"""
    --- expected.txt
    new/shop.yaml:8:17: warning for listeners: 'larger' of 'Kind' is new: listeners keep larger as a value that they do not know [WIRE_OUTPUT_ENUM_VALUE_ADDED]
    old/shop.yaml:8:17: (old) warning for listeners: 'large' of 'Kind' is gone: who waits for large waits in vain; was it renamed to 'larger'? [WIRE_OUTPUT_ENUM_VALUE_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { kind: Kind }
    types:
      Kind: [small, larger]
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { kind: Kind }
    types:
      Kind: [small, large]
    """##,
  "WIRE_OUTPUT_FIELD_ADDED": ##"""
    --- expected.txt
    new/shop.yaml:6:27: info for listeners: the output field 'total' of the output of 'search' is new [WIRE_OUTPUT_FIELD_ADDED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { count: int, total: int }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { count: int }
    """##,
  "WIRE_OUTPUT_FIELD_OPTIONAL": ##"""
    --- expected.txt
    new/shop.yaml:6:15: breaking for listeners: the output field 'count' of the output of 'search' was int and is int?; leave the '?' out, or add a field of another name [WIRE_OUTPUT_FIELD_OPTIONAL]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { count: "int?" }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { count: int }
    """##,
  "WIRE_OUTPUT_FIELD_REMOVED": ##"""
    --- expected.txt
    new/shop.yaml:6:15: info for listeners: the output field 'totals' of the output of 'search' is new [WIRE_OUTPUT_FIELD_ADDED]
    old/shop.yaml:6:15: (old) breaking for listeners: the output field 'count' of the output of 'search' is gone; keep it until nobody reads it [WIRE_OUTPUT_FIELD_REMOVED]
    old/shop.yaml:6:27: (old) breaking for listeners: the output field 'total' of the output of 'search' is gone; was it renamed to 'totals'? [WIRE_OUTPUT_FIELD_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { totals: int }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { count: int, total: int }
    """##,
  "WIRE_OUTPUT_FIELD_TYPE_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:6:14: info for callers: the input field 'limit' of the input of 'search' was int and is double, which takes what callers send [WIRE_INPUT_FIELD_TYPE_WIDENED]
    new/shop.yaml:6:14: warning for code: 'limit' of the input of 'search' was int and is double: code that names its type needs a change [SOURCE_MEMBER_TYPE_CHANGED]
    new/shop.yaml:7:15: breaking for listeners: the output field 'count' of the output of 'search' was int and is double; keep the type, or add a field of another name [WIRE_OUTPUT_FIELD_TYPE_CHANGED]
    new/shop.yaml:7:30: breaking for listeners: the output field 'at' of the output of 'search' was timestamp and is int64; keep the type, or add a field of another name [WIRE_OUTPUT_FIELD_TYPE_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { limit: double }
        output: { count: double, at: int64 }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        input: { limit: int }
        output: { count: int, at: timestamp }
    """##,
  "WIRE_OUTPUT_FIELD_TYPE_NARROWED": ##"""
    --- expected.txt
    new/shop.yaml:6:15: info for listeners: the output field 'count' of the output of 'search' was double and is int, which listeners understand [WIRE_OUTPUT_FIELD_TYPE_NARROWED]
    new/shop.yaml:6:15: warning for code: 'count' of the output of 'search' was double and is int: code that names its type needs a change [SOURCE_MEMBER_TYPE_CHANGED]
    new/shop.yaml:6:27: info for listeners: the output field 'kind' of the output of 'search' was string and is Kind, which listeners understand [WIRE_OUTPUT_FIELD_TYPE_NARROWED]
    new/shop.yaml:6:27: warning for code: 'kind' of the output of 'search' was string and is Kind: code that names its type needs a change [SOURCE_MEMBER_TYPE_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { count: int, kind: Kind }
    types:
      Kind: [small, large]
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { count: double, kind: string }
    """##,
  "WIRE_OUTPUT_RULE_LOOSENED": ##"""
    --- expected.txt
    new/shop.yaml:7:39: warning for listeners: 'max' of 'size' of the output of 'search' was 8 and is 9: listeners may get what they never got [WIRE_OUTPUT_RULE_LOOSENED]
    new/shop.yaml:8:7: warning for listeners: 'match' of 'code' of the output of 'search' was [A-Z]{3} and is gone: listeners may get what they never got [WIRE_OUTPUT_RULE_LOOSENED]
    new/shop.yaml:9:32: warning for listeners: 'min' of 'date' of the output of 'search' was 2026-01-01 and is 2025-01-01: listeners may get what they never got [WIRE_OUTPUT_RULE_LOOSENED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output:
          size: { type: int, min: 4, max: 9 }
          code: string
          date: { type: date, min: 2025-01-01 }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output:
          size: { type: int, min: 3, max: 8 }
          code: { type: string, match: "[A-Z]{3}" }
          date: { type: date, min: 2026-01-01 }
    """##,
  "WIRE_OUTPUT_UNION_CASE_ADDED": ##"""
    --- expected.txt
    new/shop.yaml:8:26: warning for listeners: the case 'transfer' of 'Payment' is new: listeners keep it as a case that they do not know [WIRE_OUTPUT_UNION_CASE_ADDED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      last: { output: { payment: Payment }, events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card, transfer: Transfer }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      last: { output: { payment: Payment }, events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    """##,
  "WIRE_OUTPUT_UNION_CASE_REMOVED": ##"""
    --- expected.txt
    old/shop.yaml:8:26: (old) warning for listeners: the case 'transfer' of 'Payment' is gone: who waits for it waits in vain [WIRE_OUTPUT_UNION_CASE_REMOVED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      last: { output: { payment: Payment }, events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      last: { output: { payment: Payment }, events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card, transfer: Transfer }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    """##,
  "WIRE_OUTPUT_UNION_CASE_TYPE_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:8:26: breaking for listeners: the case 'other' of 'Payment' was 'Transfer' and is 'Cash': listeners do not understand what comes in it; keep the record, or add a case of another name [WIRE_OUTPUT_UNION_CASE_TYPE_CHANGED]
    new/shop.yaml:8:26: breaking for code: the case 'other' of 'Payment' was 'Transfer' and is 'Cash': code that takes it apart needs a change; keep the record [SOURCE_UNION_CASE_TYPE_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      last: { output: { payment: Payment }, events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card, other: Cash }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      last: { output: { payment: Payment }, events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card, other: Transfer }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    """##,
  "WIRE_PACKAGE_ADDED": ##"""
    --- expected.txt
    new/b:1:1: info for callers and listeners: the package 'b' is new [WIRE_PACKAGE_ADDED]
    --- new/a/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    --- new/b/box.yaml
    concord: 1
    entity: box
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/a/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    """##,
  "WIRE_PACKAGE_REMOVED": ##"""
    --- expected.txt
    old/b:1:1: (old) breaking for callers, listeners and stored data: the package 'b' is gone, and all that it declares; keep it, or rename it back [WIRE_PACKAGE_REMOVED]
    --- new/a/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/a/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/b/box.yaml
    concord: 1
    entity: box
    key: name
    fields:
      name: string
    operations: { get: }
    """##,
  "WIRE_PARENT_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:2:9: breaking for callers and listeners: 'item' was below 'tenant' and is below 'box', so its payloads and paths have other keys; leave it where it was, or make it an entity of another name [WIRE_PARENT_CHANGED]
    new/item.yaml:2:9: breaking for stored data: stored 'item' are below 'tenant' and are looked for below 'box'; leave it where it was, or make it an entity of another name [STORED_PARENT_CHANGED]
    --- new/box.yaml
    concord: 1
    entity: box
    parent: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    --- new/item.yaml
    concord: 1
    entity: item
    parent: box
    key: name
    fields:
      name: string
    operations: { get: }
    --- new/tenant.yaml
    concord: 1
    entity: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/box.yaml
    concord: 1
    entity: box
    parent: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    parent: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/tenant.yaml
    concord: 1
    entity: tenant
    key: name
    fields:
      name: string
    operations: { get: }
    """##,
  "WIRE_PATCH_FIELD_NOT_CLEARED": ##"""
    --- expected.txt
    new/item.yaml:6:3: breaking for callers: an update cannot clear a field any more: 'color' of the entity 'item' was string? and is string; keep the '?' [WIRE_PATCH_FIELD_NOT_CLEARED]
    new/item.yaml:6:3: warning for code: 'color' of the entity 'item' was string? and is string: code that names its type needs a change [SOURCE_MEMBER_TYPE_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      color: { type: string, default: red }
    operations: { update: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      color: string?
    operations: { update: }
    """##,
  "WIRE_PLURAL_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:7:15: breaking for callers: the plural was 'items' and is 'stock', so the topic of 'list' was item:get_items and is item:get_stock; keep 'plural: items' [WIRE_PLURAL_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    plural: stock
    key: name
    fields:
      name: string
    operations: { list: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { list: }
    """##,
  "WIRE_REFERENCE_RESTRICTED": ##"""
    --- expected.txt
    new/item.yaml:6:3: breaking for callers: 'onDelete' of 'owner' of the entity 'item' was clear and is restrict: deleting what is referred to is refused; keep 'onDelete: clear' [WIRE_REFERENCE_RESTRICTED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: { type: "ref<user>?", onDelete: restrict }
    operations: { get: }
    --- new/user.yaml
    concord: 1
    entity: user
    key: name
    fields:
      name: string
    operations: { delete: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: { type: "ref<user>?", onDelete: clear }
    operations: { get: }
    --- old/user.yaml
    concord: 1
    entity: user
    key: name
    fields:
      name: string
    operations: { delete: }
    """##,
  "WIRE_RETRY_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:4:3: info for callers: 'search' had no retries and has 3 retries after 1000 to 4000 ms [WIRE_RETRY_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        idempotent: true
        retry: { retries: 3, backoff: 1s..4s }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        idempotent: true
    """##,
  "WIRE_SEQUENCE_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:6:3: warning for listeners: values of 'number' of the entity 'item' were counted up by the store and are not counted; keep it if anybody relies on their form or order [WIRE_SEQUENCE_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      number: { type: int, readonly: true }
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      number: { type: int, readonly: true, generated: sequence }
    operations: { get: }
    """##,
  "WIRE_SERVER_ADDED": ##"""
    --- expected.txt
    new/main.yaml:2:9: info for callers and listeners: the server 'main' is new [WIRE_SERVER_ADDED]
    --- new/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    --- new/package.yaml
    name: trade
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    --- old/package.yaml
    name: trade
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    """##,
  "WIRE_SERVER_DIALECT_CHANGED": ##"""
    --- expected.txt
    new/main.yaml:4:3: breaking for callers and listeners: /ws spoke 'message' and speaks 'packet'; keep 'dialect: message', or speak the new one at another path [WIRE_SERVER_DIALECT_CHANGED]
    --- new/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: packet }
    --- new/package.yaml
    name: trade
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    --- old/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    --- old/package.yaml
    name: trade
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    """##,
  "WIRE_SERVER_LIMIT_CHANGED": ##"""
    --- expected.txt
    new/main.yaml:2:9: info for callers and listeners: the limit 'connections' of 'main' was the runtime's own and is 100 [WIRE_SERVER_LIMIT_CHANGED]
    new/main.yaml:2:9: info for callers and listeners: the limit 'message' of 'main' was 65536 and is 131072 [WIRE_SERVER_LIMIT_CHANGED]
    --- new/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    limits: { message: 128KiB, connections: 100 }
    --- new/package.yaml
    name: trade
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    --- old/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    limits: { message: 64KiB }
    --- old/package.yaml
    name: trade
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    """##,
  "WIRE_SERVER_LIMIT_LOWERED": ##"""
    --- expected.txt
    new/main.yaml:2:9: breaking for callers and listeners: the limit 'message' of 'main' was 65536 and is 32768; keep it until nobody needs that much [WIRE_SERVER_LIMIT_LOWERED]
    new/main.yaml:2:9: info for callers and listeners: the limit 'rate' of 'main' was 200 and is 300 [WIRE_SERVER_LIMIT_CHANGED]
    --- new/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    limits: { message: 32KiB, rate: 300/s }
    --- new/package.yaml
    name: trade
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    --- old/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    limits: { message: 64KiB, rate: 200/s }
    --- old/package.yaml
    name: trade
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    """##,
  "WIRE_SERVER_NAMESPACE_ADDED": ##"""
    --- expected.txt
    new/main.yaml:5:3: info for callers and listeners: /ws/store is new and speaks 'store-event' [WIRE_SERVER_NAMESPACE_ADDED]
    --- new/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
      /ws/store: { dialect: store-event }
    --- new/package.yaml
    name: trade
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    --- old/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    --- old/package.yaml
    name: trade
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    """##,
  "WIRE_SERVER_NAMESPACE_REMOVED": ##"""
    --- expected.txt
    old/main.yaml:5:3: (old) breaking for callers and listeners: nothing takes connections at /ws/store any more; keep it until nobody connects to it [WIRE_SERVER_NAMESPACE_REMOVED]
    --- new/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    --- new/package.yaml
    name: trade
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    --- old/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
      /ws/store: { dialect: store-event }
    --- old/package.yaml
    name: trade
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    """##,
  "WIRE_SERVER_ORIGIN_ADDED": ##"""
    --- expected.txt
    new/main.yaml:5:32: warning for callers and listeners: pages of https://b.example may connect now; make sure that they may [WIRE_SERVER_ORIGIN_ADDED]
    --- new/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    origins: ["https://a.example", "https://b.example"]
    --- new/package.yaml
    name: trade
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    --- old/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    origins: ["https://a.example"]
    --- old/package.yaml
    name: trade
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    """##,
  "WIRE_SERVER_ORIGIN_REMOVED": ##"""
    --- expected.txt
    old/main.yaml:5:32: (old) breaking for callers and listeners: pages of https://b.example cannot connect any more; keep it in 'origins:' [WIRE_SERVER_ORIGIN_REMOVED]
    --- new/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    origins: ["https://a.example"]
    --- new/package.yaml
    name: trade
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    --- old/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    origins: ["https://a.example", "https://b.example"]
    --- old/package.yaml
    name: trade
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    """##,
  "WIRE_SERVER_PACKAGE_REMOVED": ##"""
    --- expected.txt
    new/main.yaml:4:3: breaking for callers and listeners: /ws served all packages and serves trade alone; leave 'packages' out [WIRE_SERVER_PACKAGE_REMOVED]
    --- new/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message, packages: [trade] }
    --- new/package.yaml
    name: trade
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    --- old/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    --- old/package.yaml
    name: trade
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    """##,
  "WIRE_SERVER_REMOVED": ##"""
    --- expected.txt
    old/main.yaml:2:9: (old) breaking for callers and listeners: the server 'main' is gone, with its namespaces; keep it until nobody connects to it [WIRE_SERVER_REMOVED]
    --- new/package.yaml
    name: trade
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    --- old/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    --- old/package.yaml
    name: trade
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    """##,
  "WIRE_SERVER_SIGN_IN_ADDED": ##"""
    --- expected.txt
    new/main.yaml:4:3: warning for callers and listeners: one could not sign in at /ws by anonymous and can; make sure that those who do may come in [WIRE_SERVER_SIGN_IN_ADDED]
    --- new/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message, sign-in: [bearer, anonymous] }
    --- new/package.yaml
    name: trade
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    --- old/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message }
    --- old/package.yaml
    name: trade
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    """##,
  "WIRE_SERVER_SIGN_IN_REMOVED": ##"""
    --- expected.txt
    new/main.yaml:4:3: breaking for callers and listeners: one could sign in at /ws by cookie and cannot; keep 'cookie' [WIRE_SERVER_SIGN_IN_REMOVED]
    --- new/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message, sign-in: [bearer] }
    --- new/package.yaml
    name: trade
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    --- old/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: message, sign-in: [bearer, cookie] }
    --- old/package.yaml
    name: trade
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    """##,
  "WIRE_SERVER_STAGES_CHANGED": ##"""
    --- expected.txt
    new/main.yaml:4:3: warning for callers and listeners: the connection chain of /ws was alive, app, passport, ready and is alive, passport, ready; make sure that what the stages do is still done [WIRE_SERVER_STAGES_CHANGED]
    --- new/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: packet, connection: [alive, passport, ready] }
    --- new/package.yaml
    name: trade
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    --- old/main.yaml
    concord: 1
    server: main
    namespaces:
      /ws: { dialect: packet, connection: [alive, app, passport, ready] }
    --- old/package.yaml
    name: trade
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search: { events: none }
    """##,
  "WIRE_SERVICE_ADDED": ##"""
    --- expected.txt
    new/shop.yaml:2:10: info for callers and listeners: the service 'shop' is new [WIRE_SERVICE_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    """##,
  "WIRE_SERVICE_REMOVED": ##"""
    --- expected.txt
    new/market.yaml:2:10: info for callers and listeners: the service 'market' is new [WIRE_SERVICE_ADDED]
    old/shop.yaml:2:10: (old) breaking for callers and listeners: the service 'shop' is gone, with its operations and events; was it renamed to 'market'? [WIRE_SERVICE_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    --- new/market.yaml
    concord: 1
    service: market
    operations:
      search:
        events: none
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: { get: }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
    """##,
  "WIRE_STATE_ADDED": ##"""
    --- expected.txt
    new/item.yaml:9:1: info for listeners: the changes of 'item' are now told as 'item' [WIRE_STATE_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    """##,
  "WIRE_STATE_FIELD_ADDED": ##"""
    --- expected.txt
    new/item.yaml:9:15: info for listeners: 'size' is now part of the state: its changes are told [WIRE_STATE_FIELD_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name]
    """##,
  "WIRE_STATE_FIELD_REMOVED": ##"""
    --- expected.txt
    old/item.yaml:9:15: (old) breaking for listeners: 'size' is no part of the state any more: nobody is told when it changes; keep it in 'state:' [WIRE_STATE_FIELD_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name]
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    """##,
  "WIRE_STATE_KIND_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:10:1: breaking for listeners: the changes of 'item' were told as 'shop-item' and are as 'item'; keep 'kind: shop-item' [WIRE_STATE_KIND_CHANGED]
    new/item.yaml:10:1: breaking for stored data: changes of 'item' are kept as 'shop-item' and looked for as 'item'; keep 'kind: shop-item' [STORED_STATE_KIND_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    kind: item
    state: [size]
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    kind: shop-item
    state: [size]
    """##,
  "WIRE_STATE_REMOVED": ##"""
    --- expected.txt
    new/item.yaml:2:9: breaking for listeners: the changes of 'item' were told as 'item' and are not any more; keep 'state: [name, size]' [WIRE_STATE_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    """##,
  "WIRE_SUBSCRIBE_ACCESS_LOOSENED": ##"""
    --- expected.txt
    new/item.yaml:8:1: warning for listeners: subscriptions to 'item' were for the role admin and are for the roles admin, member; make sure that the others may see this [WIRE_SUBSCRIBE_ACCESS_LOOSENED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    subscribe: { by: key, access: { roles: [admin, member] } }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    subscribe: { by: key, access: { roles: [admin] } }
    """##,
  "WIRE_SUBSCRIBE_ACCESS_TIGHTENED": ##"""
    --- expected.txt
    new/item.yaml:8:1: breaking for listeners: subscriptions to 'item' were for everybody signed in and are for everybody signed in, where 'owner' is their 'name'; keep whom it let in [WIRE_SUBSCRIBE_ACCESS_TIGHTENED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    subscribe: { by: key, access: { owner: { field: owner, principal: name } } }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    subscribe: { by: key }
    """##,
  "WIRE_SUBSCRIBE_ADDED": ##"""
    --- expected.txt
    new/item.yaml:8:1: info for listeners: 'item' is now subscribed to by key [WIRE_SUBSCRIBE_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    subscribe: { by: key }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    """##,
  "WIRE_SUBSCRIBE_REMOVED": ##"""
    --- expected.txt
    new/item.yaml:2:9: breaking for listeners: 'item' could be subscribed to and cannot; keep 'subscribe:' [WIRE_SUBSCRIBE_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    subscribe: { by: key }
    """##,
  "WIRE_SUBSCRIBE_SCOPE_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:8:1: breaking for listeners: 'item' was subscribed to by key and is by kind; keep 'by: key' [WIRE_SUBSCRIBE_SCOPE_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    subscribe: { by: kind }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    subscribe: { by: key }
    """##,
  "WIRE_SUBSCRIBE_SNAPSHOT_ADDED": ##"""
    --- expected.txt
    new/item.yaml:8:1: warning for listeners: a subscription to 'item' began with the next change and begins with the present state; keep 'snapshot: false' if listeners take the first message for a change [WIRE_SUBSCRIBE_SNAPSHOT_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    subscribe: { by: key, snapshot: true }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    subscribe: { by: key, snapshot: false }
    """##,
  "WIRE_SUBSCRIBE_SNAPSHOT_REMOVED": ##"""
    --- expected.txt
    new/item.yaml:8:1: breaking for listeners: a subscription to 'item' began with the present state and begins with the next change; keep 'snapshot: true' [WIRE_SUBSCRIBE_SNAPSHOT_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    subscribe: { by: key, snapshot: false }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: string
    operations: { get: }
    subscribe: { by: key, snapshot: true }
    """##,
  "WIRE_TIMEOUT_LENGTHENED": ##"""
    --- expected.txt
    new/shop.yaml:4:3: info for callers: the timeout of 'search' was 30000 ms and is 120000 ms [WIRE_TIMEOUT_LENGTHENED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        timeout: 2m
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        timeout: 30s
    """##,
  "WIRE_TIMEOUT_SHORTENED": ##"""
    --- expected.txt
    new/shop.yaml:4:3: warning for callers: the timeout of 'search' was 30000 ms and is 5000 ms [WIRE_TIMEOUT_SHORTENED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        timeout: 5s
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        timeout: 30s
    """##,
  "WIRE_TOPIC_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:8:3: breaking for callers: the topic of 'clean' was item:clean_item and is item:wipe; keep it with 'topic: clean_item' [WIRE_TOPIC_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      get:
      clean: { input: key, topic: wipe }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      get:
      clean: { input: key }
    """##,
  "WIRE_TRIGGER_ADDED": ##"""
    --- expected.txt
    new/item.yaml:12:12: info for listeners: 'item.deleted' is new, set off when an entity is deleted [WIRE_TRIGGER_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    triggers:
      created: item.created
      deleted: item.deleted
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    triggers:
      created: item.created
    """##,
  "WIRE_TRIGGER_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:11:12: breaking for listeners: an entity that is created set off 'item.created' and sets off 'item.born'; keep 'created: item.created' [WIRE_TRIGGER_CHANGED]
    new/item.yaml:12:12: breaking for listeners: 'item.changed' was set off when an entity is updated, and is when it is deleted; keep 'updated: item.changed' [WIRE_TRIGGER_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    triggers:
      created: item.born
      deleted: item.changed
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    triggers:
      created: item.created
      updated: item.changed
    """##,
  "WIRE_TRIGGER_MEMBER_ADDED": ##"""
    --- expected.txt
    new/item.yaml:12:45: info for listeners: 'changedFields' of the triggers' payload is new [WIRE_TRIGGER_MEMBER_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    triggers:
      created: item.created
      payload: { itemName: name, changedFields: true }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    triggers:
      created: item.created
      payload: { itemName: name }
    """##,
  "WIRE_TRIGGER_MEMBER_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:12:37: breaking for listeners: 'value' of the triggers' payload was the field 'size' and is the field 'color'; keep it, or add a member of another name [WIRE_TRIGGER_MEMBER_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    triggers:
      created: item.created
      payload: { itemName: name, value: "color?" }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    triggers:
      created: item.created
      payload: { itemName: name, value: "size?" }
    """##,
  "WIRE_TRIGGER_MEMBER_OPTIONAL": ##"""
    --- expected.txt
    new/item.yaml:12:40: breaking for listeners: 'itemSize' of the triggers' payload was always there and is absent where there is no next state; leave the '?' out [WIRE_TRIGGER_MEMBER_OPTIONAL]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    triggers:
      created: item.created
      payload: { itemName: name, itemSize: "size?" }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    triggers:
      created: item.created
      payload: { itemName: name, itemSize: size }
    """##,
  "WIRE_TRIGGER_MEMBER_REMOVED": ##"""
    --- expected.txt
    old/item.yaml:12:40: (old) breaking for listeners: 'itemSize' of the triggers' payload is gone; keep it until nobody reads it [WIRE_TRIGGER_MEMBER_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    triggers:
      created: item.created
      payload: { itemName: name }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    triggers:
      created: item.created
      payload: { itemName: name, itemSize: "size?" }
    """##,
  "WIRE_TRIGGER_PAYLOAD_CHANGED": ##"""
    --- expected.txt
    new/item.yaml:9:1: breaking for listeners: the payload of the triggers of 'item' was the general one and is written here; leave 'payload:' out, or give the events other names [WIRE_TRIGGER_PAYLOAD_CHANGED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    triggers:
      created: item.created
      payload: { itemName: name }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    triggers:
      created: item.created
    """##,
  "WIRE_TRIGGER_REMOVED": ##"""
    --- expected.txt
    old/item.yaml:12:12: (old) breaking for listeners: nothing sets off 'item.deleted' any more; keep 'deleted: item.deleted' [WIRE_TRIGGER_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    triggers:
      created: item.created
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
      color: string?
    operations: {}
    state: [name, size]
    triggers:
      created: item.created
      deleted: item.deleted
    """##,
  "WIRE_TYPE_SHAPE_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:8:3: breaking for callers and listeners: the type 'Kind' was an enumeration and is a record; give the new one another name [WIRE_TYPE_SHAPE_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { kind: Kind }
    types:
      Kind: { fields: { name: string } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      search:
        events: none
        output: { kind: Kind }
    types:
      Kind: [small, large]
    """##,
  "WIRE_UNION_DISCRIMINATOR_CHANGED": ##"""
    --- expected.txt
    new/shop.yaml:7:3: breaking for callers and listeners: the discriminator of the type 'Payment' was 'kind' and is 'type'; keep 'union: kind' [WIRE_UNION_DISCRIMINATOR_CHANGED]
    --- new/shop.yaml
    concord: 1
    service: shop
    operations:
      pay: { input: { payment: Payment }, events: none }
      last: { output: { payment: Payment }, events: none }
    types:
      Payment:
        union: type
        cases: { card: Card }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    --- old/shop.yaml
    concord: 1
    service: shop
    operations:
      pay: { input: { payment: Payment }, events: none }
      last: { output: { payment: Payment }, events: none }
    types:
      Payment:
        union: kind
        cases: { card: Card }
      Card: { fields: { number: string } }
      Transfer: { fields: { account: string } }
      Cash: { fields: { place: "string?" } }
    """##,
  "WIRE_UNIQUE_ADDED": ##"""
    --- expected.txt
    new/item.yaml:6:3: breaking for callers: 'email' of the entity 'item' was not unique and is: who sends a value that is taken is refused; leave 'unique' out [WIRE_UNIQUE_ADDED]
    new/item.yaml:6:3: breaking for stored data: 'email' of the entity 'item' was not unique and is: stored entities may have one value twice; make the stored values different first [STORED_UNIQUE_ADDED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      email: { type: email, unique: true }
    operations: { create: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      email: email
    operations: { create: }
    """##,
  "WIRE_UNIQUE_REMOVED": ##"""
    --- expected.txt
    new/item.yaml:6:3: warning for listeners: 'email' of the entity 'item' was unique and is not: who finds an entity by it may find several; keep 'unique: true' if anybody does [WIRE_UNIQUE_REMOVED]
    --- new/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      email: email
    operations: { get: }
    --- old/item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      email: { type: email, unique: true }
    operations: { get: }
    """##,
]
