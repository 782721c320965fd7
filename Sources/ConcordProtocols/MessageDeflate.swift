/// What two ends agreed on for permessage-deflate (RFC 7692 §7.1).
///
/// Neither end ever keeps its compression window between messages (`no_context_takeover` both ways): a connection then owns
/// no memory for it, and a message that goes to many is compressed once. Windows are 512 bytes to 32 KiB.
public struct MessageDeflate: Sendable, Equatable {
  /// The base-2 logarithm of the window that this end's messages are made with: 9 to 15.
  public var windowBits: Int

  public init(windowBits: Int = 15) { self.windowBits = windowBits }

  /// The window that a compressor can be given; zlib has none of 8 bits.
  public static let windows = 9...15

  // MARK: The server's half

  /// The first of a client's offers that can be had, and the header value that accepts it; nil when there is none
  /// (RFC 7692 §5.1).
  /// - Parameter headers: of the request; `Sec-WebSocket-Extensions` may be there several times.
  public static func accept(_ headers: HTTPHeaders) -> (deflate: MessageDeflate, response: String)? {
    for offer in ExtensionOffer.list(headers) where offer.name == "permessage-deflate" {
      if let deflate = accept(offer) {
        var response = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
        // A client that asks for a window is told that it has it, also when it asks for the largest (§7.1.2.1).
        if offer.parameters.contains(where: { $0.name == "server_max_window_bits" }) {
          response += "; server_max_window_bits=\(deflate.windowBits)"
        }
        return (deflate, response)
      }
    }
    return nil
  }

  /// An offer with an unknown, repeated or wrong parameter is declined (RFC 7692 §7.1), as is one for a window that
  /// zlib cannot make.
  private static func accept(_ offer: ExtensionOffer) -> MessageDeflate? {
    guard offer.hasDistinctParameters else { return nil }
    var deflate = MessageDeflate()
    for parameter in offer.parameters {
      switch (parameter.name, parameter.value) {
      case ("server_no_context_takeover", nil), ("client_no_context_takeover", nil), ("client_max_window_bits", nil):
        break
      case ("client_max_window_bits", let value?): guard bits(value) != nil else { return nil }
      case ("server_max_window_bits", let value?):
        guard let bits = bits(value), windows.contains(bits) else { return nil }
        deflate.windowBits = bits
      default: return nil
      }
    }
    return deflate
  }

  // MARK: The client's half

  /// The header value that a client offers: everything may be asked of it.
  public static let offer =
    "permessage-deflate; server_no_context_takeover; client_no_context_takeover; client_max_window_bits"

  /// What a server made of `offer`; nil when it declined.
  /// - Throws: `WebSocketHandshakeError` for an answer that the offer does not allow (RFC 7692 §7.1).
  public static func agreed(_ headers: HTTPHeaders) throws(WebSocketHandshakeError) -> MessageDeflate? {
    let answers = ExtensionOffer.list(headers)
    guard let answer = answers.first else {
      guard headers["Sec-WebSocket-Extensions"] == nil else { throw wrong("cannot be read") }
      return nil
    }
    guard answers.count == 1, answer.name == "permessage-deflate" else {
      throw WebSocketHandshakeError(reason: "the server chose an extension that was not offered")
    }
    guard answer.hasDistinctParameters else { throw wrong("names a parameter twice") }
    var deflate = MessageDeflate()
    var keepsNoContext = false
    for parameter in answer.parameters {
      switch (parameter.name, parameter.value) {
      case ("server_no_context_takeover", nil): keepsNoContext = true
      case ("client_no_context_takeover", nil): break
      case ("server_max_window_bits", let value?):
        guard bits(value) != nil else { throw wrong("has the window '\(value)'") }
      case ("client_max_window_bits", let value?):
        guard let bits = bits(value) else { throw wrong("has the window '\(value)'") }
        guard windows.contains(bits) else { throw wrong("wants a window of 8 bits, which is not supported") }
        deflate.windowBits = bits
      default: throw wrong("has '\(parameter.name)', which was not offered")
      }
    }
    guard keepsNoContext else { throw wrong("lacks 'server_no_context_takeover', which was asked for") }
    return deflate
  }

  private static func wrong(_ what: String) -> WebSocketHandshakeError {
    WebSocketHandshakeError(reason: "the server's answer for permessage-deflate \(what)")
  }

  /// 8 to 15, without a sign or a leading zero (RFC 7692 §7.1.2.1).
  private static func bits(_ text: String) -> Int? {
    guard text.first != "0", text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let bits = Int(text) else {
      return nil
    }
    return (8...15).contains(bits) ? bits : nil
  }
}

/// One entry of a `Sec-WebSocket-Extensions` header (RFC 6455 §9.1).
struct ExtensionOffer: Equatable {
  struct Parameter: Equatable {
    var name: String
    /// Without quotes; nil when the parameter has none.
    var value: String?
  }

  var name: String
  var parameters: [Parameter]

  var hasDistinctParameters: Bool { Set(parameters.map(\.name)).count == parameters.count }

  /// The entries in the order of the sender's preference; what is not of the grammar is left out.
  static func list(_ headers: HTTPHeaders) -> [ExtensionOffer] {
    headers.all("Sec-WebSocket-Extensions").flatMap { $0.split(separator: ",") }.compactMap { entry in
      let parts = entry.split(separator: ";", omittingEmptySubsequences: false).map { $0.trimmingHTTPWhitespace() }
      guard let name = parts.first, isToken(name) else { return nil }
      var parameters: [Parameter] = []
      for part in parts.dropFirst() {
        let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard isToken(sides[0]) else { return nil }
        guard sides.count == 2 else {
          parameters.append(Parameter(name: String(sides[0])))
          continue
        }
        // A quoted value has to be a token inside its quotes too.
        let quoted = sides[1].count >= 2 && sides[1].first == "\"" && sides[1].last == "\""
        let value = quoted ? sides[1].dropFirst().dropLast() : sides[1]
        guard isToken(value) else { return nil }
        parameters.append(Parameter(name: String(sides[0]), value: String(value)))
      }
      return ExtensionOffer(name: String(name), parameters: parameters)
    }
  }

  /// RFC 9110 §5.6.2.
  private static func isToken(_ text: some StringProtocol) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }
}
