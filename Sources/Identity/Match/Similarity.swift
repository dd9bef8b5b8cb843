internal import Canonical

/// How like two short texts are, byte by byte. Texts are folded to plain letters before, so that a byte is a letter in
/// Latin script.
enum Similarity {
  /// Jaro–Winkler similarity, 0 to 1 (Winkler 1990: prefix of up to four letters, weight 0.1, from 0.7 on).
  static func jaroWinkler(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Double {
    let jaro = jaro(a, b)
    if jaro <= 0.7 { return jaro }
    var prefix = 0
    while prefix < min(4, a.count, b.count) && a[prefix] == b[prefix] { prefix += 1 }
    return jaro + Double(prefix) * 0.1 * (1 - jaro)
  }

  /// Jaro similarity, 0 to 1; of texts longer than 64 bytes the first 64.
  static func jaro(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Double {
    let a = first.extracting(first: 64)
    let b = second.extracting(first: 64)
    if a.isEmpty || b.isEmpty { return a.count == b.count ? 1 : 0 }
    let reach = max(0, max(a.count, b.count) / 2 - 1)
    var takenA: UInt64 = 0
    var takenB: UInt64 = 0
    var matches = 0
    for i in 0..<a.count {
      let low = max(0, i - reach)
      let high = min(b.count - 1, i + reach)
      if low > high { continue }
      let letter = a[i]
      var j = low
      while j <= high {
        if b[j] == letter && takenB >> UInt64(j) & 1 == 0 {
          takenA |= 1 << UInt64(i)
          takenB |= 1 << UInt64(j)
          matches += 1
          break
        }
        j += 1
      }
    }
    if matches == 0 { return 0 }
    var swapped = 0
    while takenA != 0 {
      if a[takenA.trailingZeroBitCount] != b[takenB.trailingZeroBitCount] { swapped += 1 }
      takenA &= takenA - 1
      takenB &= takenB - 1
    }
    let m = Double(matches)
    return (m / Double(a.count) + m / Double(b.count) + (m - Double(swapped / 2)) / m) / 3
  }

  /// Edits between two texts (insert, delete, replace, swap of neighbours; optimal string alignment), no more than
  /// `limit` + 1.
  static func edits(_ first: Span<UInt8>, _ second: Span<UInt8>, limit: Int) -> Int {
    if abs(first.count - second.count) > limit { return limit + 1 }
    // What both begin and end with costs nothing.
    var front = 0
    let shorter = min(first.count, second.count)
    while front < shorter && first[front] == second[front] { front += 1 }
    var back = 0
    while back < shorter - front && first[first.count - 1 - back] == second[second.count - 1 - back] { back += 1 }
    let a = first.extracting(front..<first.count - back)
    let b = second.extracting(front..<second.count - back)
    let m = a.count
    let n = b.count
    if m == 0 || n == 0 { return min(max(m, n), limit + 1) }
    if m == 1 && n == 1 { return 1 }
    if limit == 1 { return m == 2 && n == 2 && a[0] == b[1] && a[1] == b[0] ? 1 : 2 }
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: 3 * (n + 1)) { rows in
      var before = 0
      var last = n + 1
      var row = 2 * (n + 1)
      for j in 0...n { rows[last + j] = Int32(j) }
      for i in 1...m {
        rows[row] = Int32(i)
        var least = rows[row]
        for j in 1...n {
          let other: Int32 = a[i - 1] == b[j - 1] ? 0 : 1
          var cost = min(rows[last + j] + 1, rows[row + j - 1] + 1, rows[last + j - 1] + other)
          if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
            cost = min(cost, rows[before + j - 2] + 1)
          }
          rows[row + j] = cost
          least = min(least, cost)
        }
        if least > Int32(limit) { return limit + 1 }
        (before, last, row) = (last, row, before)
      }
      return min(Int(rows[last + n]), limit + 1)
    }
  }

  /// Whether the one is within a number of edits of the other.
  static func isWithin(_ limit: Int, _ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool { edits(a, b, limit: limit) <= limit }
}

/// Words of a text, parted by blanks.
enum SharedWords {
  /// Whether the shorter text stands in the longer one as whole words.
  static func contains(_ long: Span<UInt8>, _ short: Span<UInt8>) -> Bool {
    var start = 0
    while start + short.count <= long.count {
      let end = start + short.count
      if (start == 0 || long[start - 1] == 0x20) && (end == long.count || long[end] == 0x20),
        long.extracting(start..<end).equals(short)
      {
        return true
      }
      start += 1
    }
    return false
  }

  /// The share of the letters of the text with fewer words that stand in words of the other too, 0 to 1.
  static func overlap(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Double {
    count(a) <= count(b) ? share(of: a, in: b) : share(of: b, in: a)
  }

  private static func count(_ text: Span<UInt8>) -> Int {
    var words = 1
    for index in 0..<text.count where text[index] == 0x20 { words += 1 }
    return words
  }

  private static func share(of few: Span<UInt8>, in many: Span<UInt8>) -> Double {
    var shared = 0
    var all = 0
    var start = 0
    for end in 0...few.count where end == few.count || few[end] == 0x20 {
      if end > start {
        all += end - start
        if contains(many, few.extracting(start..<end)) { shared += end - start }
      }
      start = end + 1
    }
    return all < 3 ? 0 : Double(shared) / Double(all)
  }
}
