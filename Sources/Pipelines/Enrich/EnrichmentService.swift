internal import Loading
internal import PipelineModel
internal import Transport

/// The service that a run talks to: the vendor's, or a sandbox that lives as long as the run.
struct EnrichmentService: Sendable {
  let settings: LoadSettings
  let limits: LoadLimits
  let codec: RequestCodec
  let client: HTTPClient
  private let running: (any RunningService)?

  /// Checks the settings, and starts the sandbox where the pipeline asks for it.
  static func start(
    _ load: ComponentUse, definition: PipelineDefinition, environment: RunEnvironment
  ) async throws -> EnrichmentService {
    let (settings, limits) = try checked(load)
    var running: (any RunningService)?
    if load.spec.name == "sandbox" {
      running = try await environment.sandbox.start(load.options, stateFolder: definition.stateFolder)
    }
    let codec = RequestCodec(
      baseURL: running?.baseURL ?? settings.baseURL ?? LoadSettings.standardBaseURL,
      token: running?.token ?? settings.token ?? "")
    return EnrichmentService(settings: settings, limits: limits, codec: codec, client: HTTPClient(), running: running)
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

  /// Stops what was started for the run.
  func stop() async { await running?.stop() }
}
