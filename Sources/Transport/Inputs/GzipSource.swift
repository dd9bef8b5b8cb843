private import CZlib

/// What gzip (RFC 1952) holds, all members of it after one another; zeros after the last are padding.
final class GzipSource: ByteSource {
  private let name: String
  private var input: CompressedInput
  private let inflater: Inflater
  private var isBetween = false

  init(_ source: any ByteSource, name: String) {
    self.name = name
    input = CompressedInput(source)
    inflater = Inflater(windowBits: 15 + 16)
  }

  func read(into buffer: inout [UInt8], atMost limit: Int) throws -> Int {
    while true {
      try input.refill()
      if isBetween {
        guard try beginMember() else { return 0 }
      }
      let result = inflater.inflate(&input, into: &buffer, atMost: limit)
      switch result.status {
      case Z_STREAM_END: isBetween = true
      case Z_OK, Z_BUF_ERROR: break
      default: throw InputError.corrupt(name, format: "gzip", byte: input.position)
      }
      if result.count > 0 { return result.count }
      if result.status != Z_STREAM_END, input.isAtEnd {
        throw InputError.truncated(name, format: "gzip", byte: input.position)
      }
    }
  }

  /// Whether another member follows.
  private func beginMember() throws -> Bool {
    while input.first == 0 {
      input.skip()
      try input.refill()
    }
    guard let first = input.first else { return false }
    guard first == 0x1F else { throw InputError.trailing(name, byte: input.position) }
    inflater.reset()
    isBetween = false
    return true
  }
}

/// zlib's inflate; its stream must not move, so it lives behind a pointer.
final class Inflater {
  private let stream: UnsafeMutablePointer<z_stream>

  /// - Parameter windowBits: as zlib has it: 31 for gzip, -15 for bare deflate.
  init(windowBits: Int32) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // Fails only where memory is out, and every call after it then fails too.
    _ = inflateInit2_(stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func reset() { inflateReset(stream) }

  /// Takes bytes off the input and appends what they mean.
  func inflate(_ input: inout CompressedInput, into buffer: inout [UInt8], atMost limit: Int) -> (
    status: Int32, count: Int
  ) {
    var status = Z_OK
    var count = 0
    input.withRest { rest in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: rest.baseAddress)
      stream.pointee.avail_in = UInt32(clamping: rest.count)
      let before = stream.pointee.avail_in
      buffer.append(addingCapacity: limit) { free in
        // zlib fills memory that is not initialised yet; no more than `limit` of it.
        free.withUnsafeMutableBufferPointer { memory, initialized in
          let room = min(limit, memory.count - initialized, Int(UInt32.max))
          stream.pointee.next_out = memory.baseAddress.map { $0 + initialized }
          stream.pointee.avail_out = UInt32(room)
          status = CZlib.inflate(stream, Z_NO_FLUSH)
          count = room - Int(stream.pointee.avail_out)
          initialized += count
        }
      }
      return Int(before - stream.pointee.avail_in)
    }
    return (status, count)
  }
}

/// The compressed bytes that a decompressor takes, and how far it has come in them.
struct CompressedInput {
  private static let piece = 128 << 10
  private let source: any ByteSource
  private var bytes: [UInt8] = []
  private var used = 0
  /// Bytes taken so far.
  private(set) var position = 0
  private var hasEnded = false

  init(_ source: any ByteSource) { self.source = source }

  /// Whether nothing is left and nothing comes.
  var isAtEnd: Bool { hasEnded && used == bytes.count }

  /// The byte that comes next, where there is one.
  var first: UInt8? { used < bytes.count ? bytes[used] : nil }

  /// Sees to it that there is something, where anything comes.
  mutating func refill() throws {
    guard used == bytes.count, !hasEnded else { return }
    bytes.removeAll(keepingCapacity: true)
    used = 0
    hasEnded = try source.read(into: &bytes, atMost: Self.piece) == 0
  }

  mutating func skip() {
    used += 1
    position += 1
  }

  /// Shows what is there to somebody who says how much of it was taken.
  mutating func withRest(_ body: (UnsafeBufferPointer<UInt8>) -> Int) {
    // The pointer does not leave the closure.
    let taken = bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[used...])) }
    used += taken
    position += taken
  }
}
