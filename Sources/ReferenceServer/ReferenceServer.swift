import ConcordAuth
import ConcordCore
import ConcordEntities
import ConcordServer
import ConcordTransport
import Foundation
import ReferenceContracts

/// The reference server: the contracts of `contracts/`, a store, and handlers for operations that no store can answer. Those
/// that have no handler yet are answered with `UNKNOWN_TOPIC`.
@main struct ReferenceServer {
  static func main() async {
    let options: Options
    do {
      options = try Options(Array(CommandLine.arguments.dropFirst()))
    } catch {
      print(error.message, to: .error)
      exit(2)
    }
    if options.wantsHelp {
      print(Options.help, to: .output)
      return
    }
    let signals = TerminationSignals()
    do {
      let signIn = try SignIn(
        accounts: MemoryAccountStore(), letters: PrintedLetters(),
        sessions: Sessions(isSecure: options.certificates != nil))
      for user in options.users { try await user.seed(signIn) }
      let log: any ServerLog = options.log == .json ? JSONLog(options.logLevel) : StandardErrorLog(options.logLevel)
      let audit: any AuditLog =
        if let folder = options.audit { try FileAuditLog(folder: folder) } else { MemoryAuditLog() }
      let server = try assemble(options, signIn, log, audit)
      let port = try await server.start()
      if options.isDevelopment {
        print(
          "--dev: every connection from this machine acts as a developer with every role. Not for production.",
          to: .error)
      }
      print("listening on \(options.host):\(port)", to: .output)
      log.write(LogEntry(.info, "serving on \(options.host):\(port)"))
      let name = await signals.next()
      log.write(LogEntry(.info, "\(name): draining"))
      await server.drain()
      await audit.close()
      let status = audit.status
      if status.dropped > 0 {
        log.write(LogEntry(.warning, "the audit log left out \(status.dropped) records. \(status.failure ?? "")"))
      }
      log.write(LogEntry(.info, "stopped"))
    } catch {
      print("reference-server: \(error)", to: .error)
      exit(1)
    }
  }

  private static let packages: [any ContractPackage.Type] = [
    AuroraPackage.self, AdminPackage.self, DeploymentsPackage.self, CatalogPackage.self,
  ]

  private static func assemble(
    _ options: Options, _ signIn: SignIn, _ log: any ServerLog, _ audit: any AuditLog
  ) throws -> ConcordServer {
    let store = MemoryStore()
    var settings = ServerOptions(.reference, host: options.host, port: options.port)
    if let loops = options.loops { settings.loops = loops }
    if let certificates = options.certificates, let key = options.key {
      settings.tls = try TLSContext.server(certificates: certificates, key: key)
    }
    let isDevelopment = options.isDevelopment
    let entities = packages.flatMap { $0.entities }
    let server = ConcordServer(
      packages, store: store, entities: StoredEntities(store, entities: entities), reactor: InProcessReactor(),
      options: settings, log: log, authenticator: signIn.sessions, audit: audit
    ) { request, address in
      isDevelopment && address?.isLoopback == true && request.isForLoopback ? .developer : .anonymous
    }
    server.handle(auth: SigningIn(signIn: signIn))
    server.handle(console: Consoles())
    server.handle(user: Users())
    server.handle(tenant: Tenants())
    server.handle(account: Accounts())
    server.handle(environment: Environments())
    server.handle(service: Services())
    server.handle(deployment: Deployments())
    server.react(contact: Contacts())
    server.serveStored(entities)
    return server
  }
}
