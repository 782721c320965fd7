import ConcordServer

/// The command line of the reference server.
struct Options {
  var host = "127.0.0.1"
  var port = 8080
  var loops: Int?
  var isDevelopment = false
  /// PEM files.
  var certificates: String?
  var key: String?
  /// Accounts that are there from the start.
  var users: [SeededUser] = []
  /// Where records are kept; nil: in memory.
  var audit: String?
  var log = LogForm.text
  var logLevel = LogEntry.Level.info
  var wantsHelp = false

  enum LogForm: String, CaseIterable {
    case text, json
  }

  /// Why a command line cannot be understood.
  struct Failure: Error {
    let message: String
  }

  static let help = """
    usage: reference-server [--host ADDRESS] [--port N] [--store memory:] [--loops K]
                            [--tls-certificates FILE --tls-key FILE]
                            [--user EMAIL:PASSWORD[:CUSTOMER[:ROLE]]]... [--dev]
                            [--audit FOLDER] [--log text|json] [--log-level debug|info|warning|error]

    Serves the contracts of Concord's reference systems. The message dialect is at /api/v1/ws, the
    store-event dialect at /ws/store (admin), the subscription dialect at /ws/deployments (deployments), the
    packet dialect at /ws and every other path below it.

    --host ADDRESS   where to listen (127.0.0.1)
    --port N         the port (8080); 0 picks a free one
    --store memory:  keeps entities in memory; they are gone when the server stops
    --loops K        event loops, each a thread (one per processor)
    --tls-certificates FILE, --tls-key FILE
                     speaks TLS (wss:, https:) with the certificates and the private key in these PEM files
    --user EMAIL:PASSWORD[:CUSTOMER[:ROLE]]
                     makes a verified account that sees what belongs to CUSTOMER (nobody else's when absent) and has ROLE;
                     may be given again for further accounts. No part may hold a colon. Other users of this machine can
                     read command lines: for trying things out
    --audit FOLDER   keeps the audit log there, in files of JSON lines, 160 MiB at most; without it the newest records are
                     kept in memory
    --log text|json  what lines on standard error are (text)
    --log-level LEVEL
                     the least that is logged (info); debug tells of each connection
    --dev            admits connections from this machine, without sign-in, as a developer with every role

    Accounts are kept in memory. Letters to new accounts are written to standard error instead of being sent.

    Prints 'listening on ADDRESS:PORT' on standard output when it accepts connections. SIGTERM and SIGINT let running
    requests finish (10 s at most), close every connection and end the program with status 0.

    Exit status: 0 stopped by a signal, 1 the server could not start, 2 the command line is wrong.
    """

  /// - Throws: `Failure` naming the argument and the way out.
  init(_ arguments: [String]) throws(Failure) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      func value() throws(Failure) -> String {
        guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
          throw Failure(message: "reference-server: '\(argument)' needs a value")
        }
        return value
      }
      func number(_ range: ClosedRange<Int>) throws(Failure) -> Int {
        let text = try value()
        guard let number = Int(text), range.contains(number) else {
          throw Failure(
            message: "reference-server: \(parts[0]) is a number from \(range.lowerBound) to \(range.upperBound), "
              + "not '\(text)'")
        }
        return number
      }
      func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) throws(Failure) -> Choice
      where Choice.RawValue == String {
        let text = try value()
        guard let choice = Choice(rawValue: text) else {
          let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
          throw Failure(message: "reference-server: \(parts[0]) is one of \(choices), not '\(text)'")
        }
        return choice
      }
      switch parts[0] {
      case "--help", "-h": wantsHelp = true
      case "--dev": isDevelopment = true
      case "--host": host = try value()
      case "--port": port = try number(0...65535)
      case "--tls-certificates": certificates = try value()
      case "--tls-key": key = try value()
      case "--user":
        // The value may be a password: no message repeats it.
        guard let user = SeededUser(try value()) else {
          throw Failure(
            message: "reference-server: --user is EMAIL:PASSWORD[:CUSTOMER[:ROLE]], with nothing left empty")
        }
        users.append(user)
      case "--audit": audit = try value()
      case "--log": log = try choice(LogForm.self)
      case "--log-level": logLevel = try choice(LogEntry.Level.self)
      case "--loops": loops = try number(1...256)
      case "--store":
        let store = try value()
        guard store == "memory:" else {
          throw Failure(message: "reference-server: the only store is 'memory:', not '\(store)'")
        }
      default:
        throw Failure(message: "reference-server: there is no option '\(argument)'; --help lists them")
      }
    }
    guard (certificates == nil) == (key == nil) else {
      throw Failure(message: "reference-server: TLS needs both --tls-certificates and --tls-key")
    }
  }
}
