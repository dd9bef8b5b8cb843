/// A request as the loader builds it and the client carries it out.
package struct HTTPRequest: Sendable, Equatable {
  package var method: String
  package var url: String
  /// Names and values, in order. Never logged: one of them is the token.
  package var headers: [Header]
  package var body: [UInt8]?
  /// From the first attempt to connect until the connection stands.
  package var connectTimeout: Duration
  /// From start to end.
  package var timeout: Duration

  /// A header's name and value.
  package struct Header: Sendable, Equatable {
    package var name: String
    package var value: String
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(
    method: String, url: String, headers: [Header] = [], body: [UInt8]? = nil,
    connectTimeout: Duration = .seconds(10), timeout: Duration = .seconds(60)
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.connectTimeout = connectTimeout
    self.timeout = timeout
  }
}

/// A whole response.
package struct HTTPResponse: Sendable, Equatable {
  package var status: Int
  package var headers: [HTTPRequest.Header]
  package var body: [UInt8]

  package init(status: Int, headers: [HTTPRequest.Header] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first header of that name, case aside.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// A request that brought no whole response.
package struct HTTPFailure: Error, Sendable, Equatable {
  /// How far it got: what may be done next hangs on it.
  package enum Stage: String, Sendable {
    /// No byte of the request left: name resolution, connect, TLS, or refused before the start.
    case notSent = "not_sent"
    /// Bytes may have left; the service may have acted on them.
    case maybeSent = "maybe_sent"
  }
  package var stage: Stage
  /// In words; holds no header and no body.
  package var message: String

  package init(stage: Stage, message: String) {
    self.stage = stage
    self.message = message
  }
}
