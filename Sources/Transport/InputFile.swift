private import Glibc

/// A file, or standard input (`-`), read from start to end.
///
/// Opening tells what is wrong and what to do: a missing file names the one in its folder that is spelled most like it.
package struct InputFile: ~Copyable {
  /// As it was given.
  package let path: String
  /// Bytes in the file when it was opened; nil for a pipe or a terminal, whose end nobody knows.
  package let size: Int?

  private let descriptor: Int32
  /// Looked at while a pipe is silent.
  var stop = StopSignal()

  package init(path: String) throws(FileError) {
    self.path = path
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      let code = errno
      let hint = code == ENOENT ? nearestName(to: path).map { "did you mean \(split(path, with: $0))?" } : nil
      throw FileError(path: path, operation: .open, code: code, hint: hint)
    }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    let isFolder = isKnown && status.st_mode & S_IFMT == S_IFDIR
    if isFolder {
      if path != "-" { close(descriptor) }
      let hint = "this is a folder: name a file in it, or all of them with \(path.hasSuffix("/") ? path : path + "/")*"
      throw FileError(path: path, operation: .open, code: EISDIR, hint: hint)
    }
    size = isKnown && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    self.descriptor = descriptor
    // More read-ahead; a pipe refuses the advice, which does no harm.
    _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
  }

  deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

  /// Appends what comes next to `buffer`: `limit` bytes, fewer only at the end; 0 when there is nothing left.
  package mutating func read(into buffer: inout [UInt8], atMost limit: Int) throws(FileError) -> Int {
    var total = 0
    while total < limit {
      if size == nil { try waitForInput() }
      let count = try readPiece(of: descriptor, at: nil, atMost: limit - total, into: &buffer, path: path)
      if count == 0 { break }
      total += count
    }
    return total
  }

  /// A pipe may be silent for long: looks every now and then whether the task is still wanted.
  private func waitForInput() throws(FileError) {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while Glibc.poll(&poll, 1, 100) == 0 {
      if stop.isStopped { throw .cancelled(path) }
    }
  }
}

/// The path with another last part.
private func split(_ path: String, with name: String) -> String {
  path.contains("/") ? "\(split(path).folder)/\(name)" : name
}

extension InputFile {
  /// The size of a regular file without opening it; nil for anything else.
  package static func size(of path: String) -> Int? {
    var status = stat()
    guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }
}
