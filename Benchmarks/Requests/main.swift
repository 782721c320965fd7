// The typed side of the runtime benchmarks: `request-server [LOOPS]`, 1 unless given.
//
//   bench:echo_report     gives its input back
//   bench:work_report     the same, after some microseconds of work
//   bench:publish_report  sends its input to everybody else as the event bench:published

import ConcordCore
import ConcordEntities
import ConcordServer

let loops = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 1 : 1
let published = PushedEvent<Report>("bench_published", topic: "bench:published")
let store = MemoryStore()
let server = ConcordServer(
  [], store: store, entities: StoredEntities(store, entities: []), options: ServerOptions(loops: loops)
) { _, _ in .developer }

server.register(Operation<Report, Report>("bench:echo_report", idempotent: true)) { report, _ in report }
server.register(Operation<Report, Report>("bench:work_report", idempotent: true)) { report, _ in
  var report = report
  report.memory = work(report.memory)
  return report
}
server.register(Operation<Report, Empty>("bench:publish_report", idempotent: true)) { [published] report, context in
  server.publish(published, report, cause: context.messageID, except: context.connection)
  return Empty()
}

/// Some microseconds of arithmetic that no compiler can leave out.
func work(_ seed: Int) -> Int {
  var word = UInt64(truncatingIfNeeded: seed)
  for _ in 0..<10_000 { word = (word ^ (word >> 31)) &* 0x9e37_79b9_7f4a_7c15 &+ 1 }
  return Int(word >> 40)
}

print("listening on 127.0.0.1:\(try await server.start())")
try await Task.sleep(for: .seconds(3600))
