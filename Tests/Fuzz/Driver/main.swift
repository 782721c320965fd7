import ContractFuzz
import Foundation
import FuzzTarget
import RuntimeFuzz

// Hands libFuzzer what it calls for each input, and a mutator where a target has one. `scripts/fuzz` builds and runs this:
//
//   fuzz TARGET [OPTION…]          libFuzzer's options
//   fuzz TARGET --seeds FOLDER     writes the target's seeds there, and beside them its words as FOLDER.words
//   fuzz --list                    the targets

typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
  _ count: UnsafeMutablePointer<Int32>, _ arguments: UnsafeMutablePointer<Arguments>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

@_silgen_name("LLVMFuzzerMutate")
func mutateBytes(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ most: Int) -> Int

func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data("fuzz: \(message)\n".utf8))
  exit(2)
}

let targets: [(name: String, make: () throws -> any FuzzTarget)] =
  runtimeTargets.map { ($0.name, $0.make) } + [("contracts", { try ContractFuzz() })]
let names = targets.map(\.name)

guard CommandLine.arguments.count > 1 else { fail("name a target: \(names.joined(separator: ", "))") }
let name = CommandLine.arguments[1]
if name == "--list" {
  print(names.joined(separator: "\n"))
  exit(0)
}
guard let entry = targets.first(where: { $0.name == name }) else {
  fail("there is no target '\(name)'; there are: \(names.joined(separator: ", "))")
}
// Unsafe: libFuzzer has one thread, and this is it.
nonisolated(unsafe) let target = try entry.make()

@_cdecl("LLVMFuzzerCustomMutator")
func mutate(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ most: Int, _ seed: UInt32) -> Int {
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  guard let mutated = target.mutate(input, seed: UInt64(seed)) else { return mutateBytes(bytes, count, most) }
  for (offset, byte) in mutated.prefix(most).enumerated() { bytes[offset] = byte }
  return min(mutated.count, most)
}

if CommandLine.arguments.count == 4, CommandLine.arguments[2] == "--seeds" {
  let folder = URL(filePath: CommandLine.arguments[3])
  for (number, seed) in target.seeds().enumerated() {
    try Data(seed).write(to: folder.appending(path: "seed-\(number)"))
  }
  let words = target.words.map { word in
    "\"" + word.utf8.map { "\\x" + String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "\"\n"
  }
  try Data(words.joined().utf8).write(to: folder.appendingPathExtension("words"))
  exit(0)
}
// libFuzzer sees its own options alone.
var count = CommandLine.argc - 1
var arguments: Arguments = CommandLine.unsafeArgv + 1
exit(
  runFuzzer(&count, &arguments) { bytes, count in
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    if let breach = target.breach(input) { fatalError(breach) }
    return 0
  })
