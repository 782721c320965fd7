import DeploymentSpec
import Testing

struct QuantityTests {
  @Test(arguments: [
    ("500m", 500, "500m"), ("2", 2000, "2"), ("0.5", 500, "500m"), ("1.250", 1250, "1250m"), ("1000m", 1000, "1"),
    ("0.001", 1, "1m"), ("00.100", 100, "100m"), ("1.0m", 1, "1m"),
  ])
  func cpu(text: String, millicores: Int, description: String) throws {
    let quantity = try CPUQuantity(text)
    #expect(quantity.millicores == millicores && quantity.description == description)
    #expect(try CPUQuantity(description) == quantity)
  }

  @Test(arguments: [
    "", "m", "500M", "500mb", "0.0005", "0", "0m", "-1", "+1", " 1", "1 ", ".5", "5.", "1.2.3", "1e3", "1,5", "٣",
    "10000000000000000000",
  ])
  func noCPU(text: String) { #expect(throws: QuantityError.self) { try CPUQuantity(text) } }

  @Test(arguments: [
    ("256Mi", 268_435_456, "256Mi"), ("1G", 1_000_000_000, "1000000000"), ("1Gi", 1 << 30, "1Gi"),
    ("1.5Gi", 1_610_612_736, "1536Mi"), ("512", 512, "512"), ("2048", 2048, "2Ki"), ("64k", 64000, "64000"),
    ("7Ei", 7 << 60, "7Ei"), ("1.125Ei", 1_297_036_692_682_702_848, "1152Pi"),
  ])
  func memory(text: String, bytes: Int, description: String) throws {
    let quantity = try MemoryQuantity(text)
    #expect(quantity.bytes == bytes && quantity.description == description)
    #expect(try MemoryQuantity(description) == quantity)
  }

  @Test(arguments: [
    ("256MB", "did you mean '256M'?"), ("256mi", "did you mean '256Mi'?"), ("256MiB", "did you mean '256Mi'?"),
    ("64K", "did you mean '64k'?"), ("500m", "did you mean '500M'?"), ("12b", "did you mean '12'?"),
    ("1Zi", "the units are Ki, Mi, Gi, Ti, Pi, Ei, k, M, G, T, P and E"),
    ("lots", "write a number with a unit, such as 256Mi or 1G"),
    ("0Mi", "write a number with a unit, such as 256Mi or 1G"),
    ("8Ei", "write a number with a unit, such as 256Mi or 1G"),
    ("0.5", "write a number with a unit, such as 256Mi or 1G"),
  ])
  func noMemory(text: String, suggestion: String) {
    #expect { try MemoryQuantity(text) } throws: { ($0 as? QuantityError)?.suggestion == suggestion }
  }
}
