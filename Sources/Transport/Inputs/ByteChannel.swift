internal import Dispatch
internal import Synchronization

/// Tells threads that wait for input that it is wanted no more: they look every 100 ms.
package final class StopSignal: Sendable {
  private let flag = Atomic<Bool>(false)

  package init() {}

  package func stop() { flag.store(true, ordering: .relaxed) }

  /// Whether to give up: it was told to, or the task that waits was cancelled.
  package var isStopped: Bool { flag.load(ordering: .relaxed) || Task.isCancelled }
}

/// Pieces of bytes on their way from one thread to another; the sender waits where the receiver is eight pieces behind.
final class ByteChannel: Sendable {
  private struct State {
    var pieces: [[UInt8]] = []
    var isOver = false
    var failure: (any Error)?
  }

  private static let room = 8
  private let state = Mutex(State())
  private let free = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)
  private let stop: StopSignal

  init(stop: StopSignal) {
    self.stop = stop
    // A semaphore may not end below the value it was made with.
    for _ in 0..<Self.room { free.signal() }
  }

  /// Hands a piece over; false: nobody wants more.
  func send(_ piece: [UInt8]) -> Bool {
    while free.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
      if stop.isStopped { return false }
    }
    state.withLock { $0.pieces.append(piece) }
    filled.signal()
    return !stop.isStopped
  }

  /// No more comes, or why not.
  func finish(_ failure: (any Error)?) {
    state.withLock {
      $0.isOver = true
      $0.failure = failure
    }
    filled.signal()
  }

  /// The next piece; nil at the end. What failed is thrown once all pieces before it are taken.
  func receive(path: String) throws -> [UInt8]? {
    while filled.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
      if stop.isStopped { throw FileError.cancelled(path) }
    }
    let (piece, failure) = state.withLock { state -> ([UInt8]?, (any Error)?) in
      state.pieces.isEmpty ? (nil, state.failure) : (state.pieces.removeFirst(), nil)
    }
    if let piece {
      free.signal()
      return piece
    }
    // The end stays the end for who asks again.
    filled.signal()
    if let failure { throw failure }
    return nil
  }
}

/// A source that is worked on a thread of its own, a few pieces ahead of its reader.
final class BackgroundSource: ByteSource {
  /// Bytes of a piece.
  static let piece = 256 << 10

  private let path: String
  private let channel: ByteChannel
  private let stop: StopSignal
  private let done = DispatchSemaphore(value: 0)
  private var current: [UInt8] = []
  private var used = 0

  /// - Parameters:
  ///   - path: what errors of waiting name.
  ///   - stop: told when the reader goes away; what `produce` waits for must look at it.
  ///   - produce: sends the pieces until it is told that nobody wants more.
  init(path: String, stop: StopSignal, produce: @escaping @Sendable (ByteChannel) throws -> Void) {
    self.path = path
    self.stop = stop
    channel = ByteChannel(stop: stop)
    let (channel, done) = (channel, done)
    // A serial queue of its own has a thread of its own; see `HTTPClient`.
    DispatchQueue(label: "sluice.input").async {
      do {
        try produce(channel)
        channel.finish(nil)
      } catch {
        channel.finish(error)
      }
      done.signal()
    }
  }

  deinit {
    stop.stop()
    // What was started is over when its reader is: a child process is reaped, a file closed.
    done.wait()
    done.signal()
  }

  func read(into buffer: inout [UInt8], atMost limit: Int) throws -> Int {
    while used == current.count {
      guard let next = try channel.receive(path: path) else { return 0 }
      current = next
      used = 0
    }
    let count = min(limit, current.count - used)
    buffer.append(contentsOf: current[used..<used + count])
    used += count
    return count
  }
}
