internal import CYAML

/// What libyaml saw next. Columns and lines count from 1.
struct YAMLEvent {
  enum Kind {
    case streamStart, streamEnd, documentStart, documentEnd
    case alias(String)
    case scalar(YAMLScalar, anchor: String?, tag: String?)
    case sequenceStart(anchor: String?, tag: String?)
    case mappingStart(anchor: String?, tag: String?)
    case sequenceEnd, mappingEnd
  }

  var kind: Kind
  var position: SourcePosition
}

/// Why libyaml stopped: its own words, and the place if it knows one (its reader knows a byte offset only).
struct YAMLFailure: Error {
  /// What it was doing (`while scanning a quoted scalar`), and where that began.
  var context: String
  var contextLine: Int
  var contextColumn: Int
  var problem: String
  var line: Int
  var column: Int
  var offset: Int?

  static let outOfMemory = YAMLFailure(
    context: "", contextLine: 1, contextColumn: 1, problem: "out of memory", line: 1, column: 1, offset: nil)
}

/// Pulls events out of libyaml's parser.
///
/// Soundness: libyaml keeps the address of its parser and of the input between calls. The parser is allocated once and
/// freed in `deinit`; the input must outlive the source, which `withSource` sees to.
struct YAMLEventSource: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let file: String

  private init(file: String) {
    self.file = file
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deinitialize(count: 1)
    parser.deallocate()
  }

  /// Runs `body` with the events of `bytes`, which must be UTF-8.
  static func withSource<Result>(
    of bytes: [UInt8], file: String, _ body: (inout YAMLEventSource) throws(YAMLFailure) -> Result
  ) throws(YAMLFailure) -> Result {
    var outcome: Swift.Result<Result, YAMLFailure>?
    bytes.withUnsafeBufferPointer { input in
      var source = YAMLEventSource(file: file)
      guard yaml_parser_initialize(source.parser) == 1 else {
        outcome = .failure(.outOfMemory)
        return
      }
      yaml_parser_set_encoding(source.parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(source.parser, input.baseAddress, input.count)
      do throws(YAMLFailure) { outcome = .success(try body(&source)) } catch { outcome = .failure(error) }
    }
    return try outcome!.get()  // set on every path above
  }

  /// The next event; after `streamEnd` there is none to ask for.
  mutating func next() throws(YAMLFailure) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { yaml_event_delete(&event) }
    return YAMLEvent(kind: kind(of: event), position: position(event.start_mark, event.end_mark))
  }

  private func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
    switch event.type {
    case YAML_STREAM_END_EVENT: return .streamEnd
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_ALIAS_EVENT: return .alias(text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let data = event.data.scalar
      let value = String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
      let scalar = YAMLScalar(text: value, isPlain: data.style == YAML_PLAIN_SCALAR_STYLE)
      return .scalar(scalar, anchor: text(data.anchor), tag: text(data.tag))
    case YAML_SEQUENCE_START_EVENT:
      return .sequenceStart(anchor: text(event.data.sequence_start.anchor), tag: text(event.data.sequence_start.tag))
    case YAML_MAPPING_START_EVENT:
      return .mappingStart(anchor: text(event.data.mapping_start.anchor), tag: text(event.data.mapping_start.tag))
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    default: return .streamStart
    }
  }

  private func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? { bytes.map { String(cString: $0) } }

  private func position(_ start: yaml_mark_t, _ end: yaml_mark_t) -> SourcePosition {
    let column = Int(start.column) + 1
    return SourcePosition(
      file: file, line: Int(start.line) + 1, column: column,
      endColumn: start.line == end.line ? Int(end.column) + 1 : column)
  }

  private func failure() -> YAMLFailure {
    let state = parser.pointee
    let readerFailed = state.error == YAML_READER_ERROR
    return YAMLFailure(
      context: state.context.map { String(cString: $0) } ?? "",
      contextLine: Int(state.context_mark.line) + 1, contextColumn: Int(state.context_mark.column) + 1,
      problem: state.problem.map { String(cString: $0) } ?? "out of memory",
      line: Int(state.problem_mark.line) + 1, column: Int(state.problem_mark.column) + 1,
      offset: readerFailed ? Int(state.problem_offset) : nil)
  }
}
