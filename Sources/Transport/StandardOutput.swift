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

  /// Writes all bytes.
  package func write(_ bytes: Span<UInt8>) throws(FileError) {
    try writeWhole(bytes, to: descriptor, path: name)
  }
}
