internal import PipelineModel

/// Throws where the first bytes of a text source say that it is no text: compressed or zipped.
func refuseOtherFormats(_ bytes: Span<UInt8>) throws(ScanError) {
  let marks: [(mark: [UInt8], code: ScanError.Code, detail: String, hint: String)] = [
    ([0x1F, 0x8B], .wrongFormat, "the input is gzip-compressed", "decompress it first: gunzip -c FILE > OUT"),
    (
      [0x28, 0xB5, 0x2F, 0xFD], .wrongFormat, "the input is zstd-compressed", "decompress it first: zstd -dc FILE > OUT"
    ),
    (
      [0x50, 0x4B, 0x03, 0x04], .wrongFormat, "the input is a zip archive or an Excel workbook",
      "a workbook is read with `xlsx:`; unpack an archive first"
    ),
  ]
  for entry in marks where startsWith(bytes, entry.mark) {
    throw ScanError(entry.code, offset: 0, line: 1, column: 1, detail: entry.detail, hint: entry.hint)
  }
}

/// Whether bytes begin with a mark.
func startsWith(_ bytes: Span<UInt8>, _ mark: [UInt8]) -> Bool {
  guard bytes.count >= mark.count else { return false }
  for index in mark.indices where bytes[index] != mark[index] { return false }
  return true
}
