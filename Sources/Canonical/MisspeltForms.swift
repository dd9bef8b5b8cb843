/// Long legal forms as people misspell them: a form is known with a letter in eight changed, left out, added or swapped
/// (Damerau 1964).
struct MisspeltForms: Sendable {
  private struct Form: Sendable {
    let letters: [UInt32]
    let words: Int
    let leads: Bool
  }

  /// By how many letters they have.
  private var forms: [[Form]] = []

  /// Takes a form by its folded letters; short ones are told from others by a single letter and so are none of these.
  mutating func insert(_ letters: Span<UInt8>, words: Int, leads: Bool) {
    let scalars = MisspeltForms.scalars(letters)
    let isLong = words > 1 ? scalars.count >= 16 : scalars.count >= 11
    if isLong || scalars.count == 7 && letters.hasASCII("limited", at: 0) {
      while forms.count <= scalars.count { forms.append([]) }
      forms[scalars.count].append(Form(letters: scalars, words: words, leads: leads))
    }
  }

  /// How many words, one time with fewer blanks and one with more, a form may take.
  static let spread = -1...1

  /// Whether letters are a form with a slip in it. `words`: how many words they are; `edge`: how many letters the word
  /// has that stands next to the name, which must be more than slips.
  func contains(_ letters: Span<UInt8>, words: Int, edge: Int, leading: Bool) -> Bool {
    let scalars = MisspeltForms.scalars(letters)
    // No form has so many slips as this, nor is it so much longer.
    let reach = min(edge / 2, scalars.count / 7 + 1)
    for count in max(0, scalars.count - reach)...scalars.count + reach where count < forms.count {
      if contains(scalars, among: forms[count], words: words, edge: edge, leading: leading) { return true }
    }
    return false
  }

  private func contains(_ scalars: [UInt32], among forms: [Form], words: Int, edge: Int, leading: Bool) -> Bool {
    for form in forms where MisspeltForms.spread.contains(words - form.words) && (!leading || form.leads) {
      if form.words == 1 && words > 1 { continue }
      let most = min(max(1, form.letters.count / 8), edge / 2)
      guard most > 0, abs(form.letters.count - scalars.count) <= most else { continue }
      if MisspeltForms.distance(scalars, form.letters, most) <= most { return true }
    }
    return false
  }

  private static func scalars(_ letters: Span<UInt8>) -> [UInt32] {
    var scalars: [UInt32] = []
    var index = 0
    while index < letters.count {
      let next = scalar(in: letters, at: index)
      scalars.append(next.value)
      index += next.count
    }
    return scalars
  }

  /// The number of slips, or more than `most`.
  private static func distance(_ a: [UInt32], _ b: [UInt32], _ most: Int) -> Int {
    var before: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [Int](repeating: most + 1, count: b.count + 1)
      if i <= most { row[0] = i }
      var lowest = row[0]
      let from = max(1, i - most)
      let to = min(b.count, i + most)
      guard from <= to else { return most + 1 }
      for j in from...to {
        var cost = min(last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), min(last[j], row[j - 1]) + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, before[j - 2] + 1) }
        row[j] = cost
        lowest = min(lowest, cost)
      }
      if lowest > most { return most + 1 }
      before = last
      last = row
    }
    return last[b.count]
  }
}
