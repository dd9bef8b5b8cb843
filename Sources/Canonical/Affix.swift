/// Capitals of honorifics and suffixes.
package enum Affix {
  /// Appends an honorific (`DR.` → `Dr.`) whose letters are all of one case with a capital first, and `Mr.` and `Mrs.` for
  /// Mister and Missus, which nobody writes to; `same` otherwise.
  package static func append(honorific value: Span<UInt8>, into out: inout [UInt8]) -> Form {
    if value.count == 6 && value.hasASCII("mister", at: 0) {
      out.append(contentsOf: "Mr.".utf8)
      return .changed
    }
    if value.count == 6 && value.hasASCII("missus", at: 0) {
      out.append(contentsOf: "Mrs.".utf8)
      return .changed
    }
    // г-н and д-р are abbreviations in small letters.
    if value.count > 3, value.count < 16, value[0] | 1 == 0xD1, value.firstIndex(of: 0x2D, in: 0..<value.count) != nil {
      let start = out.count
      LetterCase.appendLower(value, into: &out)
      if !out.span.extracting(start..<out.count).equals(value) { return .changed }
      out.removeLast(out.count - start)
      return .same
    }
    return NameCase.append(value, as: .family, into: &out)
  }

  /// Appends a suffix with its usual capitals (`PHD` → `PhD`, `jr.` → `Jr.`, `mba` → `MBA`); words that the table does
  /// not have stay as they are. Never `none`.
  package static func append(suffix value: Span<UInt8>, into out: inout [UInt8]) -> Form {
    let start = out.count
    var wordStart = 0
    for index in 0...value.count where index == value.count || value[index] == 0x20 || value[index] == 0x2C {
      append(word: value.extracting(wordStart..<index), into: &out)
      if index < value.count { out.append(value[index]) }
      wordStart = index + 1
    }
    if out.span.extracting(start..<out.count).equals(value) {
      out.removeLast(out.count - start)
      return .same
    }
    return .changed
  }

  private static func append(word: Span<UInt8>, into out: inout [UInt8]) {
    guard !isMixed(word), let packed = PackedWord(word, 0..<word.count, ignoringDots: true),
      let usual = usualForms[packed]
    else {
      for index in word.indices { out.append(word[index]) }
      return
    }
    // The usual form's letters, the dots where they stand.
    var letter = 0
    for index in word.indices {
      if word[index] == 0x2E {
        out.append(0x2E)
      } else if letter < usual.count {
        out.append(usual[letter])
        letter += 1
      }
    }
  }

  private static func isMixed(_ word: Span<UInt8>) -> Bool {
    var hasLower = false
    var hasUpper = false
    for index in word.indices {
      hasLower = hasLower || word[index] &- 0x61 < 26
      hasUpper = hasUpper || word[index] &- 0x41 < 26
    }
    return hasLower && hasUpper
  }

  private static let usualForms: [PackedWord: [UInt8]] = {
    let forms = """
      Jr Sr Jnr Snr Esq PhD MBA MD DDS DPhil PharmD JD RN NP CPA CFA CFP PMP MSc BSc MEng BEng LLM LLB EdD DVM DMD MPH \
      MSW LCSW OBE MBE CBE DBA PsyD CISSP MPhil FRCS II III IV V VI VII VIII IX X Junior Senior \
      Filho Neto Sobrinho Esquire Ret Retd
      """
    var table: [PackedWord: [UInt8]] = [:]
    for form in forms.split(separator: " ") {
      if let word = PackedWord(form) { table[word] = Array(form.utf8) }
    }
    return table
  }()
}
