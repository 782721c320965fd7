public import ConcordCore
public import ConcordProtocols
public import ConcordTransport

/// Decides who is behind a request that shows no credential, or where the server has no `Authenticator`: from its head and
/// the address that it came from.
///
/// Nil refuses it with 401. `Principal.anonymous` lets a connection open: its requests are answered with
/// `UNAUTHENTICATED`, and it gets no events. It is called on an event loop, so it must not block.
///
/// Where the address alone is proof, such as `isLoopback`, the request's `isForLoopback` has to be asked for as well.
public typealias Admission = @Sendable (HTTPRequestHead, SocketAddress?) -> Principal?
