import Testing

@testable import Pipelines

@Suite("The pace of polling")
struct PollPaceTests {
  @Test("doubles up to poll, then slows down by a tenth, to an eighth at most")
  func growth() {
    var pace = PollPace(poll: .seconds(4))
    var pauses: [Duration] = []
    for _ in 0..<60 { pauses.append(pace.next()) }
    #expect(pauses[..<10].map { Int($0 / .milliseconds(1)) } == [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 4000])
    #expect(pauses[10] == .milliseconds(4400))
    for (former, next) in zip(pauses, pauses.dropFirst()) { #expect(next >= former) }
    #expect(pauses.last == .seconds(32))
  }

  @Test("never begins slower than poll")
  func short() {
    var pace = PollPace(poll: .milliseconds(2))
    #expect(pace.next() == .milliseconds(2))
    for _ in 0..<100 { #expect(pace.next() <= .milliseconds(16)) }
  }
}
