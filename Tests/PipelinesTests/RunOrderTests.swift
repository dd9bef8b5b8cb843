import PipelineTesting
import Synchronization
import Testing

@testable import Pipelines

private struct Broken: Error, Equatable { var number: Int }

/// How many items are between `produce` and `consume`, and how many were at most.
private final class Flow: Sendable {
  private let counts = Mutex((inside: 0, most: 0))

  func enter() {
    counts.withLock {
      $0.inside += 1
      $0.most = max($0.most, $0.inside)
    }
  }

  func leave() { counts.withLock { $0.inside -= 1 } }

  var most: Int { counts.withLock { $0.most } }
}

@Suite("Work on several batches at once")
struct RunOrderTests {
  @Test("comes out in the order it went in, however long each takes", arguments: [1, 2, 3, 16], [0, 1, 2, 500])
  func order(limit: Int, count: Int) async throws {
    var next = 0
    var got: [Int] = []
    let flow = Flow()
    try await orderedMap(limit: limit) { () -> Int? in
      guard next < count else { return nil }
      defer { next += 1 }
      flow.enter()
      return next
    } work: { number in
      // Uneven work, so that later items overtake earlier ones.
      var generator = SplitMix(seed: UInt64(number))
      var sum: UInt64 = 0
      for _ in 0..<(number.isMultiple(of: 3) ? 20_000 : 10) { sum ^= generator.next() }
      return (number, sum)
    } consume: { number, _ in
      got.append(number)
      flow.leave()
    }
    #expect(got == Array(0..<count))
    #expect(flow.most <= limit)
    #expect(count < limit || flow.most == limit)
  }

  @Test("waits for the first although later ones are done, and holds no more than the limit meanwhile")
  func headOfLine() async throws {
    // Item 0 ends only once items 1 to 3 are done: with a limit of 4 that is all that can be.
    let done = Mutex(0)
    var produced = 0
    var got: [Int] = []
    try await orderedMap(limit: 4) { () -> Int? in
      guard produced < 10 else { return nil }
      defer { produced += 1 }
      return produced
    } work: { number in
      if number == 0 {
        // Threads of the pool run the others; on one core this one would never see them done, so it gives up in time.
        for _ in 0..<10_000_000 where done.withLock({ $0 }) < 3 {}
      } else {
        done.withLock { $0 += 1 }
      }
      return number
    } consume: { number in
      if number == 0 { #expect(produced == 4) }
      got.append(number)
    }
    #expect(got == Array(0..<10))
  }

  @Test("stops at the first error, wherever it comes from", arguments: ["produce", "work", "consume"])
  func errors(place: String) async {
    var next = 0
    var got: [Int] = []
    let flow = Flow()
    await #expect(throws: Broken(number: 20)) {
      try await orderedMap(limit: 4) { () throws -> Int? in
        if place == "produce" && next == 20 { throw Broken(number: 20) }
        guard next < 1000 else { return nil }
        defer { next += 1 }
        flow.enter()
        return next
      } work: { number in
        if place == "work" && number == 20 { throw Broken(number: 20) }
        return number
      } consume: { number in
        if place == "consume" && number == 20 { throw Broken(number: 20) }
        got.append(number)
        flow.leave()
      }
    }
    #expect(got == Array(0..<got.count))
    #expect(got.count <= 20)
    #expect(next <= 24)
    #expect(flow.most <= 4)
  }

  @Test("ends when its task is cancelled")
  func cancelled() async {
    let task = Task {
      // Endless: only cancelling ends it.
      try await orderedMap(limit: 4) { () -> Int? in
        1
      } work: {
        $0
      } consume: { _ in
        withUnsafeCurrentTask { $0?.cancel() }
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
