/// A key that names sounding alike share: the first letter and the consonants after it, those that are often mistaken
/// for each other put together; at most six of them. 0 for a name without a letter.
func soundKey(_ name: Span<UInt8>) -> UInt64 {
  var key: UInt64 = 0
  var count = 0
  var last: UInt8 = 0
  var letters = 0
  for index in 0..<name.count {
    var code: UInt8
    let byte = name[index]
    switch byte {
    case 0x62, 0x70: code = 0x70  // b p
    case 0x66, 0x76, 0x77: code = 0x66  // f v w
    case 0x63, 0x67, 0x6B, 0x71, 0x78: code = 0x6B  // c g k q x
    case 0x73, 0x7A, 0x6A: code = 0x73  // s z j
    case 0x64, 0x74: code = 0x74  // d t
    case 0x6C: code = 0x6C
    case 0x6D, 0x6E: code = 0x6E  // m n
    case 0x72: code = 0x72
    case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79: code = letters == 0 ? 0x61 : 0
    case 0x68: code = letters == 0 ? 0x68 : 1
    default: code = byte >= 0x80 || byte &- 0x30 < 10 ? byte : 1
    }
    if code == 1 { continue }
    letters += 1
    if code == 0 {
      last = 0
      continue
    }
    if code != last {
      key = key << 8 | UInt64(code)
      count += 1
      if count == 6 { break }
    }
    last = code
  }
  return key
}

/// Scatters the bits of a number (the finaliser of splitmix64).
@inline(__always)
func scattered(_ value: UInt64) -> UInt64 {
  var value = value
  value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
  value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
  return value ^ (value >> 31)
}
