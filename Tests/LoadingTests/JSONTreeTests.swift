import Foundation
@testable import Loading
import Testing

@Suite("small JSON documents")
struct JSONTreeTests {
  @Test(
    "a document that another parser reads is read, and one that it refuses is refused",
    arguments: [
      "{}", "[]", "[1,2.5,-0,1e3,-1.5E-2]", "{\"a\":{\"b\":[null,true,false]}}", "\"a\\u00e9\\ud83d\\ude00\\n\"",
      " [ 1 , 2 ] ",
      "", "{", "{\"a\"}", "{a:1}", "[1 2]", "\"open", "\"a\u{1}\"", "\"\\x\"", "\"\\u12\"", "nul",
      "01", "1.", "-", "+1", ".5", "1e", "{} x", "[1]]", "tru", "\"\\u12g4\"",
    ])
  func agreement(document: String) {
    let other = (try? JSONSerialization.jsonObject(with: Data(document.utf8), options: .fragmentsAllowed)) != nil
    #expect((JSONTree.parse(Array(document.utf8)) != nil) == other)
  }

  @Test(
    "strings are unescaped; half a surrogate pair becomes U+FFFD",
    arguments: [
      (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\uD83D\uDE00""#, "é😀"),
      (#""\ud83dx""#, "\u{FFFD}x"),
      (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\ude00""#, "\u{FFFD}"), ("\"名\"", "名"),
    ])
  func strings(document: String, expected: String) {
    #expect(JSONTree.parse(Array(document.utf8))?.string == expected)
  }

  @Test("bytes that are not UTF-8, commas at an end and nesting without end are refused")
  func refused() {
    #expect(JSONTree.parse([0x22, 0xFF, 0x22]) == nil)
    // Foundation lets these pass; RFC 8259 does not.
    for document in ["[1,]", "{\"a\":1,}"] { #expect(JSONTree.parse(Array(document.utf8)) == nil) }
    #expect(JSONTree.parse(Array(repeating: UInt8(ascii: "["), count: 100_000)) == nil)
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(JSONTree.parse(Array(deep.utf8)) != nil)
    #expect(JSONTree.parse(Array(("[" + deep + "]").utf8)) == nil)
  }

  @Test("every prefix of a document is refused without harm")
  func prefixes() {
    let document = Array(#"{"a":[1,{"b":"\u00e9\ud83d\ude00"},null],"c":-1.5e+3}"#.utf8)
    for count in 0..<document.count { #expect(JSONTree.parse(Array(document[..<count])) == nil) }
    #expect(JSONTree.parse(document) != nil)
  }

  @Test("a part's range is its bytes as they came")
  func ranges() throws {
    let document = Array(#" {"results": [ {"z": 1.50,  "a":"\u0041"} , [2] ]} "#.utf8)
    let items = try #require(JSONTree.parse(document)?["results"]?.elements)
    #expect(items.map { text(Array(document[$0.range])) } == [#"{"z": 1.50,  "a":"\u0041"}"#, "[2]"])
  }
}
