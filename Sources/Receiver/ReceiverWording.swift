private import Glibc
private import NIOCore
package import PipelineModel

/// Why the receiver cannot listen: one sentence, and what to do.
package struct ReceiverError: DiagnosableError, Sendable, Equatable {
  package var message: String
  package var hint: String

  package var diagnostic: Diagnostic { Diagnostic(code: "webhook", message, hint: hint) }

  private static let examples =
    "write HOST:PORT, for example 127.0.0.1:8080, [::1]:8080, or 0.0.0.0:8080 for every address of this machine"

  static func notAnAddress(_ text: String) -> ReceiverError {
    ReceiverError(message: "the webhook cannot listen at \"\(text)\": it is no HOST:PORT", hint: examples)
  }

  static func unbracketed(_ text: String) -> ReceiverError {
    ReceiverError(message: "the webhook cannot listen at \"\(text)\": an IPv6 address needs brackets", hint: examples)
  }

  /// What binding a socket ran into.
  static func cannotListen(_ address: ListenAddress, _ error: any Error) -> ReceiverError {
    let place = address.description
    switch (error as? IOError)?.errnoCode {
    case EADDRINUSE:
      return ReceiverError(
        message: "the webhook cannot listen at \(place): the port is taken",
        hint: "stop what listens there, or choose another port in `webhook: {listen}`")
    case EACCES:
      return ReceiverError(
        message: "the webhook cannot listen at \(place): this user may not use the port",
        hint: "choose a port above 1023, and have a proxy pass requests on to it")
    case EADDRNOTAVAIL:
      return ReceiverError(
        message: "the webhook cannot listen at \(place): the address is none of this machine's",
        hint: "listen at 127.0.0.1 behind a proxy, or at 0.0.0.0 for every address of this machine")
    case let code?:
      return ReceiverError(
        message: "the webhook cannot listen at \(place): \(String(cString: strerror(code)))", hint: examples)
    case nil where error is SocketAddressError.UnknownHost:
      return ReceiverError(
        message: "the webhook cannot listen at \(place): the host is not known", hint: examples)
    case nil:
      return ReceiverError(
        message: "the webhook cannot listen at \(place): the server ended (\(type(of: error)))", hint: examples)
    }
  }
}

/// Why a delivery was not taken, as its sender reads it; never quotes what was sent.
enum Refusal: String, Sendable {
  case tooLarge = "the body is too large"
  case notJSON = "the body is not a JSON object in UTF-8"
  case stopping = "this receiver is stopping; send it again later"
  case full = "too much at once; send it again later"
  case notKept = "it could not be stored; send it again later"
}
