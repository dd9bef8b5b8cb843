internal import PipelineModel
internal import ServiceLifecycle
private import Transport

/// Takes results to webhooks: each delivery up to 4 times, with a pause before each repetition that doubles.
///
/// It runs beside the server and ends with it; what it then still holds is never delivered, as with a service that fails
/// (polling has it all the same).
struct Courier: Service {
  typealias Sleep = @Sendable (Duration) async throws -> Void

  private let retryPause: Duration
  private let sleep: Sleep
  private let client = HTTPClient()
  private let turnstile = Turnstile()
  private let parcels: AsyncStream<Parcel>
  private let inlet: AsyncStream<Parcel>.Continuation

  private static let retries = 3
  /// How long a reordered delivery waits for the next one, where its rule does not say.
  private static let patience = Duration.seconds(1)

  init(retryPause: Duration, sleep: @escaping Sleep) {
    self.retryPause = retryPause
    self.sleep = sleep
    (parcels, inlet) = AsyncStream.makeStream(of: Parcel.self)
  }

  /// Hands a parcel over; returns at once.
  func post(_ parcel: Parcel) {
    var parcel = parcel
    parcel.putInOrder()
    if parcel.deliveries.count == 1, parcel.deliveries[0].isOvertaken, parcel.deliveries[0].due == .zero {
      // Whatever is posted from now on may be the one that overtakes it.
      parcel.deliveries[0].overtaker = turnstile.next()
    }
    if !parcel.deliveries.isEmpty { inlet.yield(parcel) }
  }

  /// Carries parcels until the server stops.
  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        for await parcel in parcels { group.addTask { await carry(parcel) } }
      }
    }
  }

  /// Delivers while the submission waits for its answer; what fails is handed over to be repeated.
  func deliverNow(_ deliveries: [Parcel.Delivery], to url: String) async {
    for var delivery in deliveries where await !isTaken(delivery, at: url) {
      delivery.isRetry = true
      post(Parcel(url: url, deliveries: [delivery]))
    }
  }

  /// First attempts one after the other; what has to wait or is repeated holds nobody up.
  private func carry(_ parcel: Parcel) async {
    await withDiscardingTaskGroup { group in
      var reached = Duration.zero
      for delivery in parcel.deliveries where delivery.fault?.delivery != .lost {
        if delivery.due > reached, (try? await sleep(delivery.due - reached)) == nil { return }
        reached = delivery.due
        let overtaker = delivery.overtaker ?? (delivery.isOvertaken ? turnstile.next() : nil)
        if overtaker != nil || delivery.fault?.delay != nil {
          group.addTask {
            if let overtaker {
              await overtaker.wait(atMost: delivery.fault?.delay ?? Self.patience, sleep)
            } else if let delay = delivery.fault?.delay, (try? await sleep(delay)) == nil {
              return
            }
            if await !isTaken(delivery, at: parcel.url) { await deliverAgain(delivery, to: parcel.url) }
          }
        } else if await !isTaken(delivery, at: parcel.url) {
          group.addTask { await deliverAgain(delivery, to: parcel.url) }
        }
      }
    }
  }

  /// The first attempt, as the delivery's fault has it; whether the receiver took it.
  private func isTaken(_ delivery: Parcel.Delivery, at url: String) async -> Bool {
    if delivery.isRetry { return false }
    defer { turnstile.pass() }
    if delivery.fault?.wrongPath == .thenRight { _ = await attempt(delivery.body, at: wrongPath(of: url)) }
    var isTaken = false
    for _ in 0..<(delivery.fault?.delivery == .tripled ? 3 : 1) {
      if await attempt(delivery.body, at: delivery.target(url)) { isTaken = true }
    }
    return isTaken
  }

  private func deliverAgain(_ delivery: Parcel.Delivery, to url: String) async {
    for number in 0..<Self.retries {
      guard (try? await sleep(retryPause * (1 << number))) != nil else { return }
      if await attempt(delivery.body, at: delivery.target(url)) { return }
    }
  }

  private func attempt(_ body: [UInt8], at url: String) async -> Bool {
    let request = HTTPRequest(
      method: "POST", url: url, headers: [.init("Content-Type", "application/json")], body: body,
      connectTimeout: .seconds(5), timeout: .seconds(30))
    guard let response = try? await client.send(request) else { return false }
    return (200..<300).contains(response.status)
  }
}

extension Parcel.Delivery {
  fileprivate func target(_ url: String) -> String {
    fault?.wrongPath == .neverRight ? wrongPath(of: url) : url
  }
}

/// A path beside the webhook's own.
private func wrongPath(of url: String) -> String {
  let parts = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
  let hasPath = parts[0].split(separator: "/", omittingEmptySubsequences: false).count > 3
  return parts[0] + (hasPath ? "-wrong" : "/wrong") + (parts.count > 1 ? "?" + parts[1] : "")
}
