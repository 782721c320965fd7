public import FuzzTarget

/// What reads the bytes of strangers at run time: a name of `scripts/fuzz`, and the target.
public let runtimeTargets: [(name: String, make: @Sendable () -> any FuzzTarget)] = [
  ("frames", { FrameFuzz() }),
  ("upgrade", { UpgradeFuzz() }),
  ("json", { JSONFuzz() }),
  ("message", { MessageFuzz() }),
  ("packet", { PacketFuzz() }),
  ("multipart", { MultipartFuzz() }),
  ("store-event", { DialectFuzz.storeEvent }),
  ("subscription", { DialectFuzz.subscription }),
]
