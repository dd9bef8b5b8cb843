/// The candidate that was most likely meant: close by edit distance, or equal but for case and punctuation.
///
/// Distance is optimal string alignment (Damerau–Levenshtein without substrings edited twice); a third of the
/// word's length may differ.
package func suggestion(for word: String, among candidates: [String]) -> String? {
  let folded = fold(word)
  guard !folded.isEmpty, folded.count <= 64 else { return nil }
  var best: (distance: Int, candidate: String)?
  for candidate in candidates {
    let other = fold(candidate)
    let limit = max(1, min(folded.count, other.count) / 3)
    guard abs(other.count - folded.count) <= limit else { continue }
    let distance = alignmentDistance(folded, other)
    if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
  }
  return best?.candidate
}

/// Whether two words are one slip of the keys apart: a letter wrong, missing or too much, or two neighbours swapped.
package func isOneSlip(_ a: [Character], _ b: [Character]) -> Bool {
  guard abs(a.count - b.count) <= 1 else { return false }
  let same = zip(a, b).prefix { $0 == $1 }.count
  let (rest, other) = (a.dropFirst(same), b.dropFirst(same))
  if rest.count != other.count { return rest.dropFirst() == other || rest == other.dropFirst() }
  if rest.isEmpty { return false }
  let isSwap = rest.count > 1 && rest[same] == other[same + 1] && rest[same + 1] == other[same]
  return rest.dropFirst() == other.dropFirst() || isSwap && rest.dropFirst(2) == other.dropFirst(2)
}

private func fold(_ word: String) -> [Character] {
  word.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }.map { $0 }
}

private func alignmentDistance(_ a: [Character], _ b: [Character]) -> Int {
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var before: [Int] = []
  var previous = Array(0...b.count)
  for i in 1...a.count {
    var current = [i]
    for j in 1...b.count {
      let cost = a[i - 1] == b[j - 1] ? 0 : 1
      var distance = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { distance = min(distance, before[j - 2] + 1) }
      current.append(distance)
    }
    before = previous
    previous = current
  }
  return previous[b.count]
}
