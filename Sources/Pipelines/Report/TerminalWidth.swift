/// Columns that a text takes on a terminal: two for wide characters of East Asia and emoji, none for marks that combine.
///
/// After Unicode Standard Annex 11 (East Asian Width), by the blocks that are wide throughout.
func terminalWidth(_ text: String) -> Int {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
  return text.reduce(0) { $0 + terminalWidth($1) }
}

/// Emoji that are joined are one; of other characters that are several scalars each takes its own columns.
func terminalWidth(_ character: Character) -> Int {
  let scalars = character.unicodeScalars
  guard let first = scalars.first else { return 0 }
  if scalars.count > 1, first.properties.isEmoji, scalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
  if first.properties.isEmojiPresentation { return 2 }
  return scalars.reduce(0) { $0 + width(of: $1) }
}

private func width(of scalar: Unicode.Scalar) -> Int {
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format, .control: scalar.value == 0xAD ? 1 : 0
  // Vowels and finals of Hangul stand in the block of the consonant before them.
  default: (0x1160...0x11FF).contains(scalar.value) ? 0 : isWide(scalar) ? 2 : 1
  }
}

private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x1100...0x115F, 0x231A...0x231B, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F1E6...0x1F202, 0x1F210...0x1F265,
    0x20000...0x3FFFD:
    true
  default: scalar.value > 0x2000 && scalar.properties.isEmojiPresentation
  }
}

extension String {
  /// With blanks behind it up to a width on a terminal.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - terminalWidth(self))) }

  /// No wider on a terminal than this: what does not fit is cut off, and an ellipsis says so.
  func fitted(to width: Int) -> String {
    if terminalWidth(self) <= width { return self }
    var text = ""
    var used = 0
    for character in self {
      let wide = terminalWidth(character)
      if used + wide > width - 1 { break }
      used += wide
      text.append(character)
    }
    return text + "…"
  }
}
