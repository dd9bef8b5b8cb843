private import Glibc

/// Standard output as a stream of bytes; a closed pipe is a `FileError` with `isClosedPipe`.
package struct StandardOutput: Sendable {
  private let descriptor: Int32
  private let name: String

  package init() { self.init(descriptor: STDOUT_FILENO, name: "stdout") }

  private init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  /// Standard error, in the same way.
  package static var error: StandardOutput { StandardOutput(descriptor: STDERR_FILENO, name: "stderr") }

  /// Sees to it that no file is ever given the number of a standard stream that is closed (`>&-`): what is written to
  /// the stream would go into that file.
  package static func keepNumbers() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is taken. It cannot be written to (or read from), as if it were closed.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Writes all bytes.
  package func write(_ bytes: Span<UInt8>) throws(FileError) {
    try writeWhole(bytes, to: descriptor, path: name)
  }
}
