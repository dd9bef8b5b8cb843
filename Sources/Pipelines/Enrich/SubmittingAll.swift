internal import Loading
internal import PipelineModel

extension Submitter {
  /// Submits the batches that `produce` hands over, a few at once; returns what came of them. Once the service takes
  /// nobody any more, the rest is left out with its reason.
  func submitAll(_ produce: ((Batch) async throws -> Void) async throws -> Void) async throws -> Outcome {
    var total = Outcome()
    try await withThrowingTaskGroup(of: Outcome.self) { group in
      var running = 0
      try await produce { batch in
        if running >= service.limits.concurrency, let outcome = try await group.next() {
          running -= 1
          take(outcome, into: &total)
        }
        if let stop = total.stop {
          for lead in batch.leads { total.leftOut[lead.key.id] = stop }
          return
        }
        running += 1
        group.addTask { try await submit(batch) }
      }
      for try await outcome in group { take(outcome, into: &total) }
    }
    return total
  }

  /// One answer may get lost; a service of which nothing is known twice in a row gets nobody else: every batch more
  /// would be one more that an operator has to look for.
  private func take(_ outcome: Outcome, into total: inout Outcome) {
    total.add(outcome)
    guard total.doubts >= Self.doubtLimit, total.stop == nil else { return }
    total.stop = .serviceUnavailable
    environment.emit(.diagnostic(.tooManyDoubts(total.doubts)))
  }

  private static let doubtLimit = 2

  /// Submits people in their order, in rounds that the worst case of what is left covers, each settled whole before the
  /// next: who is bought depends on nothing but the order. Where only the balance is short, the service decides about
  /// the last ones, a batch at a time.
  func submit(inOrder people: [Planning.Wanted], cover: Cover) async throws -> Outcome {
    var outcome = Outcome()
    var rest = people[...]
    var balance = cover.balance
    while !rest.isEmpty, outcome.stop == nil {
      let budget = try store.left(of: budget, run: run, at: service.settings.destination)
      let before = try store.credits(ofRun: run)
      var count = covered(rest, by: min(budget ?? .max, balance ?? .max))
      // One request alone: of two at once, the one that comes first would have the last credits.
      if count == 0, !cover.budgetBinds {
        count = rest.prefix(service.limits.batchSize).prefix { $0.translate == rest.first?.translate }.count
      }
      if count == 0 { break }
      let round = rest.prefix(count)
      rest = rest.dropFirst(count)
      var came = try await submitAll { submit in
        var batcher = Batcher(limit: service.limits.batchSize)
        for wanted in round {
          if let batch = batcher.add(wanted.lead, translate: wanted.translate) { try await submit(batch) }
        }
        for batch in batcher.finish() { try await submit(batch) }
      }
      // The most that was out at once, not the sum of what was reserved again and again.
      let reserved = max(outcome.reserved, before.spent + before.reserved + came.reserved)
      came.reserved = 0
      outcome.add(came)
      outcome.reserved = reserved
      // Results that do not come in time leave their reservation standing, and nobody else is bought in this run.
      guard await queue.settled() else { break }
      try Task.checkCancellation()
      if balance != nil { balance = await service.balance() }
    }
    if !rest.isEmpty { outcome.stop = outcome.stop ?? cover.reason }
    return outcome
  }

  /// How many of the first people so many credits cover in the worst case.
  private func covered(_ people: ArraySlice<Planning.Wanted>, by credits: Int) -> Int {
    var left = credits
    return people.prefix { wanted in
      left -= service.limits.prices.worstCase(fields: wanted.lead.fields)
      return left >= 0
    }.count
  }
}
