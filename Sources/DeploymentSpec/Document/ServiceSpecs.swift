/// The service specs that contracts have: each contract with a `deployment:` section adds one, named after its service
/// (`ServiceSpecs.tenantApi`).
public enum ServiceSpecs {}
