import CMustache

/// A plan as bytes, in the form of `cmustache.h`: templates find names in it, and print from it.
final class TemplateBytes {
  private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 12, alignment: 1)
  private var count = 0

  deinit { bytes.deallocate() }

  /// Where the plan begins; it holds until the next one takes its place.
  var start: UnsafePointer<UInt8>? { UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: UInt8.self) }

  /// Forgets the plan that was here for another one.
  func replace(with plan: TemplateValue) {
    count = 0
    add(plan)
  }

  private func add(_ value: TemplateValue) {
    switch value {
    case .text(let text):
      add(byte: UInt8(CM_TEXT))
      add(text)
    case .flag(let flag):
      add(byte: UInt8(CM_FLAG))
      add(byte: flag ? 1 : 0)
    case .list(let items):
      add(byte: UInt8(CM_LIST))
      add(number: items.count)
      addSized { for item in items { add(item) } }
    case .object(let members):
      add(byte: UInt8(CM_OBJECT))
      add(number: members.count)
      addSized {
        for member in members {
          add(member.name)
          add(member.value)
        }
      }
    }
  }

  /// What `content` adds, behind the size of that.
  private func addSized(_ content: () -> Void) {
    let place = count
    add(number: 0)
    content()
    bytes.storeBytes(of: UInt32(count - place - 4), toByteOffset: place, as: UInt32.self)
  }

  private func add(_ text: String) {
    var text = text
    text.withUTF8 { letters in
      add(number: letters.count)
      reserve(letters.count)
      guard let from = letters.baseAddress, let start = bytes.baseAddress else { return }
      (start + count).copyMemory(from: from, byteCount: letters.count)
      count += letters.count
    }
  }

  private func add(byte: UInt8) {
    reserve(1)
    bytes[count] = byte
    count += 1
  }

  private func add(number: Int) {
    reserve(4)
    bytes.storeBytes(of: UInt32(number), toByteOffset: count, as: UInt32.self)
    count += 4
  }

  /// Makes room for more bytes: twice as much as there was, or as many as are needed.
  private func reserve(_ more: Int) {
    guard count + more > bytes.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(bytes.count * 2, count + more), alignment: 1)
    larger.copyMemory(from: UnsafeRawBufferPointer(bytes))
    bytes.deallocate()
    bytes = larger
  }
}
