import PipelineModel
import Testing

/// All words of two letters up to a length.
private func words(upTo length: Int) -> [String] {
  var all = [""]
  var last = [""]
  for _ in 0..<length {
    last = last.flatMap { [$0 + "a", $0 + "b"] }
    all += last
  }
  return all
}

/// What one slip of the keys makes of a word.
private func slips(_ word: String) -> Set<String> {
  var found: Set<String> = []
  let letters = Array(word)
  for index in 0...letters.count {
    let (head, tail) = (String(letters[..<index]), String(letters[index...]))
    for letter in ["a", "b"] {
      found.insert(head + letter + tail)
      found.insert(head + letter + tail.dropFirst())
    }
    found.insert(head + tail.dropFirst())
    if tail.count > 1 { found.insert(head + String(letters[index + 1]) + String(letters[index]) + tail.dropFirst(2)) }
  }
  return found.subtracting([word])
}

@Test("a slip is one letter wrong, missing or too much, or two neighbours swapped, and nothing else")
func oneSlip() {
  let all = words(upTo: 5)
  for word in all {
    let near = slips(word)
    for other in all { #expect(isOneSlip(Array(word), Array(other)) == near.contains(other), "\(word) \(other)") }
  }
}
