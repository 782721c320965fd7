extension ServiceSpecRule {
  static let service = ServiceSpecRule(
    "deployment-service", "A service's name is a DNS label: small letters, digits and '-', at most 63."
  ) { spec in
    if isLabel(spec.serviceId, most: 63, firstIsLetter: true) { return [] }
    return [
      Finding(
        .service, "'\(spec.serviceId)' cannot name a service: small letters, digits and '-' can, a letter first",
        suggestion: labelled(spec.serviceId).map { "write 'service: \($0)'" })
    ]
  }

  static let portName = ServiceSpecRule(
    "deployment-port-name", "A port's name is 1 to 15 small letters, digits and single '-', a letter among them."
  ) { spec in
    spec.service.ports.keys.sorted().filter { !isPortName($0) }.map {
      Finding(
        .port($0), "'\($0)' cannot name a port: 1 to 15 small letters, digits and single '-' can, a letter among them")
    }
  }

  static let port = ServiceSpecRule("deployment-port", "A port is 1 to 65535.") { spec in
    ports(spec).filter { !(1...65535).contains($0.value) }.map {
      Finding(.port($0.key), "a port is 1 to 65535, not \($0.value)")
    }
  }

  static let portClash = ServiceSpecRule("deployment-port-clash", "A service has each port under one name.") { spec in
    var first: [Int: String] = [:]
    return ports(spec).compactMap { name, number in
      guard let other = first.updateValue(name, forKey: number) else { return nil }
      first[number] = other
      return Finding(.port(name), "the port \(number) is '\(other)' already", suggestion: "leave one out")
    }
  }

  static let config = ServiceSpecRule(
    "deployment-config", "A name in the configuration can name an environment variable."
  ) { spec in
    spec.service.config.keys.sorted().filter { !isVariable($0) }.map {
      Finding(
        .config($0), "'\($0)' cannot name a variable: letters, digits, '_', '-' and '.' can, no digit first")
    }
  }

  static let quantity = ServiceSpecRule(
    "deployment-quantity", "CPU is cores or millicores, memory bytes with a unit such as Mi or G."
  ) { spec in
    let size = spec.service.size
    let cpu = size.cpu.flatMap { text in problem { () throws(QuantityError) in _ = try CPUQuantity(text) } }
    let memory = size.memory.flatMap { text in problem { () throws(QuantityError) in _ = try MemoryQuantity(text) } }
    return [(ServiceSpecPart.cpu, cpu), (.memory, memory)].compactMap { part, error in
      error.map { Finding(part, $0.message, suggestion: $0.suggestion) }
    }
  }

  private static func problem(_ read: () throws(QuantityError) -> Void) -> QuantityError? {
    do throws(QuantityError) {
      try read()
      return nil
    } catch {
      return error
    }
  }

  /// Ports in the order of their names, so that findings have one.
  private static func ports(_ spec: ServiceSpec) -> [(key: String, value: Int)] {
    spec.service.ports.sorted { $0.key < $1.key }
  }

  /// A label of RFC 1035 §2.3.1, or of RFC 1123 §2.1, which lets a digit stand first; small letters only, as Kubernetes wants.
  private static func isLabel(_ name: String, most: Int, firstIsLetter: Bool) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, let last = bytes.last, bytes.count <= most else { return false }
    return bytes.allSatisfy { isSmallLetter($0) || isDigit($0) || $0 == hyphen } && first != hyphen && last != hyphen
      && (!firstIsLetter || isSmallLetter(first))
  }

  /// A service name of RFC 6335 §5.1 in small letters.
  private static func isPortName(_ name: String) -> Bool {
    isLabel(name, most: 15, firstIsLetter: false) && name.utf8.contains(where: isSmallLetter) && !name.contains("--")
  }

  private static func isVariable(_ name: String) -> Bool {
    guard let first = name.utf8.first, !isDigit(first) else { return false }
    return name.utf8.allSatisfy {
      isSmallLetter($0 | 0x20) || isDigit($0) || $0 == hyphen || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
    }
  }

  /// The name as a label, if it becomes one by way of small letters and hyphens: `cloudAccount` is `cloud-account`.
  private static func labelled(_ name: String) -> String? {
    var label = ""
    var previous: Character = "-"
    for letter in name {
      if letter.isUppercase, previous.isLowercase || previous.isNumber { label.append("-") }
      label += letter.isLetter || letter.isNumber ? letter.lowercased() : "-"
      previous = letter
    }
    return isLabel(label, most: 63, firstIsLetter: true) ? label : nil
  }

  private static let hyphen = UInt8(ascii: "-")
  private static func isSmallLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
}
