import Foundation
import Testing

@testable import Receiver

@Suite("webhook receiver: secret and JSON") struct CheckTests {
  @Test("a secret matches itself alone, whatever the lengths") func secret() {
    let secret = SecretPath("/hooks/abc")
    #expect(secret.matches("/hooks/abc"))
    #expect(secret.matches("/hooks/abc?"))
    #expect(SecretPath("hooks/abc").matches("/hooks/abc"))
    #expect(SecretPath("").matches("/"))
    let exact = Array("/hooks/abc".utf8)
    for length in 0...300 {
      // The secret over and over again: only its own length may match, also where the lengths differ by a power of two.
      let repeated = String(decoding: (0..<length).map { exact[$0 % exact.count] }, as: UTF8.self)
      #expect(secret.matches(repeated) == (length == exact.count))
    }
    for index in exact.indices {
      for bit in 0..<8 {
        var other = exact
        other[index] ^= 1 << bit
        guard let text = String(validating: other, as: UTF8.self), !text.contains("?") else { continue }
        #expect(!secret.matches(text))
      }
    }
  }

  @Test(
    "JSON objects are told from everything else",
    arguments: [
      ("{}", true), (" \t\r\n{ } \n", true), (#"{"a":[1,-0.5e+3,true,false,null,"x",{"b":{}}, []]}"#, true),
      (#"{"a":"\ud800 \u0000 \"\\\/\b\f\n\r\t"}"#, true), (#"{"a":1e999,"a":2}"#, true), (#"{"ü":"日本"}"#, true),
      ("", false), ("[]", false), ("{", false), ("}", false), ("{}}", false), ("{},", false), (#"{"a"}"#, false),
      (#"{"a":}"#, false), (#"{"a":1,}"#, false), (#"{"a":1 "b":2}"#, false), (#"{"a":[1,]}"#, false),
      (#"{"a":[1}"#, false), (#"{"a":(1)}"#, false), (#"{a:1}"#, false), (#"{"a":01}"#, false), (#"{"a":1.}"#, false),
      (#"{"a":-}"#, false), (#"{"a":+1}"#, false), (#"{"a":1e}"#, false), (#"{"a":"\x"}"#, false),
      (#"{"a":"\u12g4"}"#, false), ("{\"a\":\"\n\"}", false), (#"{"a":"#, false), (#"{"a":"b"#, false),
      (#"{"a":"b\"#, false), (#"{"a":tru}"#, false), (#"{"a":nan}"#, false), ("\u{FEFF}{}", false),
    ])
  func json(text: String, isObject: Bool) { #expect(JSONCheck.isObject(Array(text.utf8)) == isObject) }

  @Test("a million levels do not hurt") func deep() {
    let open = Array(repeating: Array(#"{"a":["#.utf8), count: 500_000).flatMap { $0 }
    let close = Array(repeating: Array("]}".utf8), count: 500_000).flatMap { $0 }
    #expect(JSONCheck.isObject(open + close))
    #expect(!JSONCheck.isObject(open + close.dropLast()))
  }

  @Test("it agrees with Foundation on documents with a byte changed, left out or put in, commas aside")
  func differential() {
    let document = Array(
      #"{"id":"e-1","results":[{"e":["a@b.c",1.50,-2e3],"n":null,"ok":true,"ü":"\u00e9\\"},{}]}"#.utf8)
    let bytes = Array(#"{}[]:,"\0123456789eE+-.tfnu ax/"#.utf8) + [0, 9, 10, 0x80, 0xC3, 0xFF]
    for index in document.indices {
      for byte in bytes {
        var changed = document
        changed[index] = byte
        var longer = document
        longer.insert(byte, at: index)
        for text in [changed, longer] {
          #expect(
            JSONCheck.isObject(text) == isFoundationObject(text), "\(String(decoding: text, as: UTF8.self))")
        }
      }
      var shorter = document
      shorter.remove(at: index)
      #expect(JSONCheck.isObject(shorter) == isFoundationObject(shorter))
    }
  }

  private func isFoundationObject(_ bytes: [UInt8]) -> Bool {
    // Foundation also guesses UTF-16 and UTF-32 by their zero bytes, and takes a comma before a closing bracket.
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0), !text.contains(/,\s*[\]}]/) else {
      return false
    }
    return (try? JSONSerialization.jsonObject(with: Data(bytes))) is [String: Any]
  }
}
