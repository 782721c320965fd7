public import ConcordCore
public import ConcordProtocols
public import ConcordTransport

/// Decides who is behind a handshake, from its request and the address that it came from.
///
/// Nil refuses the handshake with 401. `Principal.anonymous` lets the connection open: its requests are answered with
/// `UNAUTHENTICATED`, and it gets no events. It is called on an event loop, so it must not block.
public typealias Admission = @Sendable (HTTPRequestHead, SocketAddress?) -> Principal?
