import ConcordCore
import LanguageContracts
import Testing

@Suite struct UnionTests {
  @Test(arguments: [
    #"{"kind":"circle","radius":1}"#, #"{"kind":"circle","radius":1,"center":{"x":1,"y":2}}"#, #"{"kind":"nothing"}"#,
    #"{"kind":"default","radius":2}"#,
    #"{"kind":"group-of","first":{"kind":"group-of","first":{"kind":"nothing"},"rest":[]},"rest":[{"kind":"circle","radius":3}],"#
      + #""of":{"first":{"kind":"nothing"},"rest":[]}}"#,
    #"{"kind":"square","side":1.50,"nested":{"a":[1,null]}}"#, #"{"side":1.50,"kind":"square","z":1e2}"#,
  ]) func staysAsItIs(_ text: String) throws {
    #expect(JSON.text(try JSON.decode(Shape.self, from: text)) == text)
  }

  @Test(arguments: [
    #"{"radius":7,"kind":"circle"}"#, #"{ "center" : {"kind":"no","x":1,"y":2} , "radius":7, "kind":"circle" }"#,
    #"{"center":{"x":1,"kind":"group-of","y":2},"kind":"circle","radius":7}"#,
  ]) func findsTheDiscriminatorAnywhere(_ text: String) {
    let shape = try? JSON.decode(Shape.self, from: text)
    guard case .circle(let circle) = shape else {
      Issue.record("\(text) is no circle")
      return
    }
    #expect(circle.radius == 7)
  }

  @Test func keepsUnknownCases() throws {
    guard case .unknown("square", let object) = try JSON.decode(Shape.self, from: #"{"side":1,"kind":"square"}"#) else {
      Issue.record("the square is not unknown")
      return
    }
    #expect(object["side"] == 1)
  }

  @Test(arguments: [
    (#"{"kind":"square"}"#, "shape.kind: none of the values that the contract names at byte 28"),
    (#"{"side":1}"#, "shape.kind: missing field 'kind' at byte 29"),
    (#"{"kind":7}"#, "shape.kind: a value of another type at byte 28"),
    (#"{"kind":"circle","radius":0}"#, "shape.radius: 0 is less than 1"),
    (#"{"kind":"circle"}"#, "shape.radius: missing field 'radius' at byte 36"),
    (
      #"{"kind":"group-of","rest":[],"first":{"a":[],"kind":"x"}}"#,
      "shape.first.kind: none of the values that the contract names at byte 72"
    ),
    ("7", "shape: a value of another type at byte 20"), ("null", "shape: a value of another type at byte 20"),
  ]) func saysWhatIsWrong(_ shape: String, _ message: String) {
    let text = #"{"name":"a","shape":\#(shape),"more":[]}"#
    #expect(input(DrawingOperations.table.create, text).failure?.message == message)
  }

  @Test func travels() async throws {
    try await Served.run { served in
      let inner = Group(first: .nothing(Nothing()), rest: [])
      let drawing = Drawing(name: "a", shape: .groupOf(inner), more: [.circle(Circle(radius: 2))])
      let stored = try await served.client.drawing.create(drawing)
      #expect(JSON.text(stored) == JSON.text(drawing))
      let odd = Drawing(name: "b", shape: .unknown("odd", ["kind": "odd"]), more: [])
      #expect(await failure(try await served.client.drawing.create(odd))?.field == "shape.kind")
    }
  }

  @Test func blanksEnd() {
    #expect(JSON.text(Drawing.blank) == #"{"name":"","shape":null,"more":[]}"#)
  }
}
