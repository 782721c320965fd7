// Written by scripts/embed-examples from Tests/Fixtures. Do not edit: change the fixture and run it again.

// swift-format-ignore-file

/// The fixtures of the rules by rule id; see `RuleExample`.
let builtInExamples: [String: String] = [
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
  "default-type": ##"""
    --- expected.txt
    item.yaml:6:28: error: the default of a field of type int is not a text [default-type]
    item.yaml:7:31: error: the default of a field of type string is not a number; quote it [default-type]
    item.yaml:8:29: error: the default of a field of type bool is not a text [default-type]
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
  "duration": ##"""
    --- expected.txt
    item.yaml:7:33: error: '30' is not a duration; write a whole number with ms, s, m or h, such as 30s [duration]
    item.yaml:8:71: error: '4s..1s' is not a range of durations; write the shortest and the longest wait, such as 1s..4s [duration]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      clean: { input: key, timeout: 30 }
      scan: { input: key, idempotent: true, retry: { retries: 2, backoff: 4s..1s } }
    """##,
  "endless-type": ##"""
    --- expected.txt
    item.yaml:5:21: error: 'next' needs a value that needs this one again, without end; make it optional, a list or a map [endless-type]
    item.yaml:7:18: error: 'b' needs a value that needs this one again, without end; make it optional, a list or a map [endless-type]
    item.yaml:8:18: error: 'a' needs a value that needs this one again, without end; make it optional, a list or a map [endless-type]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    types:
      Node: { fields: { next: Node } }
      Tree: { fields: { left: "Tree?", rest: list<Tree> } }
      A: { fields: { b: B } }
      B: { fields: { a: A } }
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
    shop.yaml:4:22: error: 'input: key' needs an entity, and a service has none [entity-only]
    shop.yaml:4:35: error: 'output: key' needs an entity, and a service has none [entity-only]
    shop.yaml:6:22: error: 'payload: key' needs an entity, and a service has none [entity-only]
    --- shop.yaml
    concord: 1
    service: shop
    operations:
      getItems: { input: key, output: key, events: none }
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
    stray.yaml:2:1: error: 'fields' needs 'entity:' or 'service:' in the same file; a file without either has types alone [file-kind]
    --- item.yaml
    concord: 1
    entity: item
    service: items
    key: name
    fields: { name: string }
    --- stray.yaml
    concord: 1
    fields: { name: string }
    """##,
  "file-name": ##"""
    --- expected.txt
    thing.yaml:2:9: error: 'item' is declared in a file named 'thing'; name the file item.yaml [file-name]
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
    .:1:1: error: there are no contracts in this folder [file]
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
  "list-field": ##"""
    --- expected.txt
    item.yaml:10:20: error: a list cannot filter by 'tags', which is neither scalar nor enumeration [list-field]
    item.yaml:10:40: error: a list cannot sort by 'size', which is neither scalar nor enumeration [list-field]
    item.yaml:10:46: error: a list cannot sort by 'raw', which is neither scalar nor enumeration [list-field]
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
    item.yaml:7:19: error: 'retry' needs 'retries' [missing-key]
    item.yaml:7:31: error: 'access' needs 'roles' or 'owner' [missing-key]
    item.yaml:9:9: error: a type needs 'fields' or 'enum'; an enumeration may also be a plain list of names [missing-key]
    item.yaml:10:10: error: an enumeration needs at least one name [missing-key]
    --- item.yaml
    concord: 1
    entity: item
    fields:
      name: { summary: Its name. }
      size:
    operations:
      clean: { retry: {}, access: {} }
    types:
      Size: {}
      Color: []
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
  "swift-member-clash": ##"""
    --- expected.txt
    item.yaml:5:21: error: the Swift name 'scaleUp' of the value 'scaleUp' is taken by the value 'scale-up' at item.yaml:5:11 [swift-member-clash]
    item.yaml:9:3: error: the Swift name 'maxSize' of the field 'maxSize' is taken by the field 'max_size' at item.yaml:8:3 [swift-member-clash]
    item.yaml:12:3: error: the Swift name 'scanAll' of the operation 'scanAll' is taken by the operation 'scan-all' at item.yaml:11:3 [swift-member-clash]
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
    --- item.yaml
    concord: 1
    entity: item
    key: name
    types:
      ItemEvents: [a]
    fields:
      name: string
    operations: {}
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
    item.yaml:8:9: error: only list and map take a type in '<>' [type-syntax]
    item.yaml:9:11: error: one '?' is enough [type-syntax]
    item.yaml:10:11: error: a type's name was expected [type-syntax]
    item.yaml:11:10: error: ' ' does not belong in a type [type-syntax]
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
    operations: {}
    """##,
  "unknown-field": ##"""
    --- expected.txt
    item.yaml:8:20: error: 'item' has no field 'stat'; did you mean 'state'? [unknown-field]
    item.yaml:8:40: error: 'item' has no field 'age' [unknown-field]
    item.yaml:9:50: error: 'item' has no field 'owner' [unknown-field]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      state: string
    operations:
      list: { filter: [stat], sort: [name, age] }
      clean: { input: key, access: { owner: { field: owner, principal: id } } }
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
    item.yaml:6:25: error: a field has no 'readOnly'; did you mean 'readonly'? [unknown-key]
    item.yaml:8:11: error: list has no 'pagesize'; its keys are summary, access, errors, events, topic, timeout, retry, idempotent, page, filter, sort [unknown-key]
    item.yaml:9:24: error: an operation has no 'colour'; its keys are input, output, summary, access, errors, events, topic, timeout, retry, idempotent [unknown-key]
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
  "unsupported-allow": ##"""
    --- expected.txt
    item.yaml:4:1: error: 'allow' is not supported by this version of concord [unsupported-allow]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    allow: { X: why }
    fields:
      name: string
    operations: {}
    """##,
  "unsupported-clear": ##"""
    --- box.yaml
    concord: 1
    entity: box
    key: name
    fields:
      name: string
    operations: {}
    --- expected.txt
    item.yaml:5:11: error: 'clear' is not supported by this version of concord [unsupported-clear]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    parent: box
    onDelete: clear
    fields:
      name: string
    operations: {}
    """##,
  "unsupported-deprecated": ##"""
    --- expected.txt
    item.yaml:6:22: error: 'deprecated' is not supported by this version of concord [unsupported-deprecated]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: { type: int, deprecated: true }
    operations: {}
    """##,
  "unsupported-generated": ##"""
    --- expected.txt
    item.yaml:5:21: error: 'generated' is not supported by this version of concord [unsupported-generated]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: { type: id, generated: sequence }
    operations: {}
    """##,
  "unsupported-http": ##"""
    --- expected.txt
    item.yaml:7:13: error: 'http' is not supported by this version of concord [unsupported-http]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      create: { http: POST /items }
    """##,
  "unsupported-idempotency-key": ##"""
    --- expected.txt
    item.yaml:7:13: error: 'idempotency-key' is not supported by this version of concord [unsupported-idempotency-key]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      create: { idempotency-key: header }
    """##,
  "unsupported-input": ##"""
    --- expected.txt
    item.yaml:7:13: error: 'input' is not supported by this version of concord [unsupported-input]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      create: { input: key }
    """##,
  "unsupported-kind": ##"""
    --- expected.txt
    item.yaml:4:1: error: 'kind' is not supported by this version of concord [unsupported-kind]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    kind: catalog-item
    fields:
      name: string
    operations: {}
    """##,
  "unsupported-match": ##"""
    --- expected.txt
    item.yaml:6:22: error: 'match' is not supported by this version of concord [unsupported-match]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: { type: int, match: "[a-z]+" }
    operations: {}
    """##,
  "unsupported-max": ##"""
    --- expected.txt
    item.yaml:6:22: error: 'max' is not supported by this version of concord [unsupported-max]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: { type: int, max: 9 }
    operations: {}
    """##,
  "unsupported-min": ##"""
    --- expected.txt
    item.yaml:6:22: error: 'min' is not supported by this version of concord [unsupported-min]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: { type: int, min: 1 }
    operations: {}
    """##,
  "unsupported-multipart": ##"""
    --- expected.txt
    item.yaml:7:25: error: 'multipart' is not supported by this version of concord [unsupported-multipart]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      upload: { input: key, multipart: { bundle: file } }
    """##,
  "unsupported-namespace": ##"""
    --- expected.txt
    socket.yaml:2:1: error: 'namespace' is not supported by this version of concord [unsupported-namespace]
    --- socket.yaml
    concord: 1
    namespace: /chat
    send: {}
    """##,
  "unsupported-notify": ##"""
    --- expected.txt
    item.yaml:4:1: error: 'notify' is not supported by this version of concord [unsupported-notify]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    notify: { deleted: item-gone }
    fields:
      name: string
    operations: {}
    """##,
  "unsupported-on-delete": ##"""
    --- expected.txt
    item.yaml:6:24: error: 'onDelete' is not supported by this version of concord [unsupported-on-delete]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      box: { type: string, onDelete: clear }
    operations: {}
    """##,
  "unsupported-output": ##"""
    --- expected.txt
    item.yaml:7:13: error: 'output' is not supported by this version of concord [unsupported-output]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      create: { output: key }
    """##,
  "unsupported-payload": ##"""
    --- expected.txt
    item.yaml:7:24: error: 'payload' is not supported by this version of concord [unsupported-payload]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      clean: { input: key, payload: key }
    """##,
  "unsupported-react": ##"""
    --- expected.txt
    item.yaml:4:1: error: 'react' is not supported by this version of concord [unsupported-react]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    react: []
    fields:
      name: string
    operations: {}
    """##,
  "unsupported-ref": ##"""
    --- expected.txt
    item.yaml:6:11: error: 'ref' is not supported by this version of concord [unsupported-ref]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      owner: "ref<user>?"
    operations: {}
    """##,
  "unsupported-sensitive": ##"""
    --- expected.txt
    item.yaml:6:22: error: 'sensitive' is not supported by this version of concord [unsupported-sensitive]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: { type: int, sensitive: true }
    operations: {}
    """##,
  "unsupported-server": ##"""
    --- expected.txt
    main.yaml:2:1: error: 'server' is not supported by this version of concord [unsupported-server]
    --- main.yaml
    concord: 1
    server: main
    namespaces: {}
    origins: []
    limits: {}
    """##,
  "unsupported-since": ##"""
    --- expected.txt
    item.yaml:6:22: error: 'since' is not supported by this version of concord [unsupported-since]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: { type: int, since: 2 }
    operations: {}
    """##,
  "unsupported-source": ##"""
    --- expected.txt
    item.yaml:4:1: error: 'source' is not supported by this version of concord [unsupported-source]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    source: plugin
    fields:
      name: string
    operations: {}
    """##,
  "unsupported-state": ##"""
    --- expected.txt
    item.yaml:4:1: error: 'state' is not supported by this version of concord [unsupported-state]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    state: [name]
    fields:
      name: string
    operations: {}
    """##,
  "unsupported-status": ##"""
    --- expected.txt
    item.yaml:7:13: error: 'status' is not supported by this version of concord [unsupported-status]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      create: { status: 202 }
    """##,
  "unsupported-subscribe": ##"""
    --- expected.txt
    item.yaml:4:1: error: 'subscribe' is not supported by this version of concord [unsupported-subscribe]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    subscribe: { by: key }
    fields:
      name: string
    operations: {}
    """##,
  "unsupported-triggers": ##"""
    --- expected.txt
    item.yaml:4:1: error: 'triggers' is not supported by this version of concord [unsupported-triggers]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    triggers: { created: x }
    fields:
      name: string
    operations: {}
    """##,
  "unsupported-union": ##"""
    --- expected.txt
    item.yaml:9:5: error: 'union' is not supported by this version of concord [unsupported-union]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations: {}
    types:
      Credentials:
        union: kind
        cases: { a: A }
    """##,
  "unsupported-unique": ##"""
    --- expected.txt
    item.yaml:6:22: error: 'unique' is not supported by this version of concord [unsupported-unique]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: { type: int, unique: true }
    operations: {}
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
    item.yaml:7:17: error: page is 1 to 1000, not 5000 [value-range]
    item.yaml:8:40: error: an error's HTTP status is 400 to 599, not 200 [value-range]
    item.yaml:8:83: error: retries is 0 to 10, not 99 [value-range]
    --- item.yaml
    concord: 1
    entity: item
    key: name
    fields:
      name: string
    operations:
      list: { page: 5000 }
      clean: { input: key, errors: { gone: 200 }, idempotent: true, retry: { retries: 99 } }
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
    base.yaml:5:13: error: operations is a mapping, not a list [wrong-shape]
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
    list.yaml:1:1: error: a contract is a mapping, not a list; begin with 'concord: 1' [wrong-shape]
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
    --- list.yaml
    - concord
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
    colon.yaml:2:13: error: a ':' stands where no key can be; quote the text if it belongs to a value [yaml-syntax]
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
]
