internal import CICU
internal import PipelineModel

/// How characters are written as bytes: UTF-8, or one of a closed list that ICU decodes.
package struct TextEncoding: Sendable, Equatable {
  /// The name people know it by, in lower case.
  package let name: String
  /// ICU's name for it.
  let converter: String
  /// Bytes of a code unit: 1, 2 or 4. A line end is one unit.
  let unit: Int
  /// Whether the first byte of a unit is the least.
  let isLittleEndian: Bool

  private init(_ name: String, _ converter: String? = nil, unit: Int = 1, isLittleEndian: Bool = false) {
    self.name = name
    self.converter = converter ?? name
    self.unit = unit
    self.isLittleEndian = isLittleEndian
  }

  package static let utf8 = TextEncoding("utf-8")
  static let utf16LE = TextEncoding("utf-16le", unit: 2, isLittleEndian: true)
  static let utf16BE = TextEncoding("utf-16be", unit: 2)
  static let utf32LE = TextEncoding("utf-32le", unit: 4, isLittleEndian: true)
  static let utf32BE = TextEncoding("utf-32be", unit: 4)

  /// Every encoding, the Unicode ones first.
  static let all: [TextEncoding] =
    [utf8, utf16LE, utf16BE, utf32LE, utf32BE]
    + (1250...1258).map { TextEncoding("windows-\($0)") } + [TextEncoding("windows-874", "windows-874-2000")]
    + ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15]).map { TextEncoding("iso-8859-\($0)") }
    + [
      TextEncoding("macintosh"), TextEncoding("x-mac-cyrillic"), TextEncoding("koi8-r"), TextEncoding("koi8-u"),
      TextEncoding("ibm866"), TextEncoding("ibm850"), TextEncoding("ibm852"), TextEncoding("ibm437"),
      TextEncoding("shift_jis", "ibm-943_P15A-2003"), TextEncoding("euc-jp"), TextEncoding("iso-2022-jp"),
      TextEncoding("gb18030"), TextEncoding("big5", "windows-950-2000"), TextEncoding("euc-kr", "windows-949-2000"),
    ]

  static let spec = OptionSpec(
    "encoding", .text,
    "how characters are written: `auto`, `utf-8`, `utf-16le`, `windows-1252`, `iso-8859-2`, `shift_jis`, `gb18030`, …",
    standard: "auto")

  /// An encoding by its name, or by another it is known by: `cp1252`, `latin1`, `SJIS`; case and punctuation aside.
  package init?(named name: String) {
    func plain(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
    var wanted = plain(name)
    if wanted.hasPrefix("cp125") || wanted.hasPrefix("cp874") { wanted = "windows" + wanted.dropFirst(2) }
    if wanted.hasPrefix("cp") || wanted.hasPrefix("dos") { wanted = "ibm" + wanted.drop { $0.isLetter } }
    let name = Self.aliases[wanted] ?? wanted
    guard let encoding = Self.all.first(where: { plain($0.name) == name }) else { return nil }
    self = encoding
  }

  /// Other names, as `plain` has them.
  private static let aliases = [
    "latin1": "iso88591", "latin2": "iso88592", "latin9": "iso885915", "ansi": "windows1252", "ascii": "utf8",
    "usascii": "utf8", "unicode": "utf16le", "utf16": "utf16le", "utf32": "utf32le", "ucs2": "utf16le",
    "sjis": "shiftjis", "ibm932": "shiftjis", "windows31j": "shiftjis", "mskanji": "shiftjis", "gbk": "gb18030",
    "gb2312": "gb18030", "ibm936": "gb18030", "ibm950": "big5", "big5hkscs": "big5", "ibm949": "euckr",
    "ksc5601": "euckr", "mac": "macintosh", "macroman": "macintosh", "maccyrillic": "xmaccyrillic", "koi8": "koi8r",
    "iso2022jp": "iso2022jp", "eucjp": "eucjp",
  ]

  /// What the options give; nil for `auto`.
  static func given(in options: ComponentOptions) throws(OptionProblem) -> TextEncoding? {
    guard let name = options.text("encoding"), name != "auto" else { return nil }
    if let encoding = TextEncoding(named: name) { return encoding }
    let near = suggestion(for: name, among: all.map(\.name))
    throw OptionProblem(
      option: "encoding", message: "is no encoding that can be read",
      hint: "`auto` finds out; the encodings are \(all.map(\.name).joined(separator: ", "))", instead: near)
  }

  /// The byte order mark that a source begins with, and how long it is.
  static func mark(_ bytes: Span<UInt8>) -> (encoding: TextEncoding, length: Int)? {
    let marks: [([UInt8], TextEncoding)] = [
      ([0xEF, 0xBB, 0xBF], utf8), ([0xFF, 0xFE, 0, 0], utf32LE), ([0, 0, 0xFE, 0xFF], utf32BE),
      ([0xFF, 0xFE], utf16LE), ([0xFE, 0xFF], utf16BE),
    ]
    return marks.first { startsWith(bytes, $0.0) }.map { ($0.1, $0.0.count) }
  }

  /// The bytes as UTF-8, with bytes that cannot be decoded as they are (or 0xFF, where they are ASCII); how many of
  /// `bytes` that took.
  func decode(_ bytes: Span<UInt8>, isLast: Bool, into out: inout [UInt8]) -> Int {
    out.removeAll(keepingCapacity: true)
    guard let handle = sluice_converter_open(converter) else {
      // Every converter is there, as a test sees to.
      out.append(copying: bytes)
      return bytes.count
    }
    defer { sluice_converter_close(handle) }
    var consumed = 0
    // The C edge: pointers live as long as the closures, and the room is what the function asks for.
    bytes.withUnsafeBufferPointer { from in
      out.append(addingCapacity: bytes.count * 4 + 16) { span in
        span.withUnsafeMutableBufferPointer { to, initialized in
          guard let to = to.baseAddress, let from = from.baseAddress else { return }
          initialized = sluice_decode(handle, from, bytes.count, isLast ? 1 : 0, to, &consumed)
        }
      }
    }
    return consumed
  }

  /// How many of `bytes` the first `decoded` bytes of their UTF-8 come from.
  func encodedLength(_ bytes: Span<UInt8>, of decoded: Int) -> Int {
    guard decoded > 0, let handle = sluice_converter_open(converter) else { return min(decoded, bytes.count) }
    defer { sluice_converter_close(handle) }
    return bytes.withUnsafeBufferPointer { from in
      from.baseAddress.map { sluice_encoded_length(handle, $0, bytes.count, decoded) } ?? 0
    }
  }
}
