internal import CTables

/// Character references of HTML: `&amp;`, `&eacute;`, `&#39;`, `&#x27;`.
enum HTMLEntity {
  /// More characters than any of them has between `&` and `;`.
  static let longest = 10

  /// What a reference means, given what stands between `&` and `;`; nil for none, and for characters that no text holds.
  static func scalar(_ name: Span<UInt32>) -> UInt32? {
    guard name.count > 0, name.count <= longest else { return nil }
    if name[0] == 0x23 { return number(name) }
    var hash = TextHash()
    for index in name.indices {
      guard name[index] < 0x80 else { return nil }
      hash.add(UInt8(name[index]))
    }
    return names[hash.value].map { UInt32($0) }
  }

  private static func number(_ name: Span<UInt32>) -> UInt32? {
    let isHex = name.count > 1 && name[1] | 0x20 == 0x78
    var value: UInt32 = 0
    let start = isHex ? 2 : 1
    guard name.count > start else { return nil }
    for index in start..<name.count {
      guard let digit = digit(name[index], isHex) else { return nil }
      value = value * (isHex ? 16 : 10) + digit
      if value > 0x10FFFF { return nil }
    }
    // C1 controls mean what Windows-1252 has there, as in every browser.
    if 0x80...0x9F ~= value { return StrayControl.meant(value) }
    return value < 0x20 || (0xD800...0xDFFF).contains(value) || value == 0x7F ? nil : value
  }

  private static func digit(_ c: UInt32, _ isHex: Bool) -> UInt32? {
    if c &- 0x30 < 10 { return c - 0x30 }
    let lower = c | 0x20
    return isHex && lower &- 0x61 < 6 ? lower - 0x61 + 10 : nil
  }

  private static let names: HashTable = {
    var names = HashTable(capacity: 300)
    TableText.forEachLine(of: sluice_table_html_entities()) { line in
      guard let tab = line.firstIndex(of: 0x09, in: 0..<line.count) else { return }
      var value: UInt32 = 0
      for index in tab + 1..<line.count { value = value << 4 | (digit(UInt32(line[index]), true) ?? 0) }
      names.insert(UInt16(truncatingIfNeeded: value), for: TextHash(line.extracting(0..<tab)).value)
    }
    return names
  }()
}

/// C1 controls, which no text means: bytes of Windows-1252 that were read as ISO 8859-1.
enum StrayControl {
  /// The character that a control stands for; nil where Windows-1252 has none.
  static func meant(_ control: UInt32) -> UInt32? {
    guard 0x80...0x9F ~= control else { return nil }
    let meant = windows1252[Int(control - 0x80)]
    return meant == 0 ? nil : UInt32(meant)
  }

  private static let windows1252: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
  ]
}
