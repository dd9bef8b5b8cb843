import PipelineModel
import Testing

@testable import Canonical

/// The common cases that are seen eight and sixteen bytes at a time, against the same questions asked byte by byte.
@Suite struct PlainTests {
  /// Texts of few letters, so that most of them come close to a plain value.
  private func text(of alphabet: String, upTo longest: Int, _ random: inout RandomText) -> [UInt8] {
    let letters = Array(alphabet.utf8)
    return (0..<Int.random(in: 0...longest, using: &random)).map { _ in
      letters[Int.random(in: 0..<letters.count, using: &random)]
    }
  }

  private func isPlainHost(_ host: [UInt8]) -> Bool {
    let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (4...253).contains(host.count), labels.count > 1, let last = labels.last, last.count > 1 else { return false }
    let areSound = labels.allSatisfy { label in
      (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
        && label.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") }
    }
    return areSound && last.contains { 0x61...0x7A ~= $0 }
  }

  @Test("a plain host is one of sound labels, whatever its length", arguments: [8, 20, 62, 66, 130])
  func hosts(longest: Int) throws {
    var random = RandomText(seed: UInt64(longest))
    var count = 0
    for alphabet in ["abcdefgz.", "ab1-.", "a0.-A@_/`{:", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaz9."] {
      for _ in 0..<20_000 {
        let host = text(of: alphabet, upTo: longest, &random)
        let isPlain = isPlainHost(host)
        let found = WebDomain.isPlainHost(host.span)
        try #require(found == isPlain, "\(String(decoding: host, as: UTF8.self))")
        // What is plain is a host to the code that takes every other as well.
        if isPlain {
          count += 1
          let isHost = WebDomain.isHost(host.span)
          try #require(isHost)
        }
      }
    }
    #expect(count > 100)
  }

  @Test("an address is canonical whether it is seen by bits or byte by byte", arguments: [12, 40, 64])
  func emails(longest: Int) throws {
    var random = RandomText(seed: UInt64(longest))
    var found = 0
    for alphabet in ["abc.@", "a1_+-.@z", "aB.@", "abcdefghijklmnopq@.", "a.@ <>é"] {
      for _ in 0..<20_000 {
        let local = text(of: alphabet, upTo: longest / 2, &random)
        let address = local + Array("@".utf8) + text(of: alphabet, upTo: longest / 2, &random)
        guard let plain = PlainAddress(address.span), plain.isEmail else { continue }
        found += 1
        let isValid = EmailAddress.isValid(address.span)
        try #require(isValid, "\(String(decoding: address, as: UTF8.self))")
        try #require(!address.contains { 0x41...0x5A ~= $0 || $0 >= 0x80 })
      }
    }
    #expect(found > 100)
  }

  @Test("a website's domain does not hang on the letters' case, which decides how it is read")
  func websites() throws {
    let pieces = [
      "http://", "https://", "HTTP://", "www.", "acme.com", "acme", ".com", "gmail.com", "linkedin.com", "/", "//",
      "?a=b", "#", ":80", "u@", ".", " ", "/in/x", "\\", ",", "é",
    ]
    var random = RandomText(seed: 3)
    for _ in 0..<50_000 {
      let count = Int.random(in: 1...5, using: &random)
      let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      var results: [[UInt8]?] = []
      for value in [Array(text.utf8), Array(text.uppercased().replacing("É", with: "é").utf8)] {
        var out: [UInt8] = []
        switch WebDomain.append(value.span, into: &out) {
        case .none: results.append(nil)
        case .same: results.append(value)
        case .changed: results.append(out)
        }
      }
      try #require(results[0] == results[1], "\(text)")
    }
  }

  @Test("tidy ASCII is what neither tidying nor a byte beyond ASCII could change")
  func tidyASCII() throws {
    var random = RandomText(seed: 5)
    for _ in 0..<100_000 {
      let value = text(of: "abcdefgh  \u{9}\u{7F}~!é", upTo: 30, &random)
      let isASCII = value.allSatisfy { $0 < 0x80 }
      let found = (isASCII: value.span.isASCII, isTidy: CleanText.isTidyASCII(value.span))
      try #require(found.isASCII == isASCII)
      let words = value.split(separator: 0x20, omittingEmptySubsequences: false)
      let isTidy = isASCII && words.allSatisfy { !$0.isEmpty } && value.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
      try #require(found.isTidy == isTidy, "\(value)")
    }
  }

  @Test("text of any length gets small letters and nothing else changes", arguments: 0...40)
  func lowerASCII(count: Int) {
    for first in 0..<UInt8(0x80) {
      let text = (0..<count).map { (first &+ UInt8($0)) & 0x7F }
      var out = Array("kept".utf8)
      out.append(lowerASCII: text.span)
      #expect(out == Array("kept".utf8) + text.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 })
    }
  }

  @Test("spans are equal where all bytes are", arguments: 0...40)
  func equality(count: Int) {
    func areEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool { a.span.equals(b.span) }
    let text = (0..<count).map { UInt8($0) }
    #expect(areEqual(text, text))
    for index in text.indices {
      var other = text
      other[index] ^= 0x80
      #expect(!areEqual(text, other))
    }
    #expect(!areEqual(text, text + [0]))
  }

  @Test("a table knows its words in either case and no others", arguments: 1...16)
  func words(count: Int) {
    let word = String("abcdefghijklmnop".prefix(count))
    let table = WordSet(word)
    func contains(_ text: String) -> Bool {
      let bytes = Array(text.utf8)
      return table.contains(PackedWord(bytes.span, 0..<bytes.count))
    }
    #expect(contains(word) && contains(word.uppercased()))
    #expect(!contains(word + "q") && !contains(String(word.dropLast())) && !contains(word + "\u{0}"))
    for index in word.utf8.indices {
      var other = Array(word.utf8)
      other[word.utf8.distance(from: word.utf8.startIndex, to: index)] = UInt8(ascii: "@")
      #expect(!contains(String(decoding: other, as: UTF8.self)))
    }
  }
}
