private import CZstd

/// What zstd (RFC 8878) holds, all frames of it after one another, skippable ones left out.
final class ZstdSource: ByteSource {
  private let name: String
  private var input: CompressedInput
  private let decoder: OpaquePointer?
  /// What the decoder wants next; 0 between frames.
  private var wanted = 0

  init(_ source: any ByteSource, name: String) {
    self.name = name
    input = CompressedInput(source)
    decoder = ZSTD_createDStream()
  }

  deinit { ZSTD_freeDStream(decoder) }

  func read(into buffer: inout [UInt8], atMost limit: Int) throws -> Int {
    while true {
      try input.refill()
      if input.isAtEnd && wanted == 0 { return 0 }
      let wasAtEnd = input.isAtEnd
      var count = 0
      input.withRest { rest in
        var source = ZSTD_inBuffer(src: rest.baseAddress, size: rest.count, pos: 0)
        buffer.append(addingCapacity: limit) { free in
          // zstd fills memory that is not initialised yet; no more than `limit` of it.
          free.withUnsafeMutableBufferPointer { memory, initialized in
            var target = ZSTD_outBuffer(
              dst: memory.baseAddress.map { $0 + initialized }, size: min(limit, memory.count - initialized), pos: 0)
            wanted = ZSTD_decompressStream(decoder, &target, &source)
            count = target.pos
            initialized += count
          }
        }
        return source.pos
      }
      if ZSTD_isError(wanted) != 0 {
        throw ZSTD_getErrorName(wanted).map { String(cString: $0) }?.contains("memory") == true
          ? InputError.window(name) : InputError.corrupt(name, format: "zstd", byte: input.position)
      }
      if count > 0 { return count }
      if wasAtEnd { throw InputError.truncated(name, format: "zstd", byte: input.position) }
    }
  }
}
