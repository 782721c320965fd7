/// What other schema languages call things: nobody misspelt them, so the nearest name would not help.
enum ForeignWords {
  /// The type that a word of another language stands for.
  static func type(for word: String) -> String? {
    types[word.lowercased().filter { $0 != "_" && $0 != "-" }]
  }

  /// What to do about a key of a field that another language has.
  static func advice(forField key: String) -> String? { fieldKeys[key] }

  private static let types = [
    "boolean": "bool", "integer": "int", "int32": "int", "uint": "int", "short": "int", "byte": "int", "long": "int64",
    "bigint": "int64", "float": "double", "float32": "double", "float64": "double", "real": "double",
    "number": "double",
    "money": "decimal", "currency": "decimal", "numeric": "decimal", "str": "string", "text": "string",
    "varchar": "string",
    "char": "string", "datetime": "timestamp", "time": "timestamp", "instant": "timestamp", "guid": "uuid",
    "uri": "url", "binary": "bytes", "blob": "bytes", "data": "bytes", "object": "json", "any": "json",
    "interval": "duration",
    "array": "list", "vector": "list", "set": "list", "seq": "list", "dict": "map", "dictionary": "map", "hash": "map",
    "record": "map", "reference": "ref", "optional": "?",
  ]

  private static let always = "a field is always there, unless its type ends in '?'"

  private static let fieldKeys = [
    "required": always, "optional": always, "nullable": always, "description": "write 'summary'",
    "doc": "write 'summary'",
    "comment": "write 'summary'", "pattern": "write 'match'", "regex": "write 'match'", "minLength": "write 'min'",
    "maxLength": "write 'max'", "minimum": "write 'min'", "maximum": "write 'max'", "minItems": "write 'min'",
    "maxItems": "write 'max'", "readOnly": "write 'readonly'", "secret": "write 'sensitive'",
    "private": "write 'sensitive'",
    "enum": "declare the enumeration under 'types:' and name it as the type",
    "values": "declare the enumeration under 'types:' and name it as the type",
    "fields": "declare the record under 'types:' and name it as the type",
    "properties": "declare the record under 'types:' and name it as the type",
    "items": "write the type as list<…>", "format": "the type says it: timestamp, date, email, url, uuid",
    "ref": "write the type as ref<…>", "$ref": "name the type, or write ref<…> for an entity",
  ]
}
