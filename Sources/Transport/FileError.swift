private import Glibc
package import PipelineModel

/// What the system refused to do with a file: the path as it was given, the step, the reason, and what to do.
package struct FileError: DiagnosableError, Sendable, Equatable {
  /// The step that failed.
  package enum Operation: String, Sendable {
    case open, create, read, write, sync, replace, lock, list
    case makeFolder = "make folder"
  }

  package var path: String
  package var operation: Operation
  /// The system's error number.
  package var code: Int32
  /// What to do, where there is something to say.
  package var hint: String?

  package init(path: String, operation: Operation, code: Int32, hint: String? = nil) {
    self.path = path
    self.operation = operation
    self.code = code
    self.hint = hint ?? Self.standardHint(code, operation)
  }

  /// The step failed just now: takes `errno`.
  init(_ path: String, _ operation: Operation) {
    self.init(path: path, operation: operation, code: errno)
  }

  /// `cannot write: No space left on device`.
  package var message: String { "cannot \(operation.rawValue): \(systemErrorText(code))" }

  /// `out/leads.csv: cannot write: No space left on device` and, on its own line, the hint.
  package var description: String { "\(path): \(message)" + (hint.map { "\n  hint: \($0)" } ?? "") }

  /// Waiting was given up because the task was cancelled.
  static func cancelled(_ path: String) -> FileError { FileError(path: path, operation: .read, code: ECANCELED) }
  /// Whether the task was cancelled while it waited for input.
  package var isCancellation: Bool { code == ECANCELED }

  /// Whether the reader of a pipe has gone: the command line ends quietly then.
  package var isClosedPipe: Bool { code == EPIPE }

  /// As the command line shows it; codes: `file_not_found`, `not_permitted`, `disk_full`, `is_a_folder`, `file_error`.
  package var diagnostic: Diagnostic {
    let name =
      switch code {
      case ENOENT: "file_not_found"
      case EACCES, EPERM, EROFS: "not_permitted"
      case ENOSPC, EDQUOT: "disk_full"
      case EISDIR: "is_a_folder"
      default: "file_error"
      }
    return Diagnostic(code: name, at: Diagnostic.Location(file: path), message, hint: hint)
  }

  private static func standardHint(_ code: Int32, _ operation: Operation) -> String? {
    switch code {
    case ENOENT where operation == .makeFolder: "the system makes no folder there: choose another place"
    case ENOENT: "check the spelling and the folder: there is nothing of that name"
    case EBADF: "it is closed or cannot be used that way: redirect it to a file or a pipe"
    case ENOSPC, EDQUOT: "the disk is full or a quota is reached: make room and run again"
    case EACCES, EPERM: "check the permissions of the file and of the folders above it"
    case EROFS: "the file system is mounted read-only: choose another folder"
    case EISDIR: "this is a folder: name a file in it"
    case ENOTDIR: "a part of this path is a file, not a folder"
    case EMFILE, ENFILE: "too many files are open: raise the limit (ulimit -n)"
    case ENAMETOOLONG: "choose a shorter name"
    case EFBIG: "the file system or a limit (ulimit -f) allows no larger file"
    case EIO: "the device reports a fault: check the disk and the system's log"
    case ELOOP: "symbolic links go round in a circle"
    default: nil
    }
  }
}

/// The system's words for an error number.
func systemErrorText(_ code: Int32) -> String {
  // Safe with threads since glibc 2.32: the words are constants, or stand in the thread's own buffer.
  strerror(code).map { String(cString: $0) } ?? "error \(code)"
}
