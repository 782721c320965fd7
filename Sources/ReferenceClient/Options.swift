/// The command line of the reference client.
struct Options {
  var url = ""
  var request: SingleRequest?
  /// A PEM file.
  var authorities: String?
  /// An account of the server's.
  var user: (email: String, password: String)?
  var wantsHelp = false

  /// Why a command line cannot be understood.
  struct Failure: Error {
    let message: String
  }

  static let help = """
    usage: reference-client --url http://ADDRESS:PORT [--authorities FILE] [--user EMAIL:PASSWORD]
                            [--call TOPIC [PAYLOAD]]

    Drives a reference server that runs with --dev: two clients connect, one creates, changes and deletes entities, the
    other watches. Prints a timeline of what each sees.

    --user EMAIL:PASSWORD    goes on with the other systems, each in its own language: the admin panel's store, HTTP and the
                             socket of deployments, and packets. The server has to know the account (its own --user)
    --authorities FILE       believes the certificate authorities in this PEM file, for https: addresses, in place of the
                             system's
    --call TOPIC [PAYLOAD]   sends one request instead and prints the reply's payload. The payload is JSON, {} when left
                             out; what is sent and what comes is not checked against a contract on this side:
                             --call tenant:create_tenant '{"name": "acme"}'

    Exit status: 0 everything came as it must, 1 something did not or the server cannot be reached, 2 the command line
    is wrong.
    """

  /// - Throws: `Failure` naming the argument and the way out.
  init(_ arguments: [String]) throws(Failure) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      func value() throws(Failure) -> String {
        guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
          throw Failure(message: "reference-client: '\(argument)' needs a value")
        }
        return value
      }
      switch parts[0] {
      case "--help", "-h": wantsHelp = true
      case "--url": url = try value()
      case "--authorities": authorities = try value()
      case "--user":
        let text = try value()
        guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else {
          throw Failure(message: "reference-client: --user is EMAIL:PASSWORD, not '\(text)'")
        }
        user = (String(text[..<colon]), String(text[text.index(after: colon)...]))
      case "--call":
        let topic = try value()
        let payload = rest.first?.hasPrefix("--") == false ? rest.removeFirst() : "{}"
        guard let request = SingleRequest(topic: topic, payload: payload) else {
          throw Failure(message: "reference-client: the payload is no JSON: \(payload)")
        }
        self.request = request
      default:
        throw Failure(message: "reference-client: there is no option '\(argument)'; --help lists them")
      }
    }
    guard wantsHelp || url.contains("://") else {
      throw Failure(
        message: "reference-client: give the server's address: reference-client --url http://127.0.0.1:8080")
    }
  }
}
