internal import CYAML

/// A token of libyaml's scanner with its extent, in Unicode scalars from the beginning of the text.
struct YAMLToken {
  enum Kind: Equatable {
    case documentStart, documentEnd, directive
    case blockMapping, blockSequence, blockEnd, blockEntry
    case flowMapping, flowMappingEnd, flowSequence, flowSequenceEnd, flowEntry
    /// Has no extent before a simple key; a `?` otherwise.
    case key
    case value
    case alias, anchor, tag
    case plain, quoted, block
  }

  var kind: Kind
  var range: Range<Int>
  /// What a scalar means, without quotes.
  var text = ""

  /// Whether it stands in the text; the others only tell the structure.
  var isVisible: Bool { !range.isEmpty }
}

extension YAMLToken {
  /// The tokens of `bytes`, which are UTF-8 and have been read as a document before.
  ///
  /// Soundness: the parser and the input live as long as this function, and every token is deleted once.
  static func tokens(of bytes: [UInt8]) throws(YAMLFailure) -> [YAMLToken] {
    let tokens: [YAMLToken]? = bytes.withUnsafeBufferPointer { input in
      var parser = yaml_parser_t()
      guard yaml_parser_initialize(&parser) == 1 else { return nil }
      defer { yaml_parser_delete(&parser) }
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(&parser, input.baseAddress, input.count)
      var tokens: [YAMLToken] = []
      while true {
        var token = yaml_token_t()
        guard yaml_parser_scan(&parser, &token) == 1 else { return nil }
        defer { yaml_token_delete(&token) }
        if token.type == YAML_STREAM_END_TOKEN || token.type == YAML_NO_TOKEN { return tokens }
        if let made = YAMLToken(token) { tokens.append(made) }
      }
    }
    // What has been parsed can be scanned, unless there is no memory.
    guard let tokens else { throw .outOfMemory }
    return tokens
  }

  private init?(_ token: yaml_token_t) {
    let kinds: [(yaml_token_type_t, Kind)] = [
      (YAML_DOCUMENT_START_TOKEN, .documentStart), (YAML_DOCUMENT_END_TOKEN, .documentEnd),
      (YAML_VERSION_DIRECTIVE_TOKEN, .directive), (YAML_TAG_DIRECTIVE_TOKEN, .directive),
      (YAML_BLOCK_SEQUENCE_START_TOKEN, .blockSequence), (YAML_BLOCK_MAPPING_START_TOKEN, .blockMapping),
      (YAML_BLOCK_END_TOKEN, .blockEnd), (YAML_BLOCK_ENTRY_TOKEN, .blockEntry),
      (YAML_FLOW_SEQUENCE_START_TOKEN, .flowSequence), (YAML_FLOW_SEQUENCE_END_TOKEN, .flowSequenceEnd),
      (YAML_FLOW_MAPPING_START_TOKEN, .flowMapping), (YAML_FLOW_MAPPING_END_TOKEN, .flowMappingEnd),
      (YAML_FLOW_ENTRY_TOKEN, .flowEntry), (YAML_KEY_TOKEN, .key), (YAML_VALUE_TOKEN, .value),
      (YAML_ALIAS_TOKEN, .alias), (YAML_ANCHOR_TOKEN, .anchor), (YAML_TAG_TOKEN, .tag), (YAML_SCALAR_TOKEN, .plain),
    ]
    guard var kind = kinds.first(where: { $0.0 == token.type })?.1 else { return nil }
    if kind == .plain {
      let data = token.data.scalar
      text = String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
      switch data.style {
      case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: kind = .block
      case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: kind = .quoted
      default: break
      }
    }
    self.kind = kind
    range = Int(token.start_mark.index)..<max(Int(token.start_mark.index), Int(token.end_mark.index))
    // libyaml gives structure the extent of the text around it.
    if [.blockMapping, .blockSequence, .blockEnd].contains(kind) { range = range.lowerBound..<range.lowerBound }
  }
}
