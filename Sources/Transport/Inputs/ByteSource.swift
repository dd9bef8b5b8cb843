/// Bytes that are read once from start to end, wherever they come from: a file, stdin, a program, a server, what a
/// decompressor makes of another source.
package protocol ByteSource: AnyObject {
  /// Appends what comes next: at most `limit` bytes, and none only at the end.
  ///
  /// Throws a `FileError` or an `InputError`; what was appended before stands. It is called by one task or thread at a
  /// time, and gives up with `FileError.cancelled` where that task was cancelled.
  func read(into buffer: inout [UInt8], atMost limit: Int) throws -> Int
}

extension ByteSource {
  /// Appends `limit` bytes, fewer only at the end.
  package func fill(_ buffer: inout [UInt8], atMost limit: Int) throws -> Int {
    var total = 0
    while total < limit {
      let count = try read(into: &buffer, atMost: limit - total)
      if count == 0 { break }
      total += count
    }
    return total
  }
}

/// A file or standard input as a source.
final class FileSource: ByteSource {
  private var file: InputFile

  init(path: String, stop: StopSignal) throws(FileError) {
    file = try InputFile(path: path)
    file.stop = stop
  }

  func read(into buffer: inout [UInt8], atMost limit: Int) throws -> Int {
    try file.read(into: &buffer, atMost: limit)
  }
}

/// A source whose first bytes were looked at before it is read.
package final class PeekedSource: ByteSource {
  private var head: [UInt8]
  private let rest: any ByteSource

  package init(head: [UInt8], rest: any ByteSource) {
    self.head = head
    self.rest = rest
  }

  package func read(into buffer: inout [UInt8], atMost limit: Int) throws -> Int {
    if head.isEmpty { return try rest.read(into: &buffer, atMost: limit) }
    let count = min(limit, head.count)
    buffer.append(contentsOf: head[..<count])
    head.removeFirst(count)
    return count
  }
}
