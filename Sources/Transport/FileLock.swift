private import Glibc

/// An exclusive lock on a file that the kernel releases when its process ends, however it ends.
///
/// The file holds who has the lock (`pid 1234, NOTE`); it stays when the lock is released, only its text goes.
package struct FileLock: ~Copyable, Sendable {
  /// As it was given.
  package let path: String
  private let descriptor: Int32

  /// What came of trying.
  package enum Attempt: ~Copyable {
    case acquired(FileLock)
    /// Somebody has it; what they wrote about themselves, or `another process`.
    case held(by: String)
  }

  /// Takes the lock if nobody has it, and never waits. `note` says what it is for (`q3-lead-list since 09:30`).
  package static func tryLock(_ path: String, note: String) throws(FileError) -> Attempt {
    try makeFolders(split(path).folder)
    // 0600: the note may name a pipeline, which is nobody else's business.
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw FileError(path, .lock) }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      if code == EINTR { continue }
      defer { close(descriptor) }
      guard code == EWOULDBLOCK else { throw FileError(path: path, operation: .lock, code: code) }
      var bytes: [UInt8] = []
      _ = try readPiece(of: descriptor, at: 0, atMost: 1024, into: &bytes, path: path)
      let holder = String(decoding: bytes.prefix { $0 != 10 }, as: UTF8.self)
      return .held(by: holder.isEmpty ? "another process" : holder)
    }
    let lock = FileLock(path: path, descriptor: descriptor)
    guard ftruncate(descriptor, 0) == 0 else { throw FileError(path, .lock) }
    let line = note.split(whereSeparator: \.isNewline).joined(separator: " ")
    try writeWhole(Array("pid \(getpid()), \(line)\n".utf8).span, to: descriptor, path: path)
    return .acquired(lock)
  }

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  /// Releases it.
  deinit {
    ftruncate(descriptor, 0)
    close(descriptor)
  }
}
