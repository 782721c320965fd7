import ConcordCore
import ConcordProtocols
import ConcordTransport

/// A connection's sign-in while it lasts: it may end, be renewed, and what it allows may change.
///
/// Before the end the server looks whether the session was renewed elsewhere, asks the client once for a fresh token where
/// its dialect can say so, and at the end looks again; then it closes with 3001.
extension ServerConnection {
  /// Notes when to look after the sign-in next.
  func watchSignIn() {
    guard let end = identity.session?.expiresAt, let hub else { return }
    let ahead = Int64(limits.signInNotice.components.seconds)
    let second = (end.milliseconds + 999) / 1000
    hub.expiries.wake(self, at: wasAskedToSignIn ? second : second - ahead)
  }

  /// The clock's call: the sign-in ends now or soon.
  func signInIsDue() {
    guard let loop = hub?.loop, let session = identity.session, let end = session.expiresAt else { return }
    let left = Timestamp.now.milliseconds.distance(to: end.milliseconds)
    // It was renewed since the clock was set; that has set it anew.
    if left > Int64(limits.signInNotice.components.seconds) * 1000 + 1000 { return }
    Task.immediate(executorPreference: loop) {
      let found = await self.lookUpAgain()
      if loop.isCurrent { self.proceed(found) } else { loop.execute { self.proceed(found) } }
    }
  }

  /// The sign-in as it is now; nil when there is none any more, or nobody can tell.
  private func lookUpAgain() async -> Identity? {
    guard let credential = identity.credential else { return nil }
    return try? await runtime.doorkeeper.identity(of: credential)
  }

  private func proceed(_ found: Identity?) {
    guard let socket, let old = identity.session, let end = old.expiresAt else { return }
    if let found, let session = found.session, session.id == old.id,
      (session.expiresAt?.milliseconds ?? .max) > end.milliseconds
    {
      return stand(on: found)
    }
    let left = Timestamp.now.milliseconds.distance(to: end.milliseconds)
    if left <= 0 {
      return socket.close(code: WebSocketCloseCode.signInExpired, reason: "the sign-in has expired")
    }
    if !wasAskedToSignIn {
      wasAskedToSignIn = true
      hub?.send(to: socket) { dialect.askForToken(seconds: Int((left + 999) / 1000), to: &$0) }
    }
    watchSignIn()
  }

  /// The client's fresh token.
  func renew(_ correlation: Correlation, token: String) {
    let topic = ReservedTopics.authenticate
    let doorkeeper = runtime.doorkeeper
    guard doorkeeper.authenticator != nil, let loop = hub?.loop else {
      return refuse(ConcordError(.unauthenticated, "this server has no tokens; connect again"), correlation, topic)
    }
    Task.immediate(executorPreference: loop) {
      let result: Result<Identity?, ConcordError>
      do throws(ConcordError) {
        result = .success(try await doorkeeper.identity(of: .bearer(token)))
      } catch {
        result = .failure(error)
      }
      if loop.isCurrent {
        self.renewed(result, correlation)
      } else {
        loop.execute { self.renewed(result, correlation) }
      }
    }
  }

  private func renewed(_ result: Result<Identity?, ConcordError>, _ correlation: Correlation) {
    let topic = ReservedTopics.authenticate
    switch result {
    case .failure(let error): refuse(error, correlation, topic)
    case .success(nil): refuse(ConcordError(.unauthenticated, "the token is nobody's"), correlation, topic)
    case .success(let fresh?):
      guard let hub, let socket else { return }
      // What was subscribed, and what waits to be sent, is this principal's.
      guard fresh.principal.name == principal.name else {
        return refuse(
          ConcordError(.forbidden, "the token is somebody else's; connect again with it"), correlation, topic)
      }
      // The answer first: other roles may end the connection.
      hub.send(to: socket) { dialect.renewed(correlation, expiresAt: fresh.session?.expiresAt, to: &$0) }
      stand(on: fresh)
      runtime.audit?.signedIn(self)
    }
  }

  /// The connection goes on with this sign-in, of the same principal.
  private func stand(on fresh: Identity) {
    let principal = identity.principal
    identity = fresh
    identity.principal = principal
    adopt(fresh.principal)
    wasAskedToSignIn = false
    watchSignIn()
    catchUp()
  }

  /// Hears what the authenticator told since the sign-in was looked up. Who was not among the connections yet, or stood on another
  /// session, has missed it.
  func catchUp() {
    guard identity.session != nil else { return }
    heard = identity.asOf
    guard let missed = runtime.doorkeeper.news.since(heard) else {
      socket?.close(code: WebSocketCloseCode.signInExpired, reason: "sign-ins changed meanwhile; connect again")
      return
    }
    for (number, change) in missed { hear(change, number) }
  }

  /// What the authenticator tells of sessions that connections stand on.
  func hear(_ change: SessionChange, _ number: Int) {
    // It was heard already, and what it says may be old.
    guard number > heard else { return }
    heard = number
    switch change {
    case .ended(let id):
      guard identity.session?.id == id else { return }
      socket?.close(code: WebSocketCloseCode.notSignedIn, reason: "the session has ended")
    case .changed(let principal):
      if identity.session != nil, principal.name != nil, principal.name == self.principal.name { adopt(principal) }
    }
  }

  /// What may be read is known from here on, whoever told it.
  func seeAccess(_ hub: LoopHub) {
    if let name = principal.name { runtime.doorkeeper.access.see(name, grants, at: hub.newest) }
  }

  /// The principal may do and hear this from now on.
  private func adopt(_ principal: Principal) {
    guard principal != identity.principal else { return }
    identity.principal = principal
    let before = grants
    grants = runtime.deriver.audiences.grants(of: principal)
    turnDownHeld()
    guard grants != before, let hub else { return }
    seeAccess(hub)
    // Who keeps all that it may read has some of it that it may not, or lacks some: it comes back and reads anew.
    if dialect.hearsAll {
      socket?.close(code: WebSocketCloseCode.serviceRestart, reason: "what you may read has changed; connect again")
    }
  }
}
