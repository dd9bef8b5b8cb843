import Foundation

/// Where two sets of files differ first, in words; nil where they are the same.
func difference(expected: [String: Data], got: [String: Data]) -> String? {
  for path in Set(expected.keys).union(got.keys).sorted() {
    switch (expected[path], got[path]) {
    case (let one?, let other?) where one == other: continue
    case (let one?, let other?): return "\(path) differs first at \(firstDifference(one, other))"
    case (_?, nil): return "\(path) is missing"
    case (nil, let other?): return "\(path) was not expected; it holds:\n\(String(decoding: other, as: UTF8.self))"
    case (nil, nil): continue
    }
  }
  return nil
}

/// `line 3:`, with the line as expected and as it came.
private func firstDifference(_ expected: Data, _ got: Data) -> String {
  let (one, other) = (lines(expected), lines(got))
  let same = zip(one, other).prefix { $0 == $1 }.count
  func shown(_ lines: [Data], _ mark: String) -> String {
    guard same < lines.count else { return "\(mark) (the end)" }
    // Control characters, blanks at the end and bytes that are no text are what a diff is about, so show them.
    return "\(mark) " + String(decoding: lines[same], as: UTF8.self).debugDescription
  }
  return "line \(same + 1):\n\(shown(one, "-"))\n\(shown(other, "+"))"
}

/// The lines with their ends, so that a missing last line end is a difference too.
private func lines(_ data: Data) -> [Data] {
  var lines: [Data] = []
  var start = data.startIndex
  while start < data.endIndex {
    let end = data[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? data.endIndex
    lines.append(data[start..<end])
    start = end
  }
  return lines
}
