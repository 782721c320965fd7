import ConcordAuth
import ConcordClient
import ConcordCore
import ConcordTransport
import Foundation
import ReferenceContracts
import Synchronization
import Testing

/// The built server, driven over its socket by somebody who is not signed in.
@Suite struct ReferenceServerTests {
  @Test func aSeededUserLogsIn() async throws {
    try await withServer("--user", "Ann@example.com:correct horse battery:c-1:owner") { client, _ in
      let email = EmailAddress(unchecked: "ann@example.com")
      let signedIn = try await client.auth.login(AuthLoginInput(email: email, password: "correct horse battery"))
      #expect(signedIn.token.value.utf8.count == 43)
      #expect(signedIn.expiresAt > .now)
      #expect(
        await code { _ = try await client.auth.login(AuthLoginInput(email: email, password: "wrong")) }
          == .wrongCredentials)
    }
  }

  @Test func aTokenOpensConnectionsUntilItsSessionEnds() async throws {
    try await withServer("--user", "ann@example.com:correct horse battery:c-1:owner") { client, _ in
      #expect(await code { _ = try await client.auth.me() } == .unauthenticated)
      let email = EmailAddress(unchecked: "ann@example.com")
      let first = try await client.auth.login(AuthLoginInput(email: email, password: "correct horse battery"))
      try await client.connect(token: first.token.value)
      let me = try await client.auth.me()
      #expect(me.email == email)
      #expect(me.customerId == "c-1")

      let second = try await client.auth.refresh()
      #expect(second.token != first.token)
      try await client.connect(token: second.token.value)
      #expect(try await client.auth.me().userId == me.userId)
      #expect(try await client.auth.passport().code.value.utf8.count == 43)

      try await client.auth.logout()
      // The server ends the connection; there is none for this token any more.
      #expect(await refused { _ = try await client.auth.me() })
      #expect(await refused { try await client.connect(token: second.token.value) })
      try await client.connect()
      #expect(await code { _ = try await client.auth.me() } == .unauthenticated)
    }
  }

  /// Whether it fails.
  private func refused(_ body: () async throws -> Void) async -> Bool {
    do {
      try await body()
      return false
    } catch {
      return true
    }
  }

  @Test func aLetterIsWrittenAndAnswered() async throws {
    try await withServer { client, errors in
      let email = EmailAddress(unchecked: "bob@example.com")
      let password: Secret<String> = "correct horse battery"
      #expect(
        await code { _ = try await client.auth.register(AuthRegisterInput(email: email, password: "short")) }
          == .invalidInput)
      let account = try await client.auth.register(AuthRegisterInput(email: email, password: password))
      #expect(account.email == email)
      #expect(!account.verified)
      #expect(
        await code { _ = try await client.auth.login(AuthLoginInput(email: email, password: password)) } == .notVerified
      )
      let fromLetter = try await errors.code(to: email)
      try await client.auth.verifyEmail(AuthVerifyEmailInput(email: email, code: fromLetter))
      #expect(
        await code { _ = try await client.auth.register(AuthRegisterInput(email: email, password: password)) }
          == .addressTaken)
      _ = try await client.auth.login(AuthLoginInput(email: email, password: password))
      try await client.auth.resendVerification(AuthResendVerificationInput(email: email))
      try await client.auth.resendVerification(
        AuthResendVerificationInput(email: EmailAddress(unchecked: "nobody@example.com")))
    }
  }
}

/// What a program writes to standard error, as it comes.
final class ErrorOutput: Sendable {
  private let text = Mutex("")

  init(_ pipe: Pipe) {
    pipe.fileHandleForReading.readabilityHandler = { file in
      let more = String(decoding: file.availableData, as: UTF8.self)
      if more.isEmpty { file.readabilityHandler = nil }
      self.text.withLock { $0 += more }
    }
  }

  func code(to email: EmailAddress) async throws -> Secret<String> {
    for _ in 0..<30_000 {
      let all = text.withLock { $0 }
      if let line = all.split(separator: "\n").first(where: { $0.contains("letter to \(email)") }),
        let match = line.firstMatch(of: /your code is (\S{9}),/)
      {
        return Secret(String(match.1))
      }
      try await Task.sleep(for: .milliseconds(2))
    }
    throw ConcordError(.timeout, "no letter to \(email) within a minute")
  }
}

/// Starts the built server, connects a client without a token, and stops it again.
func withServer(
  _ arguments: String..., body: (_ client: ConcordClient, _ errors: ErrorOutput) async throws -> Void
) async throws {
  try await withServerAlone(arguments) { base, transport, errors in
    let client = ConcordClient(baseURL: base, packages: [DeploymentsPackage.self], transport: transport)
    try await client.connect()
    try await body(client, errors)
    client.close()
  }
}

/// Starts the built server, and stops it again.
func withServerAlone(
  _ arguments: [String],
  body: (_ base: String, _ transport: TransportClient, _ errors: ErrorOutput) async throws -> Void
) async throws {
  let server = Process()
  server.executableURL = Bundle.main.executableURL?.deletingLastPathComponent().appending(path: "reference-server")
  server.arguments = ["--port", "0", "--loops", "1"] + arguments
  let (output, errors) = (Pipe(), Pipe())
  server.standardOutput = output
  server.standardError = errors
  try server.run()
  defer {
    server.terminate()
    server.waitUntilExit()
  }
  var line = ""
  while !line.hasSuffix("\n"), let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
    line += String(decoding: byte, as: UTF8.self)
  }
  let port = try #require(Int(line.split(separator: ":").last?.dropLast() ?? ""), "the server said '\(line)'")
  let group = try EventLoopGroup(count: 1)
  try await body("http://127.0.0.1:\(port)", TransportClient(group: group), ErrorOutput(errors))
  await group.shutdown()
}
