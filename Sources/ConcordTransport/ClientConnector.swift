/// A client's way to a connected stream: looks a host up, tries its addresses one after the other, and begins TLS.
///
/// Invariant: used on the loop's thread only. It ends by itself, or by `cancel`, after which `done` is not called.
final class ClientConnector {
  private let loop: EventLoop
  private let host: String
  private let port: Int
  private let tls: TLSContext?
  /// What the messages of failures begin with.
  private let place: String
  private var addresses: ArraySlice<ResolvedAddress> = []
  private var stream: SocketStream?
  private var done: ((Result<SocketStream, TransportError>) -> Void)?
  /// Why the last address did not answer, for when it was the last.
  private var lastFailure: TransportError?

  init(_ loop: EventLoop, host: String, port: Int, tls: TLSContext?, place: String) {
    self.loop = loop
    self.host = host
    self.port = port
    self.tls = tls
    self.place = place
  }

  /// Calls `done` once, on the loop.
  func start(_ done: @escaping (Result<SocketStream, TransportError>) -> Void) {
    self.done = done
    guard !endsWithLoop() else { return }
    resolve(host, port, on: loop) { [self] result in
      guard self.done != nil else { return }
      switch result {
      case .failure(let error): finish(.failure(error))
      case .success(let found):
        addresses = found[...]
        connectNext()
      }
    }
  }

  /// Gives up what is under way.
  func cancel() {
    done = nil
    stream?.abort(reason: "given up")
    stream = nil
  }

  /// A stream that is begun after the loop has ended all others would keep it from ending.
  private func endsWithLoop() -> Bool {
    guard loop.isStopping else { return false }
    finish(.failure(TransportError(.closed, "\(place): the event loop was shut down")))
    return true
  }

  private func connectNext() {
    guard !endsWithLoop() else { return }
    guard let address = addresses.popFirst() else {
      return finish(.failure(lastFailure ?? TransportError(.unknownHost, "\(place): '\(host)' has no address")))
    }
    let stream = SocketStream(loop)
    self.stream = stream
    stream.connect(to: address) { [self] status in
      guard done != nil, self.stream === stream else { return }
      if status == 0 { return connected(stream) }
      lastFailure = TransportError(status, "cannot connect to \(host):\(port)")
      stream.abort(reason: "not connected")
      connectNext()
    }
  }

  private func connected(_ stream: SocketStream) {
    stream.setOptions(userTimeout: loop.pingInterval * 2)
    if let tls {
      guard let session = tls.session(host: host) else {
        stream.abort(reason: "no TLS")
        return finish(.failure(TransportError(.tls, "\(place): OpenSSL takes '\(host)' for no host name")))
      }
      stream.secure(session, isClient: true)
    }
    finish(.success(stream))
  }

  private func finish(_ result: Result<SocketStream, TransportError>) {
    let done = done
    self.done = nil
    stream = nil
    done?(result)
  }
}
