import CPhoneNumber
import Foundation
import Testing

/// The tables of plain telephone numbers against libphonenumber itself.
///
/// `SLUICE_PHONE_NUMBERS=5000000 swift test --filter PlainNumberTests` asks for as many; the suite asks for a few.
@Suite struct PlainNumberTests {
  /// A generator of our own, so that every run asks the same.
  private struct Numbers {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    mutating func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  private func ask(
    _ text: [UInt8], _ region: [UInt8],
    _ function: (UnsafePointer<UInt8>?, Int, UnsafePointer<UInt8>?, UnsafeMutablePointer<sluice_phone>?) -> Int32
  ) -> (e164: [UInt8], type: Int32)? {
    var phone = sluice_phone()
    guard function(text, text.count, region, &phone) != 0 else { return nil }
    let digits = withUnsafeBytes(of: phone.e164) { Array($0.prefix(Int(phone.e164_count))) }
    return (digits, phone.type)
  }

  @Test("a number that the tables answer for is what the library makes of it, whatever its country")
  func agrees() {
    let wanted = ProcessInfo.processInfo.environment["SLUICE_PHONE_NUMBERS"].flatMap { Int($0) } ?? 20_000
    var numbers = Numbers()
    let regions = [
      "\0\0", "DE", "GB", "US", "FR", "IN", "BR", "AU", "RU", "CN", "IL", "NZ", "CL", "UZ", "JP", "TT", "KR",
    ]
    .map { Array($0.utf8) }
    let separators = Array(" -.()".utf8)
    var answered = 0
    for turn in 0..<wanted {
      // Every calling code there can be, the short ones more often.
      let code = turn % 3 == 0 ? numbers.below(99) + 1 : turn % 999 + 1
      var text = Array((turn % 4 == 3 ? "00" : "+").utf8) + Array(String(code).utf8)
      for _ in 0..<(turn % 3 == 2 ? 1 + numbers.below(15) : 7 + numbers.below(5)) {
        if numbers.below(5) == 0 { text.append(separators[numbers.below(separators.count)]) }
        text.append(UInt8(0x30 + numbers.below(10)))
      }
      // A zero more, now and then.
      if turn % 16 == 7 { text.insert(0x30, at: 2) }
      let region = regions[numbers.below(regions.count)]
      guard let plain = ask(text, region, sluice_phone_plain) else { continue }
      answered += 1
      let library = ask(text, region, sluice_phone_parse)
      let what = String(decoding: text, as: UTF8.self)
      #expect(library?.e164 == plain.e164 && library?.type == plain.type, "\(what)")
    }
    #expect(answered > wanted / 4)
  }

  @Test(
    "what is not plain is left to the library",
    arguments: [
      "", "+", "+4", "020 7946 0958", "+44 20 7946 0958 ext. 1", "+44 20 7946 0958 x1", "+0 20 7946 0958",
      "tel:+442079460958",
      "+44 (0) 20 7946 0958", "+442079460958;ext=1", "+999 123456", "+44 20 7946 0958 ", "+4420794609580000000000",
      "+44 20 7946 095a", "++442079460958",
    ])
  func asksLibrary(_ text: String) { #expect(ask(Array(text.utf8), [0, 0], sluice_phone_plain) == nil) }
}
