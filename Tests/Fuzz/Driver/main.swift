import ContractFuzz
import Foundation

// Hands libFuzzer what it calls for each input, and a mutator that knows contracts. `scripts/fuzz` builds and runs this;
// with `--seeds FOLDER INTO` it writes the contracts below a folder as inputs instead.

typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
  _ count: UnsafeMutablePointer<Int32>, _ arguments: UnsafeMutablePointer<Arguments>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

@_silgen_name("LLVMFuzzerMutate")
func mutateBytes(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ most: Int) -> Int

let fuzz = try ContractFuzz()

@_cdecl("LLVMFuzzerCustomMutator")
func mutate(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ most: Int, _ seed: UInt32) -> Int {
  var mutator = ContractMutator(seed: UInt64(seed))
  if mutator.below(4) == 0 { return mutateBytes(bytes, count, most) }
  let mutated = mutator.mutate(Array(UnsafeBufferPointer(start: bytes, count: count)))
  for (offset, byte) in mutated.prefix(most).enumerated() { bytes[offset] = byte }
  return min(mutated.count, most)
}

if CommandLine.arguments.count == 4, CommandLine.arguments[1] == "--seeds" {
  let into = URL(filePath: CommandLine.arguments[3])
  for (number, seed) in FuzzInput.seeds(below: URL(filePath: CommandLine.arguments[2])).enumerated() {
    try Data(seed).write(to: into.appending(path: "\(into.lastPathComponent)-\(number)"))
  }
  exit(0)
}
var count = CommandLine.argc
var arguments: Arguments = CommandLine.unsafeArgv
exit(
  runFuzzer(&count, &arguments) { bytes, count in
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    if let breach = fuzz.breach(input) { fatalError(breach) }
    return 0
  })
