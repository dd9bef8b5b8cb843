private import PipelineModel
private import Yams

/// The forms of a faults file's values.
extension FaultFile {
  func text(_ entry: Entry, expected: String) throws(SandboxError) -> String {
    guard case .scalar(let scalar) = entry.value, !scalar.string.isEmpty else { throw wrong(entry, expected: expected) }
    return scalar.string
  }

  func whole(_ entry: Entry, _ range: ClosedRange<Int>) throws(SandboxError) -> Int {
    let expected =
      range.upperBound == .max
      ? "a whole number of at least \(range.lowerBound)"
      : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let number = digits(try text(entry, expected: expected)), range.contains(number) else {
      throw wrong(entry, expected: expected)
    }
    return number
  }

  func flag(_ entry: Entry) throws(SandboxError) -> Bool {
    switch try text(entry, expected: "`true` or `false`") {
    case "true": return true
    case "false": return false
    default: throw wrong(entry, expected: "`true` or `false`")
    }
  }

  func duration(_ entry: Entry) throws(SandboxError) -> Duration {
    let expected = "a duration such as `50ms`"
    guard let duration = PipelineModel.duration(try text(entry, expected: expected)) else {
      throw wrong(entry, expected: expected, hint: "the units are `ms`, `s`, `m`, `h` and `d`")
    }
    return duration
  }

  func word<Word: RawRepresentable<String>>(_ entry: Entry, _ words: [Word]) throws(SandboxError) -> Word {
    let texts = words.map(\.rawValue)
    let expected = (texts.count == 1 ? "" : "one of ") + enumeration(texts)
    let text = try text(entry, expected: expected)
    guard let word = words.first(where: { $0.rawValue == text }) else {
      throw wrong(entry, expected: expected, hint: didYouMean(text, among: texts))
    }
    return word
  }

  /// A share of all cases: `10%`, or a fraction with a decimal point.
  func chance(_ entry: Entry) throws(SandboxError) -> Double {
    let expected = "a share such as `10%` or `0.1`"
    let text = try text(entry, expected: expected)
    let isPercent = text.hasSuffix("%")
    let number = isPercent ? text.dropLast() : text[...]
    // `Double` alone would take `nan` and `1e3`; a bare 1 may mean one in a hundred or always.
    let isPlain = number.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    guard isPlain, isPercent || number.contains("."), let value = Double(number), value <= (isPercent ? 100 : 1) else {
      throw wrong(entry, expected: expected)
    }
    return isPercent ? value / 100 : value
  }

  /// `3`, `2-5`, `7-`, or a list of these.
  func numbers(_ entry: Entry) throws(SandboxError) -> NumberSet {
    let nodes: [Node] = if case .sequence(let items) = entry.value { Array(items) } else { [entry.value] }
    var ranges: [ClosedRange<Int>] = []
    for node in nodes {
      guard case .scalar(let scalar) = node, let range = range(scalar.string) else {
        throw wrong(
          Entry(name: entry.name, key: entry.key, value: node),
          expected: "a number from 1, or a range such as `2-5` or `7-`")
      }
      ranges.append(range)
    }
    if ranges.isEmpty { throw wrong(entry, expected: "at least one number") }
    return NumberSet(ranges: ranges)
  }

  private func range(_ text: String) -> ClosedRange<Int>? {
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first.flatMap(digits), first > 0 else { return nil }
    if parts.count == 1 { return first...first }
    if parts[1].isEmpty { return first...Int.max }
    guard let last = digits(parts[1]), last >= first else { return nil }
    return first...last
  }

  private func digits(_ text: String) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}
