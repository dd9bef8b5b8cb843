internal import PipelineModel

/// A point in time that a filter compares with: a date, or so long before the run.
enum Moment: Sendable, Equatable {
  /// Seconds since 1970.
  case at(Int64)
  /// Seconds before the run.
  case ago(Int64)

  /// `2026-01-31`, `2026-01-31T12:00:00Z` or `180d`.
  init?(_ text: String) {
    if let length = duration(text) {
      self = .ago(length.components.seconds)
    } else if let seconds = Array(text.utf8).span.secondsOfDate {
      self = .at(seconds)
    } else {
      return nil
    }
  }

  /// In seconds since 1970.
  func seconds(before now: Int64) -> Int64 {
    switch self {
    case .at(let seconds): seconds
    case .ago(let length): now - length
    }
  }
}

/// The time that a value tells: an ISO 8601 date, with or without a time and an offset, or seconds or milliseconds since
/// 1970 as CRMs export them. Nil for everything else: `03/04/2026` is March to some and April to others.
func secondsSince1970(_ value: Span<UInt8>) -> Int64? {
  let value = value.withoutBlanks
  if value.count == 10 || value.count == 13, let number = value.number(0..<value.count) {
    return value.count == 13 ? number / 1000 : number
  }
  return value.secondsOfDate
}

extension Span<UInt8> {
  /// `YYYY-MM-DD` or `YYYY/MM/DD`, then nothing, or `T` or a blank and `hh:mm`, `:ss`, a fraction, `Z` or an offset;
  /// without an offset it is UTC. In seconds since 1970.
  var secondsOfDate: Int64? {
    guard count >= 10, let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      self[4] == self[7], self[4] == 0x2D || self[4] == 0x2F, (1...12).contains(month), day >= 1,
      day <= Self.days(inMonth: month, of: year)
    else { return nil }
    var seconds = Self.days(year, month, day) * 86_400
    if count == 10 { return seconds }
    guard count >= 16, self[10] == 0x54 || self[10] == 0x74 || self[10] == 0x20, self[13] == 0x3A,
      let hour = number(11..<13), let minute = number(14..<16), hour < 24, minute < 60
    else { return nil }
    seconds += hour * 3600 + minute * 60
    var index = 16
    if index + 2 < count, self[index] == 0x3A {
      guard let second = number(index + 1..<index + 3), second <= 60 else { return nil }
      seconds += second
      index += 3
      if index + 1 < count, self[index] == 0x2E {
        index += 1
        while index < count, self[index] &- 0x30 < 10 { index += 1 }
      }
    }
    if index < count, self[index] == 0x20 { index += 1 }
    if index == count { return seconds }
    let sign = self[index]
    if sign == 0x5A || sign == 0x7A { return index + 1 == count ? seconds : nil }
    guard sign == 0x2B || sign == 0x2D else { return nil }
    // +02, +0200 or +02:00.
    let hasColon = count == index + 6 && self[index + 3] == 0x3A
    guard hasColon || count == index + 5 || count == index + 3, let hours = number(index + 1..<index + 3), hours < 24
    else { return nil }
    var offset = hours * 3600
    if count > index + 3 {
      guard let minutes = number(count - 2..<count), minutes < 60 else { return nil }
      offset += minutes * 60
    }
    return sign == 0x2B ? seconds - offset : seconds + offset
  }

  /// Without ASCII blanks around it.
  var withoutBlanks: Span<UInt8> {
    @_lifetime(copy self) get {
      var range = 0..<count
      while !range.isEmpty, self[range.lowerBound] == 0x20 { range = range.lowerBound + 1..<range.upperBound }
      while !range.isEmpty, self[range.upperBound - 1] == 0x20 { range = range.lowerBound..<range.upperBound - 1 }
      return extracting(range)
    }
  }

  /// The number that these digits write.
  fileprivate func number(_ range: Range<Int>) -> Int64? {
    guard range.upperBound <= count else { return nil }
    var number: Int64 = 0
    for index in range {
      guard self[index] &- 0x30 < 10 else { return nil }
      number = number * 10 + Int64(self[index] &- 0x30)
    }
    return number
  }

  private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 to a date of the Gregorian calendar, whose years are taken to begin in March.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let year = month > 2 ? year : year - 1
    let era = (year >= 0 ? year : year - 399) / 400
    let ofEra = year - era * 400
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }
}
