internal import Loading
internal import PipelineModel
internal import Transport

/// The service that a run talks to: the vendor's, or a sandbox that lives as long as the run; and, where the pipeline
/// asks for it, the receiver that it sends results to.
struct EnrichmentService: Sendable {
  let settings: LoadSettings
  let limits: LoadLimits
  let codec: RequestCodec
  let results: ResponseCodec
  let client: HTTPClient
  let limiter: RateLimiter
  /// Where results are sent to; nil where they are only polled for.
  let webhookURL: String?
  private let running: (any RunningService)?
  private let receiver: (any RunningReceiver)?

  /// Checks the settings, and starts the sandbox and the receiver where the pipeline asks for them. What is received
  /// stands in `inbox`, and rings `queue`.
  static func start(
    _ load: ComponentUse, definition: PipelineDefinition, environment: RunEnvironment, inbox: (any Inbox)? = nil,
    queue: JobQueue? = nil
  ) async throws -> EnrichmentService {
    let (settings, limits) = try checked(load)
    var running: (any RunningService)?
    if load.spec.name == "sandbox" {
      running = try await environment.sandbox.start(
        options(load, in: definition), stateFolder: definition.stateFolder)
    }
    do {
      let codec = RequestCodec(
        baseURL: running?.baseURL ?? settings.baseURL ?? LoadSettings.standardBaseURL,
        token: running?.token ?? settings.token ?? "")
      let client = HTTPClient(caFile: settings.caFile.map(definition.absolute), proxy: settings.proxy)
      var receiver: (any RunningReceiver)?
      var url: String?
      if let webhook = limits.webhook, let inbox {
        (receiver, url) = try await receive(
          webhook, destination: settings.destination, inbox: inbox, queue: queue, environment: environment)
      }
      return EnrichmentService(
        settings: settings, limits: limits, codec: codec, results: ResponseCodec(paths: limits.answers),
        client: client, limiter: RateLimiter(perMinute: limits.requestsPerMinute, environment: environment),
        webhookURL: url, running: running, receiver: receiver)
    } catch {
      await running?.stop()
      throw error
    }
  }

  private static func receive(
    _ webhook: LoadLimits.Webhook, destination: String, inbox: any Inbox, queue: JobQueue?,
    environment: RunEnvironment
  ) async throws -> (any RunningReceiver, String) {
    let path = webhook.url.map(path(of:)) ?? ""
    let secret = path + "/" + (try inbox.hookSecret(destination: destination))
    let receiver = try await environment.receiver.start(listen: webhook.listen, path: secret) { bodies in
      _ = try inbox.receive(bodies, destination: destination, at: environment.unixTime())
      queue?.ring()
    }
    let base = webhook.url.map { $0.dropLast(path.count) } ?? "http://127.0.0.1:\(receiver.port)"
    return (receiver, base + secret)
  }

  /// `/hooks` of `https://example.com/hooks`.
  private static func path(of url: String) -> String {
    guard let scheme = url.firstRange(of: "://") else { return "" }
    return url[scheme.upperBound...].firstIndex(of: "/").map { String(url[$0...]) } ?? ""
  }

  /// The options with paths made absolute, for who does not know the pipeline's folder.
  private static func options(_ load: ComponentUse, in definition: PipelineDefinition) -> ComponentOptions {
    var options = load.options
    for spec in load.spec.options {
      if case .path = spec.type, let path = options.text(spec.name) {
        options.values[spec.name] = .text(definition.absolute(path))
      }
    }
    return options
  }

  /// The loader's settings, without starting anything.
  static func checked(_ load: ComponentUse) throws -> (settings: LoadSettings, limits: LoadLimits) {
    do {
      return (
        try LoadSettings(loader: load.spec.name, options: load.options), try LoadLimits(options: load.options)
      )
    } catch {
      throw Diagnostic(code: "invalid_option", at: load.location, "\(error.option): \(error.message)", hint: error.hint)
    }
  }

  /// The balance as the service tells it now; nil where it does not. Costs nothing.
  func balance() async -> Int? {
    var request = codec.credits()
    request.timeout = .seconds(15)
    try? await limiter.wait()
    guard let response = try? await client.send(request), 200..<300 ~= response.status else { return nil }
    return results.credits(response.body)
  }

  /// Stops what was started for the run: first what sends results, then what receives them.
  func stop() async {
    await running?.stop()
    await receiver?.stop()
  }
}
