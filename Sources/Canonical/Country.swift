internal import CTables
internal import PipelineModel

/// Countries by what people call them, and their codes (ISO 3166-1 alpha-2).
package enum Country {
  /// Appends the country's code. `none`: it is no country that is known by this name.
  package static func append(_ value: Span<UInt8>, into out: inout [UInt8]) -> Form {
    if value.count < 2 || value.count > 200 { return .none }
    if value.count == 2, isCode(value[0], value[1]) { return .same }
    var name: [UInt8] = []
    fold(value, into: &name)
    guard let code = names.code(of: name.span) else { return .none }
    out.append(UInt8(code >> 8))
    out.append(UInt8(code & 0xFF))
    return .changed
  }

  /// Whether two capitals are a country's code.
  private static func isCode(_ first: UInt8, _ second: UInt8) -> Bool {
    guard first &- 0x41 < 26, second &- 0x41 < 26 else { return false }
    return names.isCode[Int(first - 0x41) * 26 + Int(second - 0x41)]
  }

  /// Case folded, without full stops, commas at the end and doubled blanks.
  private static func fold(_ value: Span<UInt8>, into out: inout [UInt8]) {
    var text: [UInt8] = []
    guard FoldedText.append(value, into: &text) else { return }
    for byte in text where byte != 0x2E {
      if byte == 0x20 && (out.isEmpty || out.last == 0x20) { continue }
      out.append(byte)
    }
    while let last = out.last, last == 0x20 || last == 0x2C { out.removeLast() }
  }

  private struct Names {
    private var codes = HashTable(capacity: 12000)
    var isCode: [Bool] = Array(repeating: false, count: 26 * 26)

    init() {
      for table in [sluice_table_country_aliases(), sluice_table_countries()] {
        TableText.forEachLine(of: table) { line in
          guard line.count > 3, line[line.count - 3] == 0x09 else { return }
          let (first, second) = (line[line.count - 2], line[line.count - 1])
          let code = UInt16(first) << 8 | UInt16(second)
          isCode[Int(first &- 0x41) * 26 + Int(second &- 0x41)] = true
          var name: [UInt8] = []
          fold(line.extracting(0..<line.count - 3), into: &name)
          codes.insert(code, for: TextHash(name.span).value)
        }
      }
      // A code in small letters is a name as well; a name that is there goes first (uk).
      for index in 0..<26 * 26 where isCode[index] {
        let (first, second) = (UInt8(index / 26) + 0x61, UInt8(index % 26) + 0x61)
        let name = [first, second]
        codes.insert(UInt16(first - 0x20) << 8 | UInt16(second - 0x20), for: TextHash(name.span).value)
      }
    }

    func code(of name: Span<UInt8>) -> UInt16? { codes[TextHash(name).value] }
  }

  private static let names = Names()
}
