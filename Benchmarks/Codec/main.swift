// Decodes and encodes one service message with ConcordJSON and with Foundation's coders, in turns, and prints the
// ratio of the medians. Run it in release: `scripts/swift run -c release CodecBenchmark`.

import ConcordJSON
import Foundation

let message = ServiceMessage(
  messageId: UniqueID(high: 0x0199_0f5a_3c1e_7a01, low: 0x9d0c_2b7e_11aa_44f3), topic: "service:update_service",
  type: .request,
  payload: Service(
    id: UniqueID(high: 0x0199_0f5a_3c1e_7b02, low: 0x8a1b_2c3d_4e5f_6071),
    tenantId: UniqueID(high: 0x0198_aaaa_bbbb_7ccc, low: 0x8ddd_eeee_ffff_0011), name: "billing-api",
    displayName: "Billing API (production)",
    description: "Creates invoices, settles payments and answers what a tenant owes; talks to \"ledger\" only.",
    version: 14, revision: 20_417, replicas: 6, cpuLimit: 1.75, memoryLimitMb: 2048, slaTarget: 99.95, isPublic: true,
    archived: false, maintenance: false, status: .active, tier: "gold",
    owner: Owner(name: "Zoë Mårtensson", email: "zoe.martensson@example.com", team: "payments", onCall: true),
    endpoints: [
      Endpoint(
        url: "https://billing.example.com/v1/invoices", method: .get, port: 8443, timeoutMs: 2500, weight: 0.6,
        tls: true),
      Endpoint(
        url: "https://billing.example.com/v1/payments", method: .post, port: 8443, timeoutMs: 10_000, weight: 0.3,
        tls: true),
      Endpoint(url: "http://10.0.12.7/health", method: .get, port: 8080, timeoutMs: 500, weight: 0.1, tls: false),
    ],
    labels: ["env": "production", "region": "eu-north-1", "cost-center": "CC-4411", "owner": "payments"],
    createdAt: Timestamp(milliseconds: 1_767_694_200_000), updatedAt: Timestamp(milliseconds: 1_767_780_600_123),
    notes: "Rolled back twice in November; watch the queue depth after each deploy."))

let bytes = try JSON.encode(message)
let data = Data(bytes)
let decoder = JSONDecoder()
let encoder = JSONEncoder()
encoder.outputFormatting = .withoutEscapingSlashes
guard try JSON.decode(ServiceMessage.self, from: bytes) == message,
  try decoder.decode(ServiceMessage.self, from: encoder.encode(message)) == message
else { fatalError("the two codecs disagree") }

/// Processor time of this process in nanoseconds.
func processorTime() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// Processor microseconds per call of a body.
func measure(_ times: Int, _ body: () throws -> Void) rethrows -> Double {
  let start = processorTime()
  for _ in 0..<times { try body() }
  return Double(processorTime() - start) / 1000 / Double(times)
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

/// Keeps the optimiser from dropping a result.
@inline(never) func keep<T>(_ value: borrowing T) {}

/// The two codecs' four measured loops, each in processor microseconds per call.
struct Loops {
  let message: ServiceMessage
  let bytes: [UInt8]
  let data: Data
  let decoder: JSONDecoder
  let encoder: JSONEncoder

  func decode(_ times: Int) -> Double {
    measure(times) {
      var reader = JSONReader(bytes.span.bytes)
      let value = ServiceMessage.decode(from: &reader)
      reader.finish()
      precondition(reader.failure == nil)
      keep(value)
    }
  }

  func encode(_ times: Int) -> Double {
    var writer = JSONWriter()
    return measure(times) {
      writer.reset()
      message.encode(to: &writer)
      precondition(writer.failure == nil && writer.count == bytes.count)
    }
  }

  func foundationDecode(_ times: Int) throws -> Double {
    try measure(times) { keep(try decoder.decode(ServiceMessage.self, from: data)) }
  }

  func foundationEncode(_ times: Int) throws -> Double {
    try measure(times) { keep(try encoder.encode(message)) }
  }
}

let loops = Loops(message: message, bytes: bytes, data: data, decoder: decoder, encoder: encoder)

// For profilers: `decode TIMES` or `encode TIMES` runs one loop of our own.
let times = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 1_000_000
switch CommandLine.arguments.dropFirst().first {
case "decode": print(loops.decode(times))
case "encode": print(loops.encode(times))
default: try compare(rounds: 41)
}

func compare(rounds: Int) throws {
  var decodes: [Double] = []
  var encodes: [Double] = []
  var foundationDecodes: [Double] = []
  var foundationEncodes: [Double] = []
  for round in 0..<rounds {
    let decode = loops.decode(2000)
    let foundationDecode = try loops.foundationDecode(100)
    let encode = loops.encode(4000)
    let foundationEncode = try loops.foundationEncode(100)
    // The first rounds fill caches and lazy globals.
    if round < 3 { continue }
    decodes.append(decode)
    encodes.append(encode)
    foundationDecodes.append(foundationDecode)
    foundationEncodes.append(foundationEncode)
  }
  report("decode", decodes, foundationDecodes)
  report("encode", encodes, foundationEncodes)
}

func report(_ name: String, _ own: [Double], _ foundation: [Double]) {
  let ratio = String(format: "%.1f", median(foundation) / median(own))
  let times = String(format: "%.3f µs against %.2f µs", median(own), median(foundation))
  print("\(name): \(ratio)× Foundation (\(times), \(bytes.count) bytes, median of \(own.count) rounds)")
}
