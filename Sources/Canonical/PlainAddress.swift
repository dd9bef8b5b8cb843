internal import CBytes
internal import PipelineModel

/// Hosts and e-mail addresses of 8 to 63 bytes by a bit for each byte: what is asked of labels is then asked of all at
/// once.
struct PlainAddress {
  private let masks: sluice_address_masks
  private let count: Int

  /// Nil for a value of another length.
  @inline(__always)
  init?(_ value: Span<UInt8>) {
    guard value.count >= 8, value.count < 64 else { return nil }
    count = value.count
    // The pointer does not leave the closure, and every byte that is read is within the count.
    let masks = value.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { sluice_mask_address($0, buffer.count) }
    }
    guard let masks else { return nil }
    self.masks = masks
  }

  /// Whether all of it is a host with a dot, of small letters, digits and inner hyphens, whose last label is no number
  /// and longer than a letter.
  @inline(__always)
  var isHost: Bool { masks.ats | masks.signs == 0 && isHost(from: 0) }

  /// Whether it is such a host behind an @, with small letters, digits, inner dots, hyphens, underscores and pluses in
  /// front.
  @inline(__always)
  var isEmail: Bool {
    let at = masks.ats.trailingZeroBitCount
    guard masks.ats.nonzeroBitCount == 1, at > 0, at < count - 4 else { return false }
    let edges = UInt64(1) | UInt64(1) << UInt64(at - 1)
    guard masks.dots & (edges | masks.dots << 1) == 0, masks.signs >> UInt64(at) == 0 else { return false }
    return isHost(from: at + 1)
  }

  @inline(__always)
  private func isHost(from start: Int) -> Bool {
    let known = masks.letters | masks.digits | masks.dots | masks.hyphens | masks.ats | masks.signs
    guard known == UInt64(1) << UInt64(count) &- 1, count - start >= 4 else { return false }
    let dots = masks.dots >> UInt64(start)
    let length = count - start
    guard dots != 0 else { return false }
    let edges = 1 | dots << 1 | dots >> 1 | UInt64(1) << UInt64(length - 1)
    let inside = UInt64(1) << UInt64(length) &- 1
    guard (dots | masks.hyphens >> UInt64(start)) & edges & inside == 0 else { return false }
    let last = 64 - dots.leadingZeroBitCount
    return length - last > 1 && (masks.letters >> UInt64(start)) >> UInt64(last) != 0
  }
}
