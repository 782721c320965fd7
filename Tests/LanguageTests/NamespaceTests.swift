import ConcordCore
import LanguageContracts
import Synchronization
import Testing

/// Connections of a packet server inside the process: frames as they would travel, by connection.
private final class Sockets: NamespaceSender {
  private let frames: Mutex<[UniqueID: [[UInt8]]]>
  private let namespaces: [UniqueID: String]

  init(_ namespaces: [UniqueID: String]) {
    self.namespaces = namespaces
    frames = Mutex([:])
  }

  func send(_ packet: NamespacePacket, to id: UniqueID) {
    guard namespaces[id] == packet.namespace else { return }
    frames.withLock { $0[id, default: []].append(PacketDialect.frame(packet)) }
  }

  func broadcast(_ packet: NamespacePacket) {
    for (id, _) in namespaces { send(packet, to: id) }
  }

  func frames(of id: UniqueID) -> [[UInt8]] { frames.withLock { $0[id] ?? [] } }
  func texts(of id: UniqueID) -> [String] { frames(of: id).map { String(decoding: $0, as: UTF8.self) } }
}

@Suite struct NamespaceTests {
  private let one = UniqueID(high: 1, low: 1)
  private let two = UniqueID(high: 1, low: 2)
  private let elsewhere = UniqueID(high: 1, low: 3)

  private var sockets: Sockets { Sockets([one: "/ssrhmr", two: "/ssrhmr", elsewhere: "/other"]) }

  @Test func framesReachTheNamespace() throws {
    let sockets = sockets
    try sockets.ssrhmr.broadcast(\.reload)
    try sockets.ssrhmr.send(two, \.changed, SsrhmrChangedPayload(file: "a.ts"))
    try sockets.ssrhmr.send(elsewhere, \.reload)
    #expect(sockets.texts(of: one) == [#"_:["reload",null]"#])
    #expect(sockets.texts(of: two) == [#"_:["reload",null]"#, #"_:["changed",{"file":"a.ts"}]"#])
    #expect(sockets.texts(of: elsewhere) == [])
  }

  @Test func clientsDecodeWhatServersSend() throws {
    let sockets = sockets
    let order = Order(id: "or_1", title: "bench", count: 2)
    try sockets.ssrhmr.broadcast(\.changed, SsrhmrChangedPayload(file: "b.ts", order: Boxed(order)))
    try sockets.ssrhmr.broadcast(\.reload)
    var receiver = NamespaceReceiver<SsrhmrNamespace>()
    let log = Log()
    receiver.on(\.reload) { _ in log.add("reload") }
    receiver.on(\.changed) { log.add("changed \($0.file) \($0.order?.value.title ?? "-")") }
    for frame in sockets.frames(of: one) {
      let packet = try #require(try PacketDialect.read(frame, namespace: "/ssrhmr"))
      #expect(try receiver.receive(packet))
    }
    #expect(log.lines == ["changed b.ts bench", "reload"])
    #expect(try receiver.receive(NamespacePacket(namespace: "/ssrhmr", name: "new", payload: [])) == false)
    #expect(try receiver.receive(NamespacePacket(namespace: "/other", name: "reload", payload: [])) == false)
    let odd = NamespacePacket(namespace: "/ssrhmr", name: "changed", payload: Array(#"{"file":1}"#.utf8))
    let error = #expect(throws: ConcordError.self) { try receiver.receive(odd) }
    #expect(error?.code == .invalidReply && error?.field == "file")
  }

  @Test func serversReadWhatClientsSend() throws {
    let packet = try SsrhmrNamespace.packet(\.seen, SsrhmrSeenPayload(count: 3))
    #expect(String(decoding: PacketDialect.frame(packet), as: UTF8.self) == #"_:["seen",{"count":3}]"#)
    var receiver = NamespaceReceiver<SsrhmrNamespace>()
    let log = Log()
    receiver.on(\.seen) { log.add("seen \($0.count)") }
    #expect(try receiver.receive(packet))
    #expect(log.lines == ["seen 3"])
    let none = try SsrhmrNamespace.packet(\.seen, SsrhmrSeenPayload(count: 0))
    let error = #expect(throws: ConcordError.self) { try receiver.receive(none) }
    #expect(error?.code == .invalidInput && error?.message == "count: 0 is less than 1")
  }
}

private final class Log: Sendable {
  private let kept = Mutex<[String]>([])
  func add(_ line: String) { kept.withLock { $0.append(line) } }
  var lines: [String] { kept.withLock { $0 } }
}
