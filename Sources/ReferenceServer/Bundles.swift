import ConcordCore
import Foundation
import ReferenceContracts

/// Deploying from a bundle that came as a file. Nothing here builds images: the image of a bundle is its name, its size and
/// a sum of its bytes, so that the same bundle is the same image.
extension Services {
  func deployBundle(_ input: ServiceDeployBundleInput, _ context: RequestContext) async throws -> Service {
    guard let bundle = context.files["bundle"], bundle.size > 0 else { throw ServiceError.wrongBundle }
    let image = try await image(of: bundle)
    let key = Service.key(
      tenant: input.tenant, account: input.account, environment: input.environment, name: input.name)
    let deployment = ServiceDeployInput(
      tenant: input.tenant, account: input.account, environment: input.environment, name: input.name, image: image,
      replicas: input.form.replicas, config: input.form.config)
    let existing = try await find(key, context)
    if input.form.validate { return existing ?? planned(deployment) }
    if input.form.dryRun {
      if existing == nil { _ = try await context.entities.create(planned(deployment), context) }
      _ = try await addRevision(deployment, key, context)
      return try await context.entities.get(key, context)
    }
    let service = try await deploy(deployment, context)
    if !input.form.links.isEmpty {
      _ = try await updateServiceLinks(
        ServiceUpdateServiceLinksInput(
          tenant: input.tenant, account: input.account, environment: input.environment, name: input.name,
          links: input.form.links), context)
    }
    return service
  }

  /// `bundle/web.zip@1234-9af3…`; read beside the event loop.
  private func image(of bundle: UploadedFile) async throws -> String {
    let path = bundle.path
    let sum = try await Task.detached {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? file.close() }
      // FNV-1a, 64 bits.
      var sum: UInt64 = 0xcbf2_9ce4_8422_2325
      while let piece = try file.read(upToCount: 256 * 1024), !piece.isEmpty {
        for byte in piece { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
      }
      return sum
    }.value
    return "bundle/\(bundle.name ?? "unnamed")@\(bundle.size)-\(String(sum, radix: 16))"
  }
}
