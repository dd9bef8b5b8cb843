internal import Canonical

/// The levels of agreement of two values that are not equal; short forms of first names are known by a table instead.
enum Levels {
  static func level(_ kind: ComparisonKind, _ a: Span<UInt8>, _ b: Span<UInt8>) -> UInt8 {
    switch kind {
    case .firstName: name(a, b, isFirst: true)
    case .lastName: name(a, b, isFirst: false)
    case .employer: 0
    case .email: email(a, b)
    case .phone: phone(a, b)
    case .profile: min(a.count, b.count) >= 6 && Similarity.isWithin(1, a, b) ? 1 : 0
    case .date: date(a, b)
    case .code: code(a, b)
    case .text: text(a, b)
    }
  }

  /// 3 one letter off, 2 part or initial, 1 alike, 0 different.
  static func name(_ a: Span<UInt8>, _ b: Span<UInt8>, isFirst: Bool) -> UInt8 {
    let shorter = min(a.count, b.count)
    if shorter == 0 { return 0 }
    if shorter >= 4 && Similarity.isWithin(1, a, b) { return 3 }
    let like = Similarity.jaroWinkler(a, b)
    if shorter >= 4 && like >= 0.93 { return 3 }
    if a.count <= b.count ? isPart(a, of: b, isFirst: isFirst) : isPart(b, of: a, isFirst: isFirst) { return 2 }
    if shorter == 3 && Similarity.isWithin(1, a, b) { return 1 }
    return like >= 0.82 ? 1 : 0
  }

  private static func letters(_ name: Span<UInt8>) -> Int {
    var letters = 0
    for index in 0..<name.count where name[index] & 0xC0 != 0x80 { letters += 1 }
    return letters
  }

  /// One letter of any script.
  static func isInitial(_ name: Span<UInt8>) -> Bool {
    if name.count == 1 { return true }
    guard (2...4).contains(name.count), name[0] >= 0xC2 else { return false }
    for index in 1..<name.count where name[index] & 0xC0 != 0x80 { return false }
    // A name of one ideograph or syllable is a whole name.
    return name[0] < 0xE1
  }

  /// An initial, some of several words, or of first names the beginning.
  private static func isPart(_ short: Span<UInt8>, of long: Span<UInt8>, isFirst: Bool) -> Bool {
    if isInitial(short) { return long.extracting(first: short.count).equals(short) }
    if short.count < 3 { return false }
    if SharedWords.contains(long, short) { return true }
    return isFirst && letters(short) >= 3 && long.extracting(first: short.count).equals(short)
  }

  /// 2 almost equal or one in the other's words, 1 alike, 0 different.
  static func company(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Int {
    if min(a.count, b.count) > 4 && Similarity.isWithin(1, a, b) { return 2 }
    let shared = SharedWords.overlap(a, b)
    if shared >= 0.99 { return 2 }
    return shared >= 0.5 || Similarity.jaroWinkler(a, b) >= 0.9 ? 1 : 0
  }

  private static func email(_ a: Span<UInt8>, _ b: Span<UInt8>) -> UInt8 {
    let limit = min(a.count, b.count) > 14 ? 2 : 1
    if Similarity.isWithin(limit, a, b) { return 2 }
    let local = localPart(a)
    return local.count >= 5 && a.extracting(local).equals(b.extracting(localPart(b))) ? 1 : 0
  }

  /// Whether the local part of an address is made of a name: it then says no more than the name itself.
  static func restates(_ email: Span<UInt8>, _ name: Span<UInt8>) -> Bool {
    let local = localPart(email)
    if name.count < 3 || local.count < name.count { return false }
    var start = 0
    while start + name.count <= local.upperBound {
      if email.extracting(start..<start + name.count).equals(name) { return true }
      start += 1
    }
    return false
  }

  /// What stands in front of the @.
  static func localPart(_ email: Span<UInt8>) -> Range<Int> {
    for index in 0..<email.count where email[index] == 0x40 { return 0..<index }
    return 0..<email.count
  }

  private static func phone(_ a: Span<UInt8>, _ b: Span<UInt8>) -> UInt8 {
    if min(a.count, b.count) < 7 { return 0 }
    // The same number with and without its country.
    if a.extracting(last: 7).equals(b.extracting(last: 7)) { return 1 }
    return Similarity.isWithin(1, a, b) ? 1 : 0
  }

  private static func code(_ a: Span<UInt8>, _ b: Span<UInt8>) -> UInt8 {
    let edits = Similarity.edits(a, b, limit: 2)
    let shorter = min(a.count, b.count)
    if edits == 1 && shorter >= 3 { return 2 }
    return edits <= 2 && shorter >= 5 ? 1 : 0
  }

  /// Dates of eight digits, the year first.
  private static func date(_ a: Span<UInt8>, _ b: Span<UInt8>) -> UInt8 {
    if a.count != 8 || b.count != 8 { return Similarity.isWithin(1, a, b) ? 4 : 0 }
    func isSame(_ range: Range<Int>) -> Bool { a.extracting(range).equals(b.extracting(range)) }
    let sameYear = isSame(0..<4)
    let isTurned = sameYear && a[4] == b[6] && a[5] == b[7] && a[6] == b[4] && a[7] == b[5]
    if isTurned || Similarity.isWithin(1, a, b) { return 4 }
    let parts = (sameYear ? 1 : 0) + (isSame(4..<6) ? 1 : 0) + (isSame(6..<8) ? 1 : 0)
    let apart = abs(days(a) - days(b))
    if parts == 2 || apart <= 31 { return 3 }
    if apart <= 366 { return 2 }
    return apart <= 3660 ? 1 : 0
  }

  /// About how many days a date is away from the year 0.
  private static func days(_ date: Span<UInt8>) -> Int {
    func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + Int(date[$1] & 0xF) } }
    return number(0..<4) * 365 + number(4..<6) * 30 + number(6..<8)
  }

  private static func text(_ a: Span<UInt8>, _ b: Span<UInt8>) -> UInt8 {
    let shorter = min(a.count, b.count)
    if shorter >= 4 && Similarity.isWithin(shorter >= 12 ? 2 : 1, a, b) { return 3 }
    let shared = SharedWords.overlap(a, b)
    let like = Similarity.jaroWinkler(a, b)
    if shared >= 0.99 || like >= 0.92 { return 3 }
    if shared >= 0.5 || like >= 0.85 { return 2 }
    return like >= 0.78 ? 1 : 0
  }
}
