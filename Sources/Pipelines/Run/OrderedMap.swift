internal import Foundation

/// How many cores there are.
let coreCount = ProcessInfo.processInfo.activeProcessorCount

/// Runs `work` on several items at once and hands the results on in the order of the items.
///
/// At most `limit` items are anywhere between `produce` and `consume`, so memory is bounded; what comes out does not
/// depend on the number of cores. The first error cancels the rest.
func orderedMap<Item: Sendable, Product: Sendable>(
  limit: Int = max(4, coreCount * 3), produce: () throws -> Item?, work: @escaping @Sendable (Item) throws -> Product,
  consume: (Product) async throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: (Int, Product).self) { group in
    var produced = 0
    var consumed = 0
    var early: [Int: Product] = [:]
    var isOver = false
    while true {
      while !isOver && produced - consumed < limit {
        try Task.checkCancellation()
        guard let item = try produce() else {
          isOver = true
          break
        }
        let number = produced
        produced += 1
        group.addTask { (number, try work(item)) }
      }
      guard let (number, product) = try await group.next() else { break }
      early[number] = product
      while let next = early.removeValue(forKey: consumed) {
        consumed += 1
        try await consume(next)
      }
    }
  }
}
