internal import Canonical
internal import PipelineModel

/// Turns the values of a column into the form that they are compared in.
enum MatchForm: Sendable {
  case words, company, domain, email, phone, profile, date, code

  init(_ kind: ComparisonKind) {
    self =
      switch kind {
      case .firstName, .lastName, .text: .words
      case .employer: .company
      case .email: .email
      case .phone: .phone
      case .profile: .profile
      case .date: .date
      case .code: .code
      }
  }

  /// A value longer than this is cut: nobody's name is, and comparing has to be bounded.
  static let longest = 256

  /// Appends the form of a value; nothing where it says nothing. A value that is `normalised` is not looked into again.
  func append(_ value: Span<UInt8>, isNormalised: Bool = false, into out: inout [UInt8]) {
    if value.isEmpty { return }
    if isNormalised {
      switch self {
      case .company: return MatchForm.words.append(value, into: &out)
      case .domain,
        .email where value.count <= Self.longest:
        return out.append(copying: value)
      default: break
      }
    }
    let value = value.extracting(first: 4 * Self.longest)
    let start = out.count
    switch self {
    case .words: PlainText.append(value, into: &out)
    case .company: appendCompany(value, into: &out)
    case .domain:
      if case .same = WebDomain.append(value, into: &out) { out.append(copying: value) }
    case .email:
      if case .same = EmailAddress.append(value, into: &out) { out.append(copying: value) }
    case .phone:
      for index in 0..<value.count where value[index] &- 0x30 < 10 { out.append(value[index]) }
      if out.count - start < 5 { out.removeLast(out.count - start) }
    case .profile: _ = linkedinKey(value, into: &out)
    case .date: DateForm.append(value, into: &out)
    case .code:
      PlainText.append(value, into: &out)
      var kept = start
      for index in start..<out.count where out[index] != 0x20 {
        out[kept] = out[index]
        kept += 1
      }
      out.removeLast(out.count - kept)
    }
    if out.count - start > Self.longest { out.removeLast(out.count - start - Self.longest) }
  }

  private func appendCompany(_ value: Span<UInt8>, into out: inout [UInt8]) {
    // Room of its own for each: names that normalise has been at do not come here.
    var words = CompanyWords()
    let parts = CompanyName(value, using: &words)
    let start = out.count
    PlainText.append(value.extracting(parts.name), into: &out)
    if out.count == start { PlainText.append(value, into: &out) }
  }
}

/// Dates as eight digits, the year first.
enum DateForm {
  /// Appends a date that is written in numbers, in any order that is to be understood (of two ways, the day first);
  /// of anything else its plain text.
  static func append(_ value: Span<UInt8>, into out: inout [UInt8]) {
    var numbers: [Int] = []
    var widths: [Int] = []
    var isInside = false
    for index in 0..<value.count {
      let byte = value[index]
      if byte &- 0x30 < 10 {
        if !isInside {
          numbers.append(0)
          widths.append(0)
        }
        if let last = numbers.indices.last, widths[last] < 9 {
          numbers[last] = numbers[last] * 10 + Int(byte - 0x30)
          widths[last] += 1
        }
        isInside = true
      } else {
        // A time behind the date says nothing of it.
        if numbers.count == 3 { break }
        isInside = false
        if (byte | 0x20) &- 0x61 < 26, !numbers.isEmpty || byte >= 0x80 { break }
      }
    }
    if let (year, month, day) = parts(numbers, widths) {
      for (number, digits) in [(year, 4), (month, 2), (day, 2)] {
        var scale = 1
        for _ in 1..<digits { scale *= 10 }
        while scale > 0 {
          out.append(UInt8(0x30 + number / scale % 10))
          scale /= 10
        }
      }
    } else {
      PlainText.append(value, into: &out)
    }
  }

  private static func parts(_ numbers: [Int], _ widths: [Int]) -> (Int, Int, Int)? {
    if numbers.count >= 1, widths[0] == 8 { return (numbers[0] / 10000, numbers[0] / 100 % 100, numbers[0] % 100) }
    guard numbers.count >= 3 else { return nil }
    if widths[0] == 4 { return widths[1] <= 2 && widths[2] <= 2 ? (numbers[0], numbers[1], numbers[2]) : nil }
    guard widths[0] <= 2, widths[1] <= 2, widths[2] == 4 || widths[2] == 2 else { return nil }
    let year = widths[2] == 4 ? numbers[2] : numbers[2] + (numbers[2] > 30 ? 1900 : 2000)
    return numbers[1] > 12 ? (year, numbers[0], numbers[1]) : (year, numbers[1], numbers[0])
  }
}
