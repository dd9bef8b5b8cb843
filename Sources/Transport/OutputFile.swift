private import CLinux
private import Glibc
internal import PipelineModel
private import Synchronization

/// A file that appears whole or not at all: what is written goes to a temporary file beside it, which takes the file's
/// name at `commit()`, when every byte is on the disk.
///
/// The temporary file is `.NAME.sluice-PID-N.tmp`; it goes away with the value if nothing was committed, and one that a
/// killed process left is removed by the next `OutputFile` of the same path. Missing folders are made. A symbolic link
/// is followed, an existing file's permissions are kept (else 0644 less the umask). A path that is no regular file (a
/// pipe, `/dev/stdout`) is given its bytes at `commit()`.
package struct OutputFile: ~Copyable {
  /// As it was given.
  package let path: String
  /// Bytes written so far.
  package private(set) var count = 0

  private let target: String
  private let temporary: String?
  private let descriptor: Int32
  private var small: [UInt8] = []
  private var writebackFrom = 0
  private var isCommitted = false

  package init(path: String) throws(FileError) {
    let opened = try Self.open(path)
    self.path = path
    self.target = opened.target
    self.temporary = opened.temporary
    self.descriptor = opened.descriptor
  }

  deinit {
    if !isCommitted, let temporary { unlink(temporary) }
    close(descriptor)
  }

  /// Appends bytes.
  package mutating func write(_ bytes: borrowing [UInt8]) throws(FileError) { try write(bytes.span) }

  /// Appends bytes.
  package mutating func write(_ bytes: Span<UInt8>) throws(FileError) {
    count += bytes.count
    if bytes.count < Self.smallWrite {
      small.append(copying: bytes)
      if small.count >= 4 * Self.smallWrite { try flush() }
      return
    }
    try flush()
    try writeWhole(bytes, to: descriptor, path: path)
    startWriteback(written: count)
  }

  /// Gives what was written so far to `body`, piece by piece from the start; writing goes on at the end after it.
  package mutating func readBack(
    pieces: Int = 1 << 20, _ body: (Span<UInt8>) throws -> Void
  ) throws {
    try flush()
    var buffer: [UInt8] = []
    buffer.reserveCapacity(pieces)
    var offset = 0
    while offset < count {
      buffer.removeAll(keepingCapacity: true)
      let read = try readPiece(
        of: descriptor, at: offset, atMost: min(pieces, count - offset), into: &buffer, path: path)
      if read == 0 { throw FileError(path: path, operation: .read, code: EIO) }
      try body(buffer.span)
      offset += read
    }
  }

  /// Bytes that were written, from a place on.
  package mutating func read(from offset: Int, count: Int) throws(FileError) -> [UInt8] {
    try flush()
    var buffer: [UInt8] = []
    buffer.reserveCapacity(count)
    while buffer.count < count {
      let read = try readPiece(
        of: descriptor, at: offset + buffer.count, atMost: count - buffer.count, into: &buffer, path: path)
      if read == 0 { throw FileError(path: path, operation: .read, code: EIO) }
    }
    return buffer
  }

  /// Sees to it that every byte is on the disk, so that `commit()` has nothing left that could fail for want of room.
  package mutating func synchronize() throws(FileError) {
    try flush()
    guard temporary != nil else { return }
    while fsync(descriptor) != 0 {
      if errno != EINTR { throw FileError(path, .sync) }
    }
  }

  /// Puts the file in its place. After an error nothing is there, or what was there before.
  package consuming func commit() throws(FileError) {
    try synchronize()
    guard let temporary else {
      try copyOut()
      return
    }
    guard rename(temporary, target) == 0 else { throw FileError(path, .replace) }
    isCommitted = true
    try syncFolder(split(target).folder)
  }

  private static let smallWrite = 16 << 10
  private static let writebackStep = 8 << 20
  private static let serial = Atomic<Int>(0)

  private static func open(
    _ path: String
  ) throws(FileError) -> (target: String, temporary: String?, descriptor: Int32) {
    var status = stat()
    let exists = stat(path, &status) == 0
    let kind = status.st_mode & S_IFMT
    if exists && kind == S_IFDIR { throw FileError(path: path, operation: .create, code: EISDIR) }
    if exists && kind != S_IFREG { return (path, nil, try unlinkedDescriptor(in: temporaryFolder())) }
    let target = resolved(path)
    let (folder, name) = split(target)
    try makeFolders(folder)
    removeAbandoned(folder: folder, name: name)
    let (descriptor, temporary) = try createTemporary(folder: folder, name: name, for: path)
    if exists { _ = fchmod(descriptor, status.st_mode & 0o777) }
    return (target, temporary, descriptor)
  }

  private static func createTemporary(
    folder: String, name: String, for path: String
  ) throws(FileError) -> (descriptor: Int32, name: String) {
    while true {
      let number = serial.add(1, ordering: .relaxed).newValue
      let temporary = "\(folder)/\(temporaryPrefix(name))\(getpid())-\(number).tmp"
      let descriptor = Glibc.open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      if descriptor >= 0 {
        // Held until the value goes: tells other processes that the file is not abandoned.
        _ = flock(descriptor, LOCK_EX | LOCK_NB)
        return (descriptor, temporary)
      }
      if errno != EEXIST && errno != EINTR { throw FileError(path, .create) }
    }
  }

  private mutating func flush() throws(FileError) {
    if small.isEmpty { return }
    try writeWhole(small.span, to: descriptor, path: path)
    small.removeAll(keepingCapacity: true)
    startWriteback(written: count)
  }

  /// Lets the disk begin early, so that the fsync at the end has little left to do.
  private mutating func startWriteback(written: Int) {
    guard temporary != nil, written - writebackFrom >= Self.writebackStep else { return }
    sluice_start_writeback(descriptor, Int64(writebackFrom), Int64(written - writebackFrom))
    writebackFrom = written
  }

  private mutating func copyOut() throws(FileError) {
    let out = Glibc.open(target, O_WRONLY | O_CLOEXEC)
    if out < 0 { throw FileError(path, .open) }
    defer { close(out) }
    var buffer: [UInt8] = []
    var offset = 0
    while offset < count {
      buffer.removeAll(keepingCapacity: true)
      let read = try readPiece(of: descriptor, at: offset, atMost: 1 << 20, into: &buffer, path: path)
      if read == 0 { throw FileError(path: path, operation: .read, code: EIO) }
      try writeWhole(buffer.span, to: out, path: path)
      offset += read
    }
  }
}

/// The start of a temporary file's name; a very long name is cut, so that what is added still fits.
private func temporaryPrefix(_ name: String) -> String {
  ".\(String(decoding: name.utf8.prefix(180), as: UTF8.self)).sluice-"
}

/// Removes temporary files of this target whose process is gone: a live one holds a lock on its file.
private func removeAbandoned(folder: String, name: String) {
  let prefix = temporaryPrefix(name)
  for entry in entries(of: folder) where entry.hasPrefix(prefix) && entry.hasSuffix(".tmp") {
    let descriptor = open("\(folder)/\(entry)", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    if descriptor < 0 { continue }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink("\(folder)/\(entry)") }
    close(descriptor)
  }
}
