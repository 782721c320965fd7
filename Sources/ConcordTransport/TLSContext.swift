import COpenSSL

/// What one end of TLS connections shows of itself, and whom it believes. TLS 1.2 and 1.3 are spoken (RFC 5246, RFC 8446).
///
/// Invariant (`@unchecked Sendable`): the context is not changed after `init`, and OpenSSL counts its users atomically.
public final class TLSContext: @unchecked Sendable {
  private let context: OpaquePointer
  private let role: Role

  private enum Role { case server, client }

  /// A server's side.
  /// - Parameters:
  ///   - certificates: a PEM file with the server's certificate, followed by those between it and the authority's.
  ///   - key: a PEM file with the certificate's private key, not encrypted.
  /// - Throws: `TransportError` that names the file, when one cannot be read or the two do not belong together.
  public static func server(certificates: String, key: String) throws(TransportError) -> TLSContext {
    let made = try TLSContext(.server, TLS_server_method())
    guard SSL_CTX_use_certificate_chain_file(made.context, certificates) == 1 else {
      throw TransportError(.tls, "cannot use the certificates in \(certificates): \(openSSLFailure())")
    }
    guard SSL_CTX_use_PrivateKey_file(made.context, key, SSL_FILETYPE_PEM) == 1 else {
      throw TransportError(.tls, "cannot use the private key in \(key) with \(certificates): \(openSSLFailure())")
    }
    return made
  }

  /// A client's side: the server's certificate has to be valid for its host name, and signed by an authority.
  /// - Parameter authorities: a PEM file of the authorities that are believed; nil: those of the system.
  /// - Throws: `TransportError` when the authorities cannot be read.
  public static func client(authorities: String? = nil) throws(TransportError) -> TLSContext {
    let made = try TLSContext(.client, TLS_client_method())
    if let authorities {
      guard SSL_CTX_load_verify_locations(made.context, authorities, nil) == 1 else {
        throw TransportError(.tls, "cannot use the authorities in \(authorities): \(openSSLFailure())")
      }
    } else {
      guard SSL_CTX_set_default_verify_paths(made.context) == 1 else {
        throw TransportError(.tls, "cannot use the system's certificate authorities: \(openSSLFailure())")
      }
    }
    SSL_CTX_set_verify(made.context, SSL_VERIFY_PEER, nil)
    return made
  }

  private init(_ role: Role, _ method: OpaquePointer?) throws(TransportError) {
    ERR_clear_error()
    guard let context = SSL_CTX_new(method), concord_ssl_context_harden(context) == 1 else {
      throw TransportError(.tls, "OpenSSL makes no context: \(openSSLFailure())")
    }
    self.context = context
    self.role = role
  }

  deinit { SSL_CTX_free(context) }

  /// The TLS of one connection.
  /// - Parameter host: whom a client expects: a name, or an address.
  func session(host: String? = nil) -> TLSSession? {
    guard let ssl = SSL_new(context) else { return nil }
    switch role {
    case .server: SSL_set_accept_state(ssl)
    case .client:
      SSL_set_connect_state(ssl)
      if let host, !expect(host, ssl) {
        SSL_free(ssl)
        return nil
      }
    }
    return TLSSession(ssl, host: host)
  }

  /// Tells the server which name is wanted (RFC 6066 §3), and has its certificate compared with it (RFC 6125).
  private func expect(_ host: String, _ ssl: OpaquePointer) -> Bool {
    if X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) == 1 { return true }
    SSL_set_hostflags(ssl, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
    return SSL_set1_host(ssl, host) == 1 && concord_ssl_set_server_name(ssl, host) == 1
  }
}

/// What OpenSSL says of the last failure on this thread.
func openSSLFailure() -> String {
  let code = ERR_get_error()
  defer { ERR_clear_error() }
  guard code != 0, let reason = ERR_reason_error_string(code) else { return "no reason is known" }
  return String(cString: reason)
}
