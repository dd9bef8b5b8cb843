internal import Foundation
internal import GRDB
internal import PipelineModel

extension SQLiteLedger {
  package func submissionKeys(of people: [String], destination: String) throws -> [String: [UInt128]] {
    try read { db in
      guard let destination = try destinationID(destination, db) else { return [:] }
      var found: [String: [UInt128]] = [:]
      let statement = try db.cachedStatement(
        sql: """
          SELECT p.person, p.key FROM json_each(:people) AS asked CROSS JOIN person_submission AS p
          ON p.destination = :destination AND p.person = asked.value ORDER BY p.person, p.key
          """)
      let people = Array(Set(people)).sorted()
      for start in stride(from: 0, to: people.count, by: PackedKeys.chunk) {
        let chunk = Array(people[start..<min(start + PackedKeys.chunk, people.count)])
        let rows = try Row.fetchCursor(
          statement, arguments: ["people": try jsonArray(chunk), "destination": destination])
        while let row = try rows.next() {
          if let key = PackedKeys.key(row[1]) { found[row[0], default: []].append(key) }
        }
      }
      return found
    }
  }

  package func remember(submissions: [(person: String, key: UInt128)], destination: String) throws {
    if submissions.isEmpty { return }
    let sorted = submissions.sorted { ($0.person, $0.key) < ($1.person, $1.key) }
    try write { db in
      let destination = try makeDestination(destination, db)
      let statement = try db.cachedStatement(
        sql: """
          INSERT OR IGNORE INTO person_submission(destination, person, key)
          SELECT ?1, submitted.value, substr(?2, 1 + 16 * submitted.key, 16) FROM json_each(?3) AS submitted
          """)
      // Somebody without an identity key is not kept yet.
      let insertPeople = try db.cachedStatement(
        sql: "INSERT OR IGNORE INTO person(id) SELECT value FROM json_each(?)")
      for start in stride(from: 0, to: sorted.count, by: PackedKeys.chunk) {
        let chunk = sorted[start..<min(start + PackedKeys.chunk, sorted.count)]
        try insertPeople.execute(arguments: [jsonArray(chunk.map(\.person))])
        try statement.execute(arguments: [
          destination, PackedKeys(chunk.map(\.key)).data, jsonArray(chunk.map(\.person)),
        ])
      }
    }
  }
}
