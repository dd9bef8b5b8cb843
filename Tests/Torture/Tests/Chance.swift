/// A sequence of numbers that a seed decides (SplitMix64, Steele and others 2014), so that a round can be played again.
struct Chance: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) {
    // Not the step of the sequence: neighbouring seeds would play the same numbers, one apart.
    state = UInt64(truncatingIfNeeded: seed) &* 0xD134_2543_DE82_EF95 ^ 0x5DEE_CE66_D1CE_4E5B
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// One time in `count`.
  mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }
}
