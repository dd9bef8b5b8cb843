private import Glibc

// What every file here is read and written with: EINTR, short counts and non-blocking pipes are dealt with once.

/// Writes all bytes at the descriptor's position.
func writeWhole(_ bytes: Span<UInt8>, to descriptor: Int32, path: String) throws(FileError) {
  // write(2) takes a pointer, which does not leave the closure. The result is carried out of it because the closure
  // may not throw a typed error.
  let failure: FileError? = bytes.withUnsafeBytes { buffer in
    var rest = buffer[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest)
      let written = Glibc.write(descriptor, piece.baseAddress, piece.count)
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if !mayTryAgain(descriptor, POLLOUT) {
        return FileError(path, .write)
      }
    }
    return nil
  }
  if let failure { throw failure }
}

/// Appends at most `limit` bytes; 0 at the end. From `offset`, or from the descriptor's position where it is nil.
func readPiece(
  of descriptor: Int32, at offset: Int?, atMost limit: Int, into buffer: inout [UInt8], path: String
) throws(FileError) -> Int {
  var count = -1
  while count < 0 {
    buffer.append(addingCapacity: limit) { free in
      // read(2) fills memory that is not initialised yet; no more than `limit` of it.
      free.withUnsafeMutableBufferPointer { memory, initialized in
        let start = memory.baseAddress.map { $0 + initialized }
        let room = min(limit, memory.count - initialized)
        if let offset {
          count = pread(descriptor, start, room, offset)
        } else {
          count = read(descriptor, start, room)
        }
        initialized += max(count, 0)
      }
    }
    if count < 0 && !mayTryAgain(descriptor, POLLIN) { throw FileError(path, .read) }
  }
  return count
}

/// After a failed call: whether to make it again, after waiting where the descriptor does not block.
private func mayTryAgain(_ descriptor: Int32, _ event: Int32) -> Bool {
  if errno == EINTR { return true }
  guard errno == EAGAIN else { return false }
  var poll = pollfd(fd: descriptor, events: Int16(event), revents: 0)
  return Glibc.poll(&poll, 1, -1) >= 0 || errno == EINTR
}

/// An anonymous file in a folder: gone with its descriptor, however the process ends.
func unlinkedDescriptor(in folder: String) throws(FileError) -> Int32 {
  var template = Array("\(folder)/.sluice-XXXXXX".utf8CString)
  // Created (0600) and unlinked at once: O_TMPFILE and mkostemp cannot be imported, and not every file system has the
  // former.
  let descriptor = mkstemp(&template)
  if descriptor < 0 { throw FileError(folder, .create) }
  unlink(template)
  _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  return descriptor
}

/// The folder for scratch files: `$TMPDIR`, else `/var/tmp`, which is on a disk where `/tmp` may be memory.
package func temporaryFolder() -> String {
  guard let value = getenv("TMPDIR"), value.pointee != 0 else { return "/var/tmp" }
  return String(cString: value)
}
