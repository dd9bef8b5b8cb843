private import Glibc

/// A file that is read at any place, from any thread.
package final class SeekableFile: Sendable {
  /// As messages name it.
  package let name: String
  /// Bytes in it.
  package let count: Int
  private let descriptor: Int32

  /// A regular file; nil for what cannot be read at any place.
  package init?(path: String, name: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw FileError(path, .open) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      return nil
    }
    self.name = name
    self.count = Int(status.st_size)
    self.descriptor = descriptor
  }

  /// All that a source gives, kept in a file without a name in a folder.
  package init(spooling source: any ByteSource, name: String, in folder: String) throws {
    descriptor = try unlinkedDescriptor(in: folder)
    self.name = name
    var total = 0
    var piece: [UInt8] = []
    do {
      while try source.read(into: &piece, atMost: 1 << 20) > 0 {
        try writeWhole(piece.span, to: descriptor, path: folder)
        total += piece.count
        piece.removeAll(keepingCapacity: true)
      }
    } catch {
      close(descriptor)
      throw error
    }
    count = total
  }

  deinit { close(descriptor) }

  /// Appends bytes from `offset`: at most `limit`, none only at the end.
  package func read(at offset: Int, into buffer: inout [UInt8], atMost limit: Int) throws(FileError) -> Int {
    try readPiece(of: descriptor, at: offset, atMost: limit, into: &buffer, path: name)
  }

  /// The bytes of a range, fewer where the file ends before.
  package func bytes(_ range: Range<Int>) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < range.count {
      let limit = range.count - bytes.count
      if try read(at: range.lowerBound + bytes.count, into: &bytes, atMost: limit) == 0 { break }
    }
    return bytes
  }
}
