internal import CBytes

/// A 128-bit content hash (XXH3), the same on every machine; not a secret and not proof against an adversary.
package func contentHash(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt128 {
  // The pointer does not leave the closure.
  let hash = bytes.withUnsafeBufferPointer { sluice_xxh3_128($0.baseAddress, $0.count, seed) }
  return UInt128(hash.high) << 64 | UInt128(hash.low)
}
