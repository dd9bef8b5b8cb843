import CPSL
import Foundation
import Testing

/// The table of long public suffixes against libpsl itself.
@Suite struct PublicSuffixTests {
  private func agrees(_ host: String) -> Bool {
    let bytes = Array(host.utf8)
    return sluice_registrable_domain(bytes, bytes.count) == sluice_psl_registrable_domain(bytes, bytes.count)
  }

  @Test("every rule of the list, and hosts at, under and beside it, have the registrable domain that libpsl tells")
  func rules() throws {
    let list = try String(contentsOfFile: "/usr/share/publicsuffix/public_suffix_list.dat", encoding: .utf8)
    var count = 0
    for line in list.split(separator: "\n") where !line.hasPrefix("//") {
      let rule = line.prefix { $0 != " " }.drop { "!*.".contains($0) }
      for host in [
        String(rule), "a.\(rule)", "b.a.\(rule)", "c.b.a.\(rule)", "x\(rule)", "a.x\(rule)", "\(rule).com",
        "a.\(rule).de",
      ] {
        #expect(agrees(host), "\(host)")
      }
      count += 1
    }
    #expect(count > 5000)
  }

  @Test(
    "what is no host is libpsl's to judge",
    arguments: [
      "", ".", "..", "a", ".com", "com.", "a..com", "a.com.", "\u{0}.com", "a.\u{0}", "xn--p1ai", "a.xn--p1ai", "ä.рф",
    ])
  func oddities(_ host: String) { #expect(agrees(host)) }

  @Test("hosts made of any bytes have the answer of libpsl")
  func random() {
    var state: UInt64 = 7
    let letters = Array("abcdeou.-.kmnrt0".utf8)
    for _ in 0..<50_000 {
      var host = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        host.unicodeScalars.append(Unicode.Scalar(letters[Int(state >> 60)]))
      }
      #expect(agrees(host), "\(host)")
    }
  }
}
