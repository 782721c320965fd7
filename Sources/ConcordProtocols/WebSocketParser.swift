/// The receiving half of RFC 6455 framing as a value: bytes in, events out, no I/O.
///
/// Give it received bytes and take events until it says `.needsInput`:
///
///     var used = 0
///     while true {
///       switch parser.next(bytes, from: &used) { case .needsInput: return; case .message(…): … }
///     }
///
/// It unmasks in place, so the bytes given must be its to change. A message that lies wholly in the given bytes is
/// delivered as a slice of them; only what is cut by the end of the bytes, or sent in fragments, is collected. Between
/// messages it owns no memory. After `.close` and `.failure` it wants nothing and finds nothing.
public struct WebSocketParser: Sendable {
  private enum Phase { case header, payload, finished }

  private let role: WebSocketRole
  private let limits: WebSocketLimits
  private let mayBeCompressed: Bool
  private var phase = Phase.header

  // The start of a header whose rest has not arrived.
  private var partialHeader = InlineArray<14, UInt8>(repeating: 0)
  private var partialHeaderCount = 0

  // The frame whose payload is being collected, and how much of it is still to come.
  private var frame = WebSocketFrameHeader(opcode: .pong, isFinal: true, payloadLength: 0, byteCount: 0)
  private var remaining = 0

  // The message that is being collected: its kind while fragments are expected, and what is there so far.
  private var fragmentedKind: WebSocketMessageKind?
  private var isCompressed = false
  private var message: [UInt8] = []
  private var control: [UInt8] = []
  private var utf8 = UTF8Validator()

  /// - Parameter compression: whether permessage-deflate was agreed on, so that messages may come compressed.
  public init(role: WebSocketRole, limits: WebSocketLimits = WebSocketLimits(), compression: Bool = false) {
    self.role = role
    mayBeCompressed = compression
    self.limits = limits
  }

  /// Whether `.close` or `.failure` was delivered.
  public var isFinished: Bool { phase == .finished }

  /// Bytes of an unfinished message or control frame that are held.
  public var bufferedBytes: Int { message.count + control.count + partialHeaderCount }

  /// The next event in `input` from the offset `used`, which moves past what was read.
  public mutating func next(_ input: UnsafeMutableRawBufferPointer, from used: inout Int) -> WebSocketEvent {
    while true {
      switch phase {
      case .finished:
        used = input.count
        return .needsInput
      case .header:
        guard used < input.count else { return .needsInput }
        switch readHeader(UnsafeRawBufferPointer(rebasing: input[used...]), &used) {
        case .needsInput: return .needsInput
        case .failure(let failure): return fail(failure)
        case .header(let header):
          if let failure = begin(header) { return fail(failure) }
          let rest = UnsafeMutableRawBufferPointer(rebasing: input[used...])
          if let event = wholeFrame(rest, &used) { return event }
        }
      case .payload:
        if let event = collect(UnsafeMutableRawBufferPointer(rebasing: input[used...]), &used) { return event }
        if phase == .payload { return .needsInput }
      }
    }
  }

  // MARK: Headers

  /// Reads a header straight from the input, or through `partialHeader` when it is cut.
  private mutating func readHeader(_ input: UnsafeRawBufferPointer, _ used: inout Int) -> WebSocketFrameHeader.Reading {
    if partialHeaderCount == 0 {
      let reading = WebSocketFrameHeader.read(input, role: role, mayBeCompressed: mayBeCompressed)
      switch reading {
      case .header(let header): used += header.byteCount
      case .needsInput: keep(input, &used)
      case .failure: break
      }
      return reading
    }
    let before = partialHeaderCount
    var taken = 0
    keep(input.prefix(WebSocketFrameHeader.maxBytes - before), &taken)
    let reading = withUnsafeBytes(of: partialHeader) {
      WebSocketFrameHeader.read(
        UnsafeRawBufferPointer(rebasing: $0.prefix(partialHeaderCount)), role: role, mayBeCompressed: mayBeCompressed)
    }
    switch reading {
    case .header(let header):
      used += header.byteCount - before
      partialHeaderCount = 0
    case .needsInput: used += taken
    case .failure: partialHeaderCount = 0
    }
    return reading
  }

  private mutating func keep(_ bytes: some Sequence<UInt8>, _ used: inout Int) {
    for byte in bytes {
      partialHeader[partialHeaderCount] = byte
      partialHeaderCount += 1
      used += 1
    }
  }

  /// Checks what depends on the frames before (RFC 6455 §5.4) and on the limits, before any payload is taken.
  private mutating func begin(_ header: WebSocketFrameHeader) -> WebSocketFailure? {
    switch header.opcode {
    case .continuation where fragmentedKind == nil:
      return .protocolError("a continuation frame without a message to continue")
    case .text where fragmentedKind != nil, .binary where fragmentedKind != nil:
      return .protocolError("a new message before the last fragment of the one before")
    case .text, .binary:
      fragmentedKind = header.opcode == .text ? .text : .binary
      isCompressed = header.isCompressed
    default: break
    }
    if !header.opcode.isControl, header.payloadLength > limits.maxMessageBytes - message.count {
      return .tooBig("the message is longer than \(limits.maxMessageBytes) bytes")
    }
    frame = header
    remaining = header.payloadLength
    phase = .payload
    return nil
  }

  // MARK: Payloads

  /// The common case: the frame is an entire message or control frame and lies wholly in the input.
  private mutating func wholeFrame(_ input: UnsafeMutableRawBufferPointer, _ used: inout Int) -> WebSocketEvent? {
    guard input.count >= remaining, frame.isFinal, frame.opcode.isControl || message.isEmpty else { return nil }
    let payload = UnsafeMutableRawBufferPointer(rebasing: input[..<remaining])
    if let key = frame.maskKey { WebSocketMask.apply(key, to: payload) }
    used += remaining
    remaining = 0
    phase = .header
    let bytes = UnsafeRawBufferPointer(payload)
    if frame.opcode.isControl { return deliverControl(.borrowed(bytes)) }
    guard validate(bytes) else { return fail(.invalidPayload("the text is not UTF-8")) }
    return deliverMessage { _ in .borrowed(bytes) }
  }

  /// Takes what has arrived of a frame; an event when that finishes something.
  private mutating func collect(_ input: UnsafeMutableRawBufferPointer, _ used: inout Int) -> WebSocketEvent? {
    let taken = min(remaining, input.count)
    let piece = UnsafeMutableRawBufferPointer(rebasing: input[..<taken])
    if let key = frame.maskKey { WebSocketMask.apply(key, to: piece, phase: frame.payloadLength - remaining) }
    used += taken
    remaining -= taken
    let bytes = UnsafeRawBufferPointer(piece)
    if frame.opcode.isControl {
      control.append(contentsOf: bytes)
      guard remaining == 0 else { return nil }
      phase = .header
      let payload = control
      control = []
      return deliverControl(.owned(payload))
    }
    guard validate(bytes) else { return fail(.invalidPayload("the text is not UTF-8")) }
    message.append(contentsOf: bytes)
    guard remaining == 0 else { return nil }
    phase = .header
    return frame.isFinal ? deliverMessage { .owned($0) } : nil
  }

  private mutating func validate(_ bytes: UnsafeRawBufferPointer) -> Bool {
    fragmentedKind != .text || isCompressed || utf8.accept(bytes)
  }

  private mutating func deliverMessage(_ payload: ([UInt8]) -> WebSocketPayload) -> WebSocketEvent {
    let kind = fragmentedKind ?? .binary
    guard kind == .binary || isCompressed || utf8.isComplete else {
      return fail(.invalidPayload("the text ends inside a character"))
    }
    let collected = message
    message = []
    fragmentedKind = nil
    return isCompressed ? .compressed(kind, payload(collected)) : .message(kind, payload(collected))
  }

  private mutating func deliverControl(_ payload: WebSocketPayload) -> WebSocketEvent {
    switch frame.opcode {
    case .ping: return .ping(payload)
    case .pong: return .pong(payload)
    default: return payload.withUnsafeBytes { deliverClose($0) }
    }
  }

  /// The payload of a close frame is empty, or a code that may be sent and UTF-8 (RFC 6455 §5.5.1, §7.4).
  private mutating func deliverClose(_ payload: UnsafeRawBufferPointer) -> WebSocketEvent {
    guard payload.count != 1 else { return fail(.protocolError("a close payload of one byte")) }
    guard payload.count >= 2 else {
      finish()
      return .close(code: nil, reason: "")
    }
    let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
    guard WebSocketCloseCode.maySend(code) else { return fail(.protocolError("close code \(code) must not be sent")) }
    let reason = UnsafeRawBufferPointer(rebasing: payload[2...])
    var check = UTF8Validator()
    guard check.accept(reason), check.isComplete else {
      return fail(.invalidPayload("the close reason is not UTF-8"))
    }
    finish()
    return .close(code: code, reason: String(decoding: reason, as: UTF8.self))
  }

  /// Reads nothing more: the connection was failed for what was inside a message.
  public mutating func stop() { finish() }

  private mutating func fail(_ failure: WebSocketFailure) -> WebSocketEvent {
    finish()
    return .failure(failure)
  }

  private mutating func finish() {
    phase = .finished
    message = []
    control = []
    fragmentedKind = nil
    partialHeaderCount = 0
  }
}
