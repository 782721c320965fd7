import COpenSSL

/// The TLS of one connection, between memory and memory: ciphertext goes in and out, plain bytes come out and go in. The
/// socket is `SocketStream`'s.
///
/// Invariant: `ssl` lives as long as this object and owns both BIOs; used on one loop's thread only.
final class TLSSession {
  enum Read {
    /// So many plain bytes were written.
    case bytes(Int)
    case needsInput
    /// The peer said that nothing follows (RFC 8446 §6.1).
    case ended
    case failed(TransportError)
  }

  let ssl: OpaquePointer
  private let incoming: OpaquePointer
  private let outgoing: OpaquePointer
  private let host: String?
  private var hasEnded = false

  /// Takes ownership of `ssl`.
  init?(_ ssl: OpaquePointer, host: String?) {
    guard let incoming = BIO_new(BIO_s_mem()), let outgoing = BIO_new(BIO_s_mem()) else {
      SSL_free(ssl)
      return nil
    }
    SSL_set_bio(ssl, incoming, outgoing)
    self.ssl = ssl
    self.incoming = incoming
    self.outgoing = outgoing
    self.host = host
  }

  deinit { SSL_free(ssl) }

  /// Whether plain bytes can be sent.
  var isEstablished: Bool { SSL_is_init_finished(ssl) == 1 }

  /// Ciphertext that waits to be sent, in bytes.
  var pendingOutput: Int { concord_bio_pending(outgoing) }

  /// A client speaks first.
  func startHandshake() {
    ERR_clear_error()
    SSL_do_handshake(ssl)
  }

  /// Takes ciphertext from the peer.
  func receive(_ bytes: UnsafeRawBufferPointer) { BIO_write(incoming, bytes.baseAddress, Int32(bytes.count)) }

  /// Gives what can be decrypted; the handshake goes on in here.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Read {
    ERR_clear_error()
    let count = SSL_read(ssl, buffer.baseAddress, Int32(buffer.count))
    if count > 0 { return .bytes(Int(count)) }
    switch SSL_get_error(ssl, count) {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .needsInput
    case SSL_ERROR_ZERO_RETURN: return .ended
    default: return .failed(failure())
    }
  }

  /// Encrypts plain bytes; possible once the handshake is done.
  func write(_ bytes: UnsafeRawBufferPointer) -> TransportError? {
    var rest = bytes[...]
    while !rest.isEmpty {
      ERR_clear_error()
      let count = SSL_write(ssl, UnsafeRawBufferPointer(rebasing: rest).baseAddress, Int32(min(rest.count, 1 << 30)))
      guard count > 0 else { return failure() }
      rest = rest.dropFirst(Int(count))
    }
    return nil
  }

  /// Moves up to `buffer.count` bytes of ciphertext to `buffer`.
  func takeOutput(_ buffer: UnsafeMutableRawBufferPointer) {
    BIO_read(outgoing, buffer.baseAddress, Int32(buffer.count))
  }

  /// Tells the peer that nothing follows; true when that has to be sent now, which is once.
  func end() -> Bool {
    guard !hasEnded, isEstablished else { return false }
    hasEnded = true
    ERR_clear_error()
    SSL_shutdown(ssl)
    return pendingOutput > 0
  }

  private func failure() -> TransportError {
    let reason = openSSLFailure()
    guard let host else { return TransportError(.tls, "TLS failed: \(reason)") }
    let verdict = SSL_get_verify_result(ssl)
    if verdict == X509_V_OK { return TransportError(.tls, "TLS with '\(host)' failed: \(reason)") }
    return TransportError(
      .tls, "the certificate of '\(host)' is not trusted: \(String(cString: X509_verify_cert_error_string(verdict)))")
  }
}
