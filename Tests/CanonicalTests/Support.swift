import Canonical

/// Runs a form over a text and gives what a caller would keep.
func form(_ text: String, _ body: (Span<UInt8>, inout [UInt8]) -> Form) -> String? {
  let bytes = Array(text.utf8)
  var out = Array("kept".utf8)
  switch body(bytes.span, &out) {
  case .none: return out.count == 4 ? nil : "appended though there is none"
  case .same: return out.count == 4 ? text : "appended though the same"
  case .changed: return String(decoding: out[4...], as: UTF8.self)
  }
}
