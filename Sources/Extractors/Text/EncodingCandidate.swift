internal import Foundation

/// An encoding that text without a mark may be written in, how common it is, and which texts it is used for.
struct EncodingCandidate {
  let name: String
  /// Logarithm of how common it is.
  let prior: Double
  let models: [LetterModel]
  var ideographs: IdeographModel?

  /// Whether its letters are those of ASCII and more like them: then a wrong guess costs an accent, not a word.
  var isLatin: Bool { models.first?.mixesASCII ?? false }

  /// In the order of preference among equals.
  static let all: [EncodingCandidate] = {
    let west = LetterModel.western
    let east = LetterModel.eastern
    return [
      EncodingCandidate(name: "windows-1252", prior: 0, models: west),
      EncodingCandidate(name: "windows-1250", prior: -1.5, models: east),
      EncodingCandidate(name: "windows-1251", prior: -1.5, models: LetterModel.cyrillic),
      EncodingCandidate(name: "windows-1254", prior: -2, models: [.turkish]),
      EncodingCandidate(name: "windows-1257", prior: -2.5, models: LetterModel.baltic),
      EncodingCandidate(name: "windows-1253", prior: -2, models: [.greek]),
      EncodingCandidate(name: "windows-1255", prior: -2.5, models: [.hebrew]),
      EncodingCandidate(name: "windows-1256", prior: -2.5, models: [.arabic]),
      EncodingCandidate(name: "windows-1258", prior: -4, models: [.vietnamese]),
      EncodingCandidate(name: "windows-874", prior: -3, models: [.thai]),
      EncodingCandidate(name: "iso-8859-2", prior: -3, models: east),
      EncodingCandidate(name: "iso-8859-7", prior: -2.5, models: [.greek]),
      EncodingCandidate(name: "iso-8859-5", prior: -4, models: LetterModel.cyrillic),
      EncodingCandidate(name: "iso-8859-6", prior: -4, models: [.arabic]),
      EncodingCandidate(name: "iso-8859-8", prior: -4, models: [.hebrew]),
      EncodingCandidate(name: "iso-8859-4", prior: -5, models: LetterModel.baltic),
      EncodingCandidate(name: "iso-8859-13", prior: -4.5, models: LetterModel.baltic),
      EncodingCandidate(name: "iso-8859-15", prior: -3, models: west),
      EncodingCandidate(name: "macintosh", prior: -2.5, models: west),
      EncodingCandidate(name: "x-mac-cyrillic", prior: -4, models: LetterModel.cyrillic),
      EncodingCandidate(name: "koi8-r", prior: -2, models: LetterModel.cyrillic),
      EncodingCandidate(name: "koi8-u", prior: -3, models: LetterModel.cyrillic),
      EncodingCandidate(name: "ibm866", prior: -2.5, models: LetterModel.cyrillic),
      EncodingCandidate(name: "ibm850", prior: -3.5, models: west),
      EncodingCandidate(name: "ibm437", prior: -4, models: west),
      EncodingCandidate(name: "ibm852", prior: -4, models: east),
      EncodingCandidate(name: "shift_jis", prior: -2, models: [], ideographs: .shiftJIS),
      EncodingCandidate(name: "euc-jp", prior: -3, models: [], ideographs: .eucJP),
      EncodingCandidate(name: "gb18030", prior: -1.5, models: [], ideographs: .gb18030),
      EncodingCandidate(name: "big5", prior: -2.5, models: [], ideographs: .big5),
      EncodingCandidate(name: "euc-kr", prior: -2.5, models: [], ideographs: .eucKR),
    ]
  }()

  /// Logarithm of the likelihood of a text, up to a constant that all candidates share.
  func score(_ text: [UInt8], raw: [UInt8]) -> Double {
    if let ideographs { return prior + ideographs.score(text, raw: raw) }
    let letters = LetterSequence(text)
    return prior + (models.map { $0.score(letters) }.max() ?? -.infinity)
  }
}
