import Testing

@testable import Identity

@Suite struct KeyTableTests {
  @Test("the first row of a key is found again while the table grows", arguments: [1, 3072, 3073, 100_000])
  func growth(count: Int) {
    var table = KeyTable()
    // Spread over the table (a multiplicative hash), and none of them zero.
    func key(_ row: Int) -> UInt128 { UInt128(row + 1) &* 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835 }
    for row in 0..<count where table.row(for: key(row), orInsert: row) != row {
      Issue.record("row \(row) was taken for another")
    }
    #expect(table.count == count)
    for row in 0..<count where table.row(for: key(row), orInsert: count + row) != row {
      Issue.record("row \(row) was not found again")
    }
    #expect(table.count == count)
  }

  @Test("keys that want the same slot are told apart")
  func collisions() {
    var table = KeyTable()
    // Same low bits, so that all want one slot; they differ above the mask, in the high part, or by wrapping around.
    let keys: [UInt128] =
      (0..<200).map { UInt128($0) << 64 | 0xFFF } + (1...200).map { UInt128($0) << 20 | 0xFFF } + [0, 1]
    for (row, key) in keys.enumerated() { #expect(table.row(for: key, orInsert: row) == row) }
    for (row, key) in keys.enumerated() { #expect(table.row(for: key, orInsert: 9999) == row) }
    #expect(table.count == keys.count)
  }

  @Test("the key zero is a key like any other")
  func zero() {
    var table = KeyTable()
    #expect(table.row(for: 0, orInsert: 7) == 7)
    #expect(table.row(for: 0, orInsert: 8) == 7)
    #expect(table.count == 1)
  }

  @Test("a key that is known is found again, and the others are told")
  func known() {
    var table = KeyTable()
    for row in 0..<9 { _ = table.row(for: UInt128(row) << 64 | 5, orInsert: row * 10) }
    #expect(table.know(3 << 64 | 5) == 30)
    #expect(table.know(3 << 64 | 5) == 30)
    #expect(table.know(5) == 0)
    #expect(table.know(9 << 64 | 5) == nil)
    #expect(table.row(for: 3 << 64 | 5, orInsert: 99) == 30)
    for row in 9..<5000 { _ = table.row(for: UInt128(row) << 64 | 5, orInsert: row * 10) }
    var unknown: [Int] = []
    table.forEachUnknown { unknown.append($0) }
    #expect(unknown.sorted() == (0..<5000).map { $0 * 10 }.filter { $0 != 0 && $0 != 30 })
  }

  @Test("a table made for many keys takes them", arguments: [0, 1, 3072, 3073, 50_000])
  func capacity(count: Int) {
    var table = KeyTable(minimumCapacity: count)
    for row in 0..<count { _ = table.row(for: UInt128(row), orInsert: row) }
    #expect(table.count == count)
  }
}
