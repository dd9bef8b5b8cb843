import Testing

@testable import Identity

@Suite struct BitTableTests {
  @Test("what was put in is found, and hardly anything else", arguments: [0, 1, 1000, 50_000])
  func membership(count: Int) {
    var table = BitTable(minimumCount: count * 16)
    func hash(_ row: Int) -> UInt128 { UInt128(row + 1) &* 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835 }
    for row in 0..<count { _ = table.insert(hash(row)) }
    var second = 0
    for row in 0..<count where table.insert(hash(row)) { second += 1 }
    #expect(second == count)
    #expect((0..<count).allSatisfy { table.contains(hash($0)) })
    let strangers = (count..<2 * count).count { table.contains(hash($0)) }
    #expect(strangers <= count / 4)
  }
}
