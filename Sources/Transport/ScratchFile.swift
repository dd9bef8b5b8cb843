private import CLinux
private import Glibc

/// A file without a name for what does not fit in memory: written at the end, read anywhere, gone with the value or
/// with the process, however that ends. Only its owner could read it (0600).
package struct ScratchFile: ~Copyable, Sendable {
  /// The folder it takes its room from.
  package let folder: String
  /// Bytes in it.
  package private(set) var count = 0

  private let descriptor: Int32

  /// In a folder, which is made where it is missing.
  package init(in folder: String) throws(FileError) {
    self.folder = folder
    try makeFolders(folder)
    descriptor = try unlinkedDescriptor(in: folder)
  }

  deinit { close(descriptor) }

  /// Appends bytes and returns where they begin.
  @discardableResult
  package mutating func append(_ bytes: Span<UInt8>) throws(FileError) -> Int {
    let start = count
    try writeWhole(bytes, to: descriptor, path: folder)
    count += bytes.count
    return start
  }

  /// Appends bytes and returns where they begin.
  @discardableResult
  package mutating func append(_ bytes: borrowing [UInt8]) throws(FileError) -> Int { try append(bytes.span) }

  /// Appends the bytes of a range to `buffer`; may be called from several tasks at once.
  ///
  /// A range that ends beyond the file is an error (`EINVAL`).
  package func read(_ range: Range<Int>, into buffer: inout [UInt8]) throws(FileError) {
    guard range.lowerBound >= 0, range.upperBound <= count else {
      throw FileError(path: folder, operation: .read, code: EINVAL)
    }
    buffer.reserveCapacity(buffer.count + range.count)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let read = try readPiece(
        of: descriptor, at: offset, atMost: range.upperBound - offset, into: &buffer, path: folder)
      if read == 0 { throw FileError(path: folder, operation: .read, code: EIO) }
      offset += read
    }
  }
}

extension ScratchFile {
  /// Gives the room of a range back, whose bytes are wanted no more.
  package func discard(_ range: Range<Int>) {
    sluice_punch(descriptor, Int64(range.lowerBound), Int64(range.count))
  }
}

/// An anonymous scratch file in a folder.
package func unlinkedTemporary(in folder: String) throws(FileError) -> ScratchFile { try ScratchFile(in: folder) }
