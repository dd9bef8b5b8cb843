internal import PipelineModel
internal import Yams

/// Reads one rule: `{on: submit, at: 2-5, status: 503, retry_after: 2}`.
extension FaultFile {
  private static let scheduleKeys = ["at", "every", "chance"]

  /// What can go wrong at an endpoint.
  private static func faultKeys(_ endpoint: Endpoint) -> [String] {
    let answer = ["status", "retry_after", "retry_after_date", "answer", "pause", "piece", "delay"]
    return switch endpoint {
    case .connection: ["close"]
    case .submit: ["close"] + answer + ["billed", "take", "unprocessed", "job", "results"]
    case .job, .credits: ["close"] + answer
    case .webhook: ["deliver", "wrong_path", "delay"]
    }
  }

  private static let resultKeys = ["missing", "error", "part_error", "names", "values", "echo"]
  /// Which key gives meaning to another.
  private static let needs = [
    ("billed", "status"), ("retry_after", "status"), ("retry_after_date", "status"), ("pause", "answer"),
    ("piece", "answer"), ("unprocessed", "take"),
  ]

  func rule(_ node: Node) throws(SandboxError) -> FaultRule {
    let entries = try entries(of: node, expected: "a map", named: "a rule")
    guard let on = entries.first(where: { $0.name == "on" }) else {
      throw .ruleWithoutEndpoint(at: location(node.mark))
    }
    var rule = FaultRule(endpoint: try word(on, Endpoint.allCases))
    let faultKeys = Self.faultKeys(rule.endpoint)
    let reuse = rule.endpoint == .connection || rule.endpoint == .webhook ? [] : ["reused"]
    for entry in entries where entry.name != "on" {
      switch entry.name {
      case "at": rule.schedule.at = try numbers(entry)
      case "every": rule.schedule.every = try whole(entry, 1...Int.max)
      case "chance": rule.schedule.chance = try chance(entry)
      case "reused" where !reuse.isEmpty: rule.schedule.isReused = try flag(entry)
      case let name where faultKeys.contains(name): break
      default:
        throw unknownKey(entry, among: ["on"] + Self.scheduleKeys + reuse + faultKeys, of: rule.endpoint)
      }
    }
    try check(entries, on: rule.endpoint, at: node)
    rule.fault = try fault(entries, on: rule.endpoint)
    return rule
  }

  private func fault(_ entries: [Entry], on endpoint: Endpoint) throws(SandboxError) -> Fault {
    func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }
    var fault = Fault()
    if let entry = entry("close") {
      fault.close = try word(entry, endpoint == .submit ? [.reset, .beforeBody, .afterBody] : [.reset, .orderly])
    }
    if let status = entry("status") {
      // An answer without a body is another matter.
      var read = Fault.Status(code: try whole(status, 200...599))
      if [204, 205, 304].contains(read.code) { throw wrong(status, expected: "a status whose answer has a body") }
      if let entry = entry("billed") { read.isBilled = try flag(entry) }
      if let entry = entry("retry_after") { read.retryAfter = .seconds(try whole(entry, 0...1_000_000)) }
      if let entry = entry("retry_after_date") { read.retryAfter = .date(try whole(entry, 0...1_000_000)) }
      fault.status = read
    }
    if let answer = entry("answer") {
      let kinds = Fault.Answer.Kind.allCases.filter { endpoint == .submit || $0 != .withoutID }
      var read = Fault.Answer(kind: try word(answer, kinds))
      if let entry = entry("pause") { read.pause = try duration(entry) }
      if let entry = entry("piece") { read.piece = try whole(entry, 1...1_000_000) }
      fault.answer = read
    }
    if let entry = entry("delay") { fault.delay = try duration(entry) }
    if let take = entry("take") {
      var read = Fault.Partial(leads: try whole(take, 1...EnrichRequest.leadLimit))
      if let entry = entry("unprocessed") { read.isNamed = try word(entry, Naming.allCases) == .named }
      fault.partial = read
    }
    if let entry = entry("job") { fault.job = try word(entry, JobFault.Fate.allCases) }
    if let entry = entry("results") { fault.results = try results(entry) }
    if let entry = entry("deliver") { fault.delivery = try word(entry, Fault.Delivery.allCases) }
    if let entry = entry("wrong_path") { fault.wrongPath = try word(entry, Fault.WrongPath.allCases) }
    return fault
  }

  private func results(_ entry: Entry) throws(SandboxError) -> ResultShape {
    var shape = ResultShape()
    for entry in try entries(of: entry.value, expected: "a map", named: quoted(entry.name)) {
      switch entry.name {
      case "missing": shape.missing = try numbers(entry)
      case "error": shape.error = try numbers(entry)
      case "part_error": shape.partError = try numbers(entry)
      case "names": shape.names = try word(entry, ResultShape.Names.allCases)
      case "values": shape.values = try word(entry, ResultShape.Values.allCases)
      case "echo": shape.echo = try word(entry, ResultShape.Echo.allCases)
      default: throw unknownKey(entry, among: Self.resultKeys)
      }
    }
    return shape
  }

  /// What makes no sense in one rule.
  private func check(_ entries: [Entry], on endpoint: Endpoint, at node: Node) throws(SandboxError) {
    let faultKeys = Self.faultKeys(endpoint)
    let faults = entries.filter { faultKeys.contains($0.name) }
    if faults.isEmpty {
      throw .ruleWithoutFault(
        endpoint, among: faultKeys.filter { key in !Self.needs.contains { $0.0 == key } }, at: location(node.mark))
    }
    for entry in faults {
      if let need = Self.needs.first(where: { $0.0 == entry.name }), !faults.contains(where: { $0.name == need.1 }) {
        throw .faultKeyAlone(entry.name, needs: need.1, at: location(entry.key.mark))
      }
    }
    // Whoever closes at once does nothing else, and what is lost is not delivered in any way.
    let lone = faults.first { $0.name == "close" || ($0.name == "deliver" && $0.value.string == "lost") }
    if let lone, let other = faults.first(where: { $0.name != lone.name }) {
      throw .faultKeysTogether(lone.name, other.name, at: location(other.key.mark))
    }
    if let date = faults.first(where: { $0.name == "retry_after_date" }),
      faults.contains(where: { $0.name == "retry_after" })
    {
      throw .faultKeysTogether("retry_after", "retry_after_date", at: location(date.key.mark))
    }
  }

  /// How leads that were left out stand in the answer.
  private enum Naming: String, CaseIterable { case named, unnamed }
}
