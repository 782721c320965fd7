import CatalogContracts
import ConcordCore

/// The steward's reactions, which note what they were called with.
struct Steward: StewardReactions {
  let notes: Notes

  init(_ notes: Notes) { self.notes = notes }

  func systemCreated(_ payload: SystemTriggerPayload, _ context: RequestContext) {
    notes.add("systemCreated \(text(payload))")
  }

  func systemUpdated(_ payload: SystemTriggerPayload, _ context: RequestContext) {
    notes.add("systemUpdated \(text(payload))")
  }

  func systemDeleted(_ payload: SystemTriggerPayload, _ context: RequestContext) {
    notes.add("systemDeleted \(text(payload))")
  }

  func groupCreated(_ payload: GroupTriggerPayload, _ context: RequestContext) {
    notes.add("groupCreated \(text(payload))")
  }

  func groupDeleted(_ payload: GroupTriggerPayload, _ context: RequestContext) {
    notes.add("groupDeleted \(text(payload))")
  }

  func groupUpdated(_ change: StateChange<Group>, _ context: RequestContext) {
    notes.add("groupUpdated \(change.prev?.name ?? "-") → \(change.next?.name ?? "-") by \(change.actor.id)")
  }

  func accountDeleted(_ change: StateChange<Account>, _ context: RequestContext) {
    notes.add("accountDeleted \(change.latest.name)")
  }

  func deviceCreated(_ payload: Device, _ context: RequestContext) { notes.add("deviceCreated \(payload.path)") }

  func deviceDeleted(_ payload: Key<Device>, _ context: RequestContext) { notes.add("deviceDeleted \(payload)") }

  func swept(_ payload: StewardSweepOutput, _ context: RequestContext) { notes.add("swept \(payload.swept)") }
}
